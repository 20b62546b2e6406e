from .adapter import WhatsAppAdapter
