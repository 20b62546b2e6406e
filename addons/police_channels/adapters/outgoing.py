"""What an adapter is given to send, and how sending ended."""

from dataclasses import dataclass, field
from datetime import datetime

# Why something was not sent, and what helps.
RETRY_LATER = "retry_later"
NEVER = "never"
UNKNOWN = "unknown"
FAILURES = (RETRY_LATER, NEVER, UNKNOWN)

# Why we do not even try to send something.
EMPTY, TOO_LONG, NO_TEMPLATE, NO_NUMBER = "empty", "too_long", "no_template", "no_number"
WINDOW_CLOSED = "window_closed"
REFUSALS = [
    (EMPTY, "There are no words in it"),
    (TOO_LONG, "Longer than the channel sends"),
    (NO_TEMPLATE, "Its words have no id of the provider"),
    (NO_NUMBER, "Not a number that can be sent to"),
    (WINDOW_CLOSED, "They wrote too long ago, and there is no approved template"),
]


@dataclass
class Template:
    """Words that a provider has approved before, and what is filled in.

    :ivar name: as the provider knows them
    :ivar language: code, e.g. hi_IN
    :ivar parameters: texts for its places, in their order
    """

    name: str
    language: str
    parameters: tuple = ()


@dataclass
class Button:
    """Something to press below a message: it opens `url`, or answers with `payload`."""

    label: str
    payload: str = ""
    url: str = ""


@dataclass
class Media:
    """A file that goes along; `content` is sent byte for byte."""

    name: str
    content_type: str
    content: bytes


@dataclass
class Outgoing:
    """One message to send. What an adapter cannot render it refuses: nothing is left out.

    :ivar external_id: our identifier, the same when it is sent again
    :ivar in_reply_to: external id of the message it answers, or empty
    :ivar html: body of a page of ours that says the same as `text`, or empty; who knows none, leaves it
    :ivar date: aware datetime
    :ivar template: Template that says the same as `text`, where a provider wants one; or None
    :ivar is_free: words of our own are allowed: they wrote within the adapter's `free_for`
    :ivar buttons: list of Button
    :ivar media: list of Media
    """

    external_id: str
    sender: str
    sender_name: str
    recipient: str
    subject: str
    text: str
    language: str
    date: datetime
    in_reply_to: str = ""
    html: str = ""
    template: Template | None = None
    is_free: bool = True
    buttons: list = field(default_factory=list)
    media: list = field(default_factory=list)


@dataclass
class Outcome:
    """How sending ended.

    :ivar provider_id: the provider's identifier if it gave one
    :ivar failure: empty, or one of FAILURES
    :ivar reason: the other side's words
    :ivar refusal: why we have not sent it, one of REFUSALS; else empty
    :ivar about_us: the fault is in our settings, not in the recipient's address
    """

    provider_id: str = ""
    failure: str = ""
    reason: str = ""
    refusal: str = ""
    about_us: bool = False
