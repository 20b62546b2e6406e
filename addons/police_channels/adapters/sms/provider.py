"""What one provider of SMS has to do, and what all of them do alike."""

import hashlib
import ssl
from http import HTTPStatus
from urllib.parse import parse_qs, quote

import requests
from urllib3.exceptions import LocationParseError, NewConnectionError

from odoo.addons.police_force.tools.phone import normalise_phone
from odoo.addons.police_force.tools.text import clean
from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.police_grievance.tools.number import find_numbers, nearly_numbers

from ...tools.signature import STORED
from ..incoming import AUTOMATIC, PERSON, Incoming
from ..outgoing import NEVER, RETRY_LATER, UNKNOWN, Outcome
from ..web_service import BROKEN, WebService
from ..webhook import Answer

# The kind of channel, and of address.
KIND, ADDRESS_KIND = "sms", "phone"
# In the address that a report comes to: which message of ours it is about.
OURS = "ours"
REASON_LENGTH = 200
_NO_CONNECTION = (
    requests.ConnectTimeout,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidSchema,
    requests.exceptions.InvalidURL,
    # Of a name that is too long; requests lets it through.
    LocationParseError,
)
# Answered so, it has not taken the message, and the message is not to blame.
NOT_TAKEN = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.TOO_MANY_REQUESTS,
)


class Provider:
    """A gateway or a company that sends SMS and hands in what comes.

    :cvar most_characters: of a message that it takes; None: as many as there are parts
    :cvar knows_templates: it tells the operators of entity and template (DLT)
    """

    most_characters = None
    knows_templates = True

    def __init__(self, settings):
        """:param Settings settings: of the channel; `own` are SmsSettings"""
        self.settings, self.own = settings, settings.own

    def verify(self, request):
        """As `Adapter.verify`."""
        raise NotImplementedError

    def content(self, request):
        """As `Adapter.content`."""
        return request.body

    def answer(self):
        return Answer(body=STORED)

    def parse(self, raw, headers, received_at):
        """As `Adapter.parse`."""
        raise NotImplementedError

    def send(self, outgoing, length):
        """Hand over one message.

        :param Outgoing outgoing: to a number in E.164
        :param Length length: of its text
        :rtype: Outcome
        """
        raise NotImplementedError

    def test(self):
        """Log in, and send nothing.

        :raises Broken: it does not answer, or refuses us
        """
        raise NotImplementedError

    def received_on(self, day):
        """What the other side received for us, whether it has handed that in or not.

        :param date day: of UTC
        :return: set of its identifiers; None if it cannot be asked
        :raises Broken: it does not say
        """
        return

    def _sender(self, outgoing):
        return self.own.header or outgoing.sender


class WebProvider(WebService, Provider):
    """One that is asked by HTTPS with user and password, and calls us by a form."""

    def content(self, request):
        """The form, and of what message of ours it tells, which stands in the address alone."""
        ours = parse_qs(request.query).get(OURS, [""])[0]
        return request.body + f"&{OURS}={quote(ours)}".encode() if ours else request.body

    def _report_url(self, outgoing):
        return f"{self.own.webhook_url}?{OURS}={quote(outgoing.external_id)}"

    def _send(self, path, said):
        try:
            answer = self._ask("POST", path, said)
        except BROKEN as error:
            return broken_off(error)
        return self._outcome(answer)

    def _outcome(self, answer):
        """:param requests.Response answer: of whatever status"""
        status, words = answer.status_code, answer.text[:REASON_LENGTH]
        if status in (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED):
            # Its words repeat ours, with a link or a code that is kept nowhere.
            return Outcome(provider_id=self._id_in(answer))
        if status in NOT_TAKEN or HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            return Outcome(failure=RETRY_LATER, reason=words, about_us=True)
        if status == HTTPStatus.BAD_REQUEST:
            return self._refused(answer, words)
        return Outcome(failure=UNKNOWN, reason=str(status))

    def _refused(self, answer, words):
        """What the answer 400 means."""
        return Outcome(failure=NEVER, reason=words)

    def _id_in(self, answer):
        """:return: the provider's identifier of what it has taken, empty if it gave none"""
        raise NotImplementedError


def incoming(external_id, sender, text, received_at, **more):
    """One message. What has a name as its sender, such as JD-BANK, comes from a machine.

    :param str text: cleaned here
    :param more: as for Incoming
    """
    phone = normalise_phone(sender)
    envelope = Envelope(
        channel=KIND,
        received_at=received_at,
        sender_kind=ADDRESS_KIND,
        sender_value=phone or sender,
        **of_words(clean(text)),
    )
    return Incoming(
        external_id=external_id,
        content_hash=content_hash(envelope),
        envelope=envelope,
        kind=PERSON if phone else AUTOMATIC,
        sign="" if phone else sender,
        **more,
    )


def of_words(text):
    """What an envelope has of its words; a number may begin in one part and end in the next."""
    return {"text": text, "mentioned_numbers": [*find_numbers(text), *nearly_numbers(text)]}


def content_hash(envelope):
    return hashlib.sha256(f"{envelope.sender_value}\n{envelope.text}".encode()).hexdigest()


def broken_off(error):
    """:return: Outcome of a call that was not answered: what may have gone out is unknown"""
    if never_connected(error):
        return Outcome(failure=RETRY_LATER, reason=type(error).__name__, about_us=True)
    return Outcome(failure=UNKNOWN, reason=type(error).__name__)


def never_connected(error):
    """Whether nothing can have reached the other side."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    cause = reason.args[0] if getattr(reason, "args", None) else None
    return (
        isinstance(error, _NO_CONNECTION)
        or isinstance(reason, NewConnectionError)
        or isinstance(cause, ssl.SSLCertVerificationError)
    )
