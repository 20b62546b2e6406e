"""Twilio: its Messages resource, its calls for incoming messages and for what became of ours.

Its documentation of 2026 (Messages resource, webhook request). Its helper library is not used here: three
calls and an HMAC, of which only the tests need its other packages.
"""

from http import HTTPStatus
from urllib.parse import urlencode

from ..base import REFUSED, UNREACHABLE, Broken
from ..incoming import Receipt
from ..outgoing import NEVER, RETRY_LATER, Outcome
from ..twilio import OfTwilio, said_in
from ..web_service import BROKEN, form
from ..webhook import Answer
from .provider import OURS, WebProvider, incoming

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


class Twilio(OfTwilio, WebProvider):
    # Longer ones it refuses (21617).
    most_characters = 1600
    # Entity and templates are registered with Twilio itself; its call has no place for them.
    knows_templates = False

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
        return said_in(answer)

    def _id_in(self, answer):
        return said_in(answer).get("sid") or ""

    def _refused(self, answer, words):
        if said_in(answer).get("code") in _ABOUT_US:
            return Outcome(failure=RETRY_LATER, reason=words, about_us=True)
        return Outcome(failure=NEVER, reason=words)
