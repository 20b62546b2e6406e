"""What those that answer calls may know of their channel."""

from dataclasses import dataclass

from ..web_service import Account


@dataclass
class VoiceSettings(Account):
    """Who answers calls, and who is rung.

    :ivar sound_url: before the names of what callers hear, as it is called from outside
    """

    provider: str = "asterisk"
    sound_url: str = ""
