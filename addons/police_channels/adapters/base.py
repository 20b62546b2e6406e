"""The contract of a channel adapter: verify, parse, send, and nothing else.

An adapter is a plain class without ORM. Finding the complainant, opening a complaint, storing
files, choosing words and trying again are shared code, written once in the models.
"""

import secrets
from dataclasses import dataclass

from ..tools.signature import STORED
from .webhook import Answer, Refused

# What is wrong with a way in or out. Ours, never the other side's words: whoever may point a
# channel at any machine that the service reaches should not read there what it says.
UNREACHABLE = "unreachable"
ENCRYPTION = "encryption"
LOG_IN = "log_in"
FOLDER = "folder"
REFUSED = "refused"
FULL = "full"
PROBLEMS = [
    (UNREACHABLE, "The server does not answer."),
    (ENCRYPTION, "The encryption does not come about."),
    (LOG_IN, "The server refuses the user, the password or the token."),
    (FOLDER, "There is no such folder."),
    (REFUSED, "The server refuses what it is asked for."),
    (FULL, "There is no room for what callers say."),
]


# Why a file that the other side kept for us cannot be had.
EXPIRED, DENIED, TOO_BIG, OTHER_CONTENT = "expired", "denied", "too_big", "other_content"
GONE = [
    (EXPIRED, "The provider has deleted it"),
    (DENIED, "The provider refuses it"),
    (TOO_BIG, "Bigger than this channel takes"),
    (OTHER_CONTENT, "Not what the provider announced"),
]


class Broken(Exception):
    """A way in or out does not work.

    :ivar str problem: one of PROBLEMS
    :ivar bool is_in: it is the way in
    """

    def __init__(self, problem, is_in=False):
        super().__init__(problem)
        self.problem, self.is_in = problem, is_in


class FileGone(Exception):
    """A file that the other side kept for us cannot be had.

    :ivar str reason: one of GONE
    """

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


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


class Adapter:
    """One kind of channel.

    :cvar kind: the code stored on the channel
    :cvar address_kind: kind of complainant address that it reaches
    :cvar is_chat: short messages go to and fro: what is missing is asked, and words such as STATUS count
    :cvar has_buttons: what can be chosen is shown as buttons; else it is numbered in the text
    :cvar proves_sender: the provider vouches for whoever writes; else an address can be forged, and
        what it says adds, but neither closes nor reopens nor reveals
    :cvar free_for: timedelta since somebody wrote, in which we may write words that nobody has approved;
        None if we always may
    :cvar longest_report: of a station's report of action taken a notice has at most so many characters;
        the page that its link opens has all of them. None: there is room for any
    :cvar methods: HTTP methods by which the other side calls
    :cvar settings_model: name of the model with what only this kind of channel has (it inherits
        `police.channel.settings.mixin`), None if there is nothing
    """

    kind = None
    address_kind = None
    is_chat = False
    has_buttons = False
    proves_sender = False
    free_for = None
    longest_report = None
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

    def contents(self, request):
        """
        :return: list of the bytes of each arrival that a verified request brings, usually one
        :raises Refused: what it says of them is not so
        """
        return [self.content(request)]

    def answer(self, request):
        """What a request gets once it is stored; nothing of it has been read by then.

        :rtype: Answer
        """
        return Answer(body=STORED)

    def parse(self, raw, headers, received_at):
        """Take an event apart.

        :param bytes raw: what arrived
        :param dict headers: what `verify` returned when it arrived
        :param datetime received_at: naive UTC
        :return: (list of Incoming, list of Receipt)
        :raises Exception: anything; the event is then kept as unreadable with the reason
        """
        raise NotImplementedError

    def join(self, item, text):
        """The message that a part belongs to, for channels that have parts.

        :param Incoming item: one of its parts
        :param str text: the words of all of them that have come, in order
        :return: Incoming, with the part's identifier
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

        :return: whether the way in was tried, too: who calls us is not called
        :raises Broken: one of them does not work
        """
        return False

    def fetch(self, file, most_bytes):
        """Get a file that the other side keeps for us.

        :param RemoteFile file: as `parse` named it
        :param int most_bytes: it is left where it is when it is bigger
        :return: its bytes
        :raises FileGone: it is not to be had any more, or never was: expired, refused, too big
        :raises Broken: the way to it does not work; it is tried again, and the channel says so
        :raises Exception: anything else; it is tried again
        """
        raise NotImplementedError

    def new_external_id(self):
        """:return: an identifier for a message to send, that nobody can guess"""
        return secrets.token_hex(16)

    def send(self, outgoing):
        """Hand over one message.

        :param Outgoing outgoing: what to send to whom
        :return: Outcome; an exception counts as UNKNOWN
        """
        raise NotImplementedError
