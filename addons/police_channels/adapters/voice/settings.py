"""What those that answer calls may know of their channel."""

from dataclasses import dataclass


@dataclass
class VoiceSettings:
    """Who answers calls, and who is rung.

    :ivar provider: one of `providers.PROVIDERS`, or "asterisk"
    :ivar url: where it is asked for recordings
    :ivar user: who we are to it
    :ivar account: for which of its customers; empty where the user says it
    :ivar password: proves it; with some it also signs what comes in
    :ivar webhook_url: the address for calls, as it is called from outside
    :ivar sound_url: before the names of what callers hear, as it is called from outside
    """

    provider: str = "asterisk"
    url: str = ""
    user: str = ""
    account: str = ""
    password: str = ""
    webhook_url: str = ""
    sound_url: str = ""
