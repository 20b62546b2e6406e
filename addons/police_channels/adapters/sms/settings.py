"""What the providers of SMS may know of their channel."""

from dataclasses import dataclass


@dataclass
class SmsSettings:
    """How SMS go out, and by whom they come in.

    :ivar provider: one of `providers.PROVIDERS`
    :ivar url: where it takes messages
    :ivar user: who we are to it
    :ivar account: for which of its customers; empty where the user says it
    :ivar password: proves it; with some it also signs what comes in
    :ivar header: what citizens see as the sender; empty: our address
    :ivar report_url: the door of Kannel, as it reaches that
    :ivar webhook_url: the channel's webhook, as it is called from outside
    :ivar entity_id: as which the force is registered with the operators (India's DLT), or empty
    :ivar most_parts: longer notices are refused
    """

    provider: str = "kannel"
    url: str = ""
    user: str = ""
    account: str = ""
    password: str = ""
    header: str = ""
    report_url: str = ""
    webhook_url: str = ""
    entity_id: str = ""
    most_parts: int = 255
