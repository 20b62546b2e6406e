"""Which adapter serves which kind of channel. A new channel adds its class here only."""

from .mail import MailAdapter

ADAPTERS = {adapter.kind: adapter for adapter in (MailAdapter,)}
