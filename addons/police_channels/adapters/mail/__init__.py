from .adapter import MailAdapter
