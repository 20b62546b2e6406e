"""Kannel, an SMS gateway of one's own: what its door hands in, and its sendsms interface.

The door hands over what the gateway asked it to take, as the fields of a form, signed like a mail.

The user's guide of Kannel 1.4.5, chapters "Setting up SMSC connections", "Setting up more complex
smsbox configuration" and "Using the smsbox HTTP interface". What it does besides, tried out:

- 202 says that it has taken a message, and an empty text is taken, too, as is a receiver with blanks
  in it (one message to each piece): both are refused here.
- Without coding 2 and a charset all that is not in the 7-bit alphabet goes out as question marks.
- The id that a report carries is ours, put into the address that it is reported to.
- Of a long message only the first part is reported on; that a part was refused (16) holds, whatever
  is reported later.
"""

from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import unquote_to_bytes, urlencode

import requests

from ..base import LOG_IN, REFUSED, UNREACHABLE, Broken
from ..incoming import Receipt
from ..outgoing import NEVER, RETRY_LATER, UNKNOWN, Outcome
from ..signed import verify_signed
from ..web_service import BROKEN, PATIENCE
from .alphabet import UCS2
from .header import part_of_header
from .provider import REASON_LENGTH, Provider, broken_off, incoming

# Its types of reports; that the network has it (8) tells nothing new.
_STATUS = {"1": "delivered", "2": "failed", "4": "delayed", "16": "refused"}
# Delivered, failed, kept by the network for later, refused by it; not that it was handed on (8).
REPORTED = 1 | 2 | 4 | 16
# Answered so, it has not taken the message: it refuses us, has no room, or it is another address.
_NOT_TAKEN = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.SERVICE_UNAVAILABLE,
)


class Kannel(Provider):
    def verify(self, request):
        return verify_signed(self.settings.secret, request)

    def parse(self, raw, headers, received_at):
        octets = _fields(raw)
        said = {name: value.decode(errors="replace") for name, value in octets.items()}
        if said["event"] == "dlr":
            status = _STATUS.get(said["type"])
            return [], [_receipt(said, status)] if status else []
        part = part_of_header(octets.get("udh", b""))
        came_at = _at_the_gateway(said) or _at_the_door(headers) or received_at
        words = _text(octets, said)
        return [incoming(said["id"], said["from"], words, came_at, part=part)], []

    def send(self, outgoing, length):
        own = self.own
        said = {
            "username": own.user,
            "password": own.password,
            "from": self._sender(outgoing),
            "to": outgoing.recipient,
            "text": outgoing.text,
            "charset": "UTF-8",
            "coding": "2" if length.coding == UCS2 else "0",
            "dlr-mask": str(REPORTED),
            "dlr-url": _report_url(own, outgoing, length),
            **({"meta-data": _meta_data(own, outgoing.template)} if own.entity_id else {}),
        }
        try:
            answer = self._ask(said)
        except BROKEN as error:
            return broken_off(error)
        return _outcome(answer.status_code, answer.text[:REASON_LENGTH])

    def test(self):
        """Without a receiver nothing is sent."""
        said = {"username": self.own.user, "password": self.own.password, "text": "-"}
        try:
            answer = self._ask(said)
        except BROKEN as error:
            raise Broken(UNREACHABLE) from error
        if answer.status_code == HTTPStatus.FORBIDDEN:
            raise Broken(LOG_IN)
        if answer.status_code != HTTPStatus.BAD_REQUEST:
            raise Broken(REFUSED)

    def _ask(self, said):
        """Led elsewhere, password and words would go to whom nobody has named."""
        return requests.get(self.own.url, params=said, timeout=PATIENCE, allow_redirects=False)


def _receipt(said, status):
    """Of a long message the network reports on its first part alone."""
    if status == "delivered" and int(said.get("parts", 1)) > 1:
        status = "partly"
    return Receipt(said["ours"], status, said["type"], said.get("reply", ""))


def _text(octets, said):
    """The words; none of what is no text, such as an operator's settings."""
    try:
        return octets["text"].decode(said.get("charset") or "utf-8", "replace")
    except LookupError:
        return ""


def _at_the_gateway(said):
    """When the gateway had what it never brought to the door (naive UTC), by its log."""
    if said["event"] != "missing":
        return None
    try:
        return datetime.strptime(said.get("time", ""), "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None


def _at_the_door(headers):
    """When the door had it, which may have been long before the service (naive UTC)."""
    moment = headers.get("received")
    return moment and datetime.fromisoformat(moment).astimezone(UTC).replace(tzinfo=None)


def _fields(raw):
    """The octets of each field of a form: a part's header is no text in any alphabet.

    :param bytes raw: name=value&…, percent-coded
    """
    pairs = (pair.partition(b"=") for pair in raw.split(b"&"))
    return {
        name.decode(): unquote_to_bytes(value.replace(b"+", b" ")) for name, _equals, value in pairs
    }


def _report_url(own, outgoing, length):
    """Where the gateway reports to: its own places, and what tells the message."""
    ours = urlencode({"ours": outgoing.external_id, "parts": length.parts})
    return f"{own.report_url}?event=dlr&type=%d&at=%t&smsc=%i&reply=%A&{ours}"


def _meta_data(own, template):
    """What an operator in India wants to know of a message, for the SMPP parameters of those names."""
    return "?smpp?" + urlencode({"PE_ID": own.entity_id, "TEMPLATE_ID": template.name})


def _outcome(status, words):
    if status == HTTPStatus.ACCEPTED:
        return Outcome(reason=words)
    if status == HTTPStatus.BAD_REQUEST:
        return Outcome(failure=NEVER, reason=words)
    if status in _NOT_TAKEN or HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return Outcome(failure=RETRY_LATER, reason=words, about_us=True)
    return Outcome(failure=UNKNOWN, reason=f"{status} {words}")
