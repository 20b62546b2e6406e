"""Which adapter serves which kind of channel. A new channel adds its class here only.

An addon that brings a kind of its own adds to this dict, too.
"""

from .mail import MailAdapter
from .portal import PortalAdapter
from .sms import SmsAdapter
from .voice import VoiceAdapter
from .whatsapp import WhatsAppAdapter

_ALL = (MailAdapter, PortalAdapter, SmsAdapter, VoiceAdapter, WhatsAppAdapter)
ADAPTERS = {adapter.kind: adapter for adapter in _ALL}
