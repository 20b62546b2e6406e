"""Twilio: its Messages resource, its calls for incoming messages and for what became of ours.

Its documentation of 2026 (Messages resource, webhook request, webhook security), and the validator of
its own Python library, against which the tests hold the signature. Its helper library is not used here:
three calls and an HMAC, of which only the tests need its other packages.
"""

import base64
import hashlib
import hmac
from http import HTTPStatus
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from ..base import REFUSED, UNREACHABLE, Broken
from ..incoming import Receipt
from ..outgoing import NEVER, RETRY_LATER, Outcome
from ..webhook import Answer
from .provider import BROKEN, OURS, WebProvider, form, incoming

_STATUS = {
    "delivered": "delivered",
    "read": "read",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}
# Of a message that it answered so, our settings are to blame: who we are, from which number, what this
# account may, where reports go to. All other refusals are about the receiver or the words.
_ABOUT_US = frozenset(
    (20003, 20404, 20429, 21212, 21603, 21606, 21607, 21608, 21609, 21611, 21659, 21660, 21703)
    + (21704, 21705, 30001, 63038)
)
# Of a list: as many as it gives at once, and no more pages than a day can have.
_PAGE, _MOST_PAGES = 1000, 100
_PORTS = {"https": 443, "http": 80}


class Twilio(WebProvider):
    # Longer ones it refuses (21617).
    most_characters = 1600
    # Entity and templates are registered with Twilio itself; its call has no place for them.
    knows_templates = False

    def _proves_itself(self, request):
        signature = request.headers.get("x-twilio-signature", "").encode()
        token = self.own.password
        return bool(token) and any(
            hmac.compare_digest(signature_of(token, url, request.body).encode(), signature)
            for url in self._urls(request)
        )

    def _urls(self, request):
        """As what the other side may have called us: it signs the whole address.

        A proxy may not tell how it was called; so the address that is shown to be pasted counts, too.
        Some of Twilio's products sign the port, and some do not.
        """
        query = f"?{request.query}" if request.query else ""
        called = (request.url, f"{self.own.webhook_url}{query}")
        return {way for url in called for way in (url, *_with_and_without_port(url))}

    def answer(self):
        """No words: they would go to the citizen."""
        return Answer(body="<Response/>", content_type="text/xml; charset=utf-8")

    def parse(self, raw, headers, received_at):
        said = form(raw)
        if "MessageStatus" in said:
            status = _STATUS.get(said["MessageStatus"])
            code = said.get("ErrorCode", "")
            return [], [Receipt(said.get(OURS, ""), status, code)] if status else []
        # A picture cannot be read here; somebody has to ask.
        has_files = said.get("NumMedia", "0") not in ("", "0")
        message = incoming(
            said["MessageSid"], said["From"], said["Body"], received_at, is_sealed=has_files
        )
        return [message], []

    def send(self, outgoing, length):
        sender = self._sender(outgoing)
        return self._send(
            f"{self._account()}/Messages.json",
            {
                # A service of Twilio's chooses among several numbers.
                "MessagingServiceSid" if sender.startswith("MG") else "From": sender,
                "To": outgoing.recipient,
                "Body": outgoing.text,
                "StatusCallback": self._report_url(outgoing),
            },
        )

    def test(self):
        self._log_in(f"{self._account()}.json", 200)

    def received_on(self, day):
        asked = {"To": self.settings.own_addresses[0], "DateSent": day, "PageSize": _PAGE}
        path, found = f"{self._account()}/Messages.json?{urlencode(asked)}", set()
        for _page in range(_MOST_PAGES):
            said = self._read(path)
            rows = said.get("messages") or []
            found |= {row.get("sid") for row in rows if row.get("direction") == "inbound"}
            path = said.get("next_page_uri")
            if not path:
                break
        return found

    def _read(self, path):
        """:return: dict of what it answers"""
        try:
            answer = self._ask("GET", path)
        except BROKEN as error:
            raise Broken(UNREACHABLE) from error
        if answer.status_code != HTTPStatus.OK:
            raise Broken(REFUSED)
        return _said(answer)

    def _account(self):
        return f"/2010-04-01/Accounts/{quote(self.own.user, safe='')}"

    def _id_in(self, answer):
        return _said(answer).get("sid") or ""

    def _refused(self, answer, words):
        if _said(answer).get("code") in _ABOUT_US:
            return Outcome(failure=RETRY_LATER, reason=words, about_us=True)
        return Outcome(failure=NEVER, reason=words)


def signature_of(token, url, body):
    """What Twilio signs: the address, and each field of the form behind it, in order.

    :param str url: whole, as it was called
    :param bytes body: the form
    :return: base64 of HMAC-SHA1
    """
    fields = parse_qs(body.decode(errors="replace"), keep_blank_values=True)
    signed = url + "".join(
        name + value for name in sorted(fields) for value in sorted(set(fields[name]))
    )
    return base64.b64encode(
        hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
    ).decode()


def _with_and_without_port(url):
    """The other ways to write an address; none of what is no address: who calls chooses the host."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return []
    if port:
        return [parts._replace(netloc=parts.netloc.rpartition(":")[0]).geturl()]
    usual = _PORTS.get(parts.scheme)
    return [parts._replace(netloc=f"{parts.netloc}:{usual}").geturl()] if usual else []


def _said(answer):
    """:return: dict of its JSON; empty for anything else"""
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
