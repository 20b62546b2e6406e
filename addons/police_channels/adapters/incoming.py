"""What an adapter reads in an event: messages, and reports on ours."""

from dataclasses import dataclass, field

from odoo.addons.police_force.tools.text import storable
from odoo.addons.police_grievance.tools.envelope import Envelope

# Who wrote what came in. Only a person's message opens or joins a complaint.
PERSON = "person"
OWN = "own"
BOUNCE = "bounce"
AUTOMATIC = "automatic"
MAILING_LIST = "mailing_list"
SPAM = "spam"
# Of a messenger: no words, but something that happened.
SIGN = "sign"
TAKEN_BACK = "taken_back"
MOVED = "moved"
ELSEWHERE = "elsewhere"
# Of a telephone: calls without words to work on.
RANG, TALKED, HEARD, EMERGENCY = "rang", "talked", "heard", "emergency"
CALLS = (RANG, TALKED, HEARD, EMERGENCY)
# What was said in a call with a call taker.
RECORDED = "recorded"
KINDS = [
    (PERSON, "A person"),
    (OWN, "Ourselves"),
    (BOUNCE, "A mail server, about an undelivered mail"),
    (AUTOMATIC, "An automatic answer"),
    (MAILING_LIST, "A mailing list"),
    (SPAM, "Spam, says the filter"),
    (SIGN, "A sign without words, such as a reaction"),
    (TAKEN_BACK, "Somebody who took a message back"),
    (MOVED, "The messenger: somebody has a new address"),
    (ELSEWHERE, "Somebody who wrote to another number"),
    (RANG, "Somebody who rang, and was not answered"),
    (TALKED, "Somebody who talked to a call taker"),
    (HEARD, "Somebody who heard by phone how it stands"),
    (EMERGENCY, "Somebody who was put through to 112"),
    (RECORDED, "The recording of a conversation"),
]


@dataclass(frozen=True)
class Part:
    """Which part of a long message something is.

    :ivar reference: the same for all parts of a message, and for other messages of its sender later
    :ivar number: 1 to `total`
    """

    reference: str
    total: int
    number: int


@dataclass
class RemoteFile:
    """A file that the other side keeps for us for a while; the event only names it.

    :ivar external_id: by which it is asked for
    :ivar sha256: hex, as the other side says; empty if it does not
    :ivar is_voice: a voice note: words that somebody spoke
    """

    external_id: str
    mimetype: str
    name: str = ""
    sha256: str = ""
    is_voice: bool = False


@dataclass
class Incoming:
    """One message of an event.

    :ivar external_id: the other side's identifier, the same for a repeated message
    :ivar content_hash: SHA-256 (hex) of what was said, whatever way it travelled
    :ivar kind: PERSON, or the kind of machine; `sign` says how that was told
    :ivar answers: external ids of messages that this one answers, nearest first
    :ivar html: the text with its form, safe to show; empty if it had none
    :ivar problem: what is broken about it, or empty
    :ivar is_sealed: something in it cannot be opened, and may hold words
    :ivar part: Part of a longer message that this is, or None; `external_id` is the part's
    :ivar consent: of a call: whether to be recorded, yes or no; empty if that was not asked
    :ivar pressed: payload of the button or the row of a list that was chosen; empty for words
    :ivar remote: files that are yet to be fetched, in their order
    :ivar moved_to: addresses that its sender has from now on, of the kind of the one before
    :ivar steps: of a call: what happened in it, as pairs
    :ivar is_first: nothing of its sender has opened a complaint before; not kept: it may be untrue later
    """

    external_id: str
    content_hash: str
    envelope: Envelope
    kind: str = PERSON
    sign: str = ""
    answers: list = field(default_factory=list)
    html: str = ""
    problem: str = ""
    is_sealed: bool = False
    part: Part | None = None
    consent: str = ""
    pressed: str = ""
    remote: list[RemoteFile] = field(default_factory=list)
    moved_to: list[str] = field(default_factory=list)
    steps: list = field(default_factory=list)
    is_first: bool = False

    def __post_init__(self):
        # Whoever sends it chooses it: no database stores each.
        self.external_id = storable(self.external_id)


@dataclass
class Receipt:
    """What became of a message of ours.

    :ivar external_id: our message's identifier, empty when the report does not tell
    :ivar provider_id: the other side's identifier of it, empty when the report does not tell
    :ivar status: delivered, read, delayed, failed; of several parts only the first delivered (partly);
        refused by the network, which holds whatever is said later
    :ivar refusal: WINDOW_CLOSED where it says that only approved words may go; else empty
    """

    external_id: str
    status: str
    code: str = ""
    detail: str = ""
    provider_id: str = ""
    refusal: str = ""
