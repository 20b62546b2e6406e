"""The contract of a channel adapter: verify, parse, send, and nothing else.

An adapter is a plain class without ORM. Finding the complainant, opening a complaint, storing
files, choosing words and trying again are shared code, written once in the models.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from odoo.addons.police_grievance.tools.envelope import Envelope

# Why something was not sent, and what helps.
RETRY_LATER = "retry_later"
NEVER = "never"
UNKNOWN = "unknown"
FAILURES = (RETRY_LATER, NEVER, UNKNOWN)

# Who wrote what came in. Only a person's message opens or joins a complaint.
PERSON = "person"
OWN = "own"
BOUNCE = "bounce"
AUTOMATIC = "automatic"
MAILING_LIST = "mailing_list"
SPAM = "spam"
KINDS = [
    (PERSON, "A person"),
    (OWN, "Ourselves"),
    (BOUNCE, "A mail server, about an undelivered mail"),
    (AUTOMATIC, "An automatic answer"),
    (MAILING_LIST, "A mailing list"),
    (SPAM, "Spam, says the filter"),
]

# What is wrong with a way in or out. Ours, never the other side's words: whoever may point a
# channel at any machine that the service reaches should not read there what it says.
UNREACHABLE = "unreachable"
ENCRYPTION = "encryption"
LOG_IN = "log_in"
FOLDER = "folder"
REFUSED = "refused"
PROBLEMS = [
    (UNREACHABLE, "The server does not answer."),
    (ENCRYPTION, "The encryption does not come about."),
    (LOG_IN, "The server refuses the user or the password."),
    (FOLDER, "There is no such folder."),
    (REFUSED, "The server refuses what it is asked for."),
]


class Refused(Exception):
    """A request that does not prove where it comes from. The text goes to the log, not out."""


class Broken(Exception):
    """A way in or out does not work.

    :ivar str problem: one of PROBLEMS
    :ivar bool is_in: it is the way in
    """

    def __init__(self, problem, is_in=False):
        super().__init__(problem)
        self.problem, self.is_in = problem, is_in


@dataclass
class Request:
    """What a webhook received: `headers` by lower-case name, `body` as raw bytes.

    :ivar query: what stands behind the question mark of the address, as it was sent
    :ivar url: the whole address as the other side called it, for those who sign it
    """

    method: str
    headers: dict
    body: bytes
    query: str = ""
    url: str = ""


@dataclass
class Answer:
    """What a request gets back."""

    status: int = 200
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"
    headers: dict = field(default_factory=dict)


@dataclass
class Settings:
    """What an adapter may know of its channel.

    :ivar secret: shared with whoever calls the webhook, or empty
    :ivar own_addresses: what citizens write to; the first one is what we write from
    :ivar own: what only its kind of channel has: a dataclass of the adapter's package, or None
    :ivar connect: callable that gives a connection for sending, owned by the caller; None at the
        door, where nothing is sent
    """

    secret: str = ""
    own_addresses: tuple = ()
    own: object = None
    connect: object = None


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


@dataclass
class Receipt:
    """What became of a message of ours.

    :ivar external_id: our message's identifier, empty when the report does not tell
    :ivar status: delivered, read, delayed or failed
    """

    external_id: str
    status: str
    code: str = ""
    detail: str = ""


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
    :ivar date: aware datetime
    :ivar template: Template that says the same as `text`, where a provider wants one; or None
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
    template: Template | None = None
    buttons: list = field(default_factory=list)
    media: list = field(default_factory=list)


@dataclass
class Outcome:
    """How sending ended.

    :ivar provider_id: the provider's identifier if it gave one
    :ivar failure: empty, or one of FAILURES
    :ivar reason: the other side's words
    :ivar about_us: the fault is in our settings, not in the recipient's address
    """

    provider_id: str = ""
    failure: str = ""
    reason: str = ""
    about_us: bool = False


class Adapter:
    """One kind of channel.

    :cvar kind: the code stored on the channel
    :cvar address_kind: kind of complainant address that it reaches
    :cvar methods: HTTP methods by which the other side calls
    :cvar settings_model: name of the model with what only this kind of channel has (it inherits
        `police.channel.settings`), None if there is nothing
    """

    kind = None
    address_kind = None
    methods = ("POST",)
    settings_model = None

    def __init__(self, settings):
        self.settings = settings

    def greet(self, request):
        """Answer a request that brings nothing, such as a provider's question whether we are there.

        :return: Answer; None for a request that is to be verified and stored
        :raises Refused: it does not prove where it comes from
        """
        return

    def verify(self, request):
        """Accept a request that proves where it comes from; refuse by default.

        :param Request request: not yet read by anything
        :return: dict of what is kept beside the bytes (envelope, signature's kind)
        :raises Refused: always, unless an adapter knows how to accept
        """
        raise Refused("this channel takes nothing by webhook")

    def content(self, request):
        """:return: the bytes to store of a verified request; `parse` gets them"""
        return request.body

    def answer(self, request):
        """What a request gets once it is stored; nothing of it has been read by then.

        :rtype: Answer
        """
        return Answer(body="stored")

    def parse(self, raw, headers, received_at):
        """Take an event apart.

        :param bytes raw: what arrived
        :param dict headers: what `verify` returned when it arrived
        :param datetime received_at: naive UTC
        :return: (list of Incoming, list of Receipt)
        :raises Exception: anything; the event is then kept as unreadable with the reason
        """
        raise NotImplementedError

    def fold(self, text, notices):
        """Tell what a reply repeats of our notices from what its sender says; by default nothing is.

        :param list notices: texts that we sent about the same complaint
        :return: list of (piece of text, whether it repeats ours)
        """
        return [(text, False)]

    def test(self):
        """Try the ways in and out as far as that disturbs nobody.

        :raises Broken: one of them does not work
        """

    def new_external_id(self):
        """:return: an identifier for a message to send, that nobody can guess"""
        return secrets.token_hex(16)

    def send(self, outgoing):
        """Hand over one message.

        :param Outgoing outgoing: what to send to whom
        :return: Outcome; an exception counts as UNKNOWN
        """
        raise NotImplementedError
