"""What the providers of SMS may know of their channel."""

from dataclasses import dataclass

from ..web_service import Account


@dataclass
class SmsSettings(Account):
    """How SMS go out, and by whom they come in.

    :ivar header: what citizens see as the sender; empty: our address
    :ivar report_url: the door of Kannel, as it reaches that
    :ivar entity_id: as which the force is registered with the operators (India's DLT), or empty
    :ivar most_parts: longer notices are refused
    """

    provider: str = "kannel"
    header: str = ""
    report_url: str = ""
    entity_id: str = ""
    most_parts: int = 255
