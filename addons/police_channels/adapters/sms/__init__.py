from .adapter import SmsAdapter
