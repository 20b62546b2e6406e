"""Meta's Graph API in place of Meta: what the WhatsApp Cloud API documents, and nothing else.

Standard library only. It takes messages, files and questions of one business number; what citizens
write, and what became of our messages, is in `graph_citizens`.
"""

import hashlib
import json
import re
import secrets
import time
from email.parser import BytesParser
from urllib.parse import parse_qs, urlsplit

from .graph_citizens import NUMBER, NUMBER_ID, Citizens, File, Sent
from .graph_rules import BAD_TOKEN, INVALID, MISSING, OUTSIDE_WINDOW, UNKNOWN_OBJECT, Refusal, check
from .http_peer import Handler, HttpPeer

# The address of a file lives so long, in seconds.
ADDRESS_LIVES = 300
WINDOW = 24 * 3600
# In place of an answer: none at all, or a page of what stands before Meta.
SILENCE, NO_JSON = "silence", "no json"
ACCOUNT_ID = "102290129340398"
_LIMITS = {"message_template_limit": 6000, "are_translations_complete": False}


class _Handler(Handler):
    protocol_version = "HTTP/1.1"

    def _serve(self):
        address = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        body = self.body()
        answer = self.server.owner.answer(self.command, address.path, query, self.headers, body)
        if answer == SILENCE:
            self.close_connection = True
            return
        status, headers, content = answer if answer != NO_JSON else (502, {}, b"<h1>Oops</h1>")
        octets = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send(status, octets, {"Content-Type": "application/json", **headers})

    do_GET = do_POST = do_DELETE = _serve

    def body(self):
        """The body; a file that is made as it goes comes in pieces."""
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body


class Graph(HttpPeer, Citizens):
    """
    :param webhook: a `graph_webhook.Webhook` that is told, or None
    :ivar sent: list of Sent, in their order
    :ivar read: ids of messages that were marked as read
    :ivar templates: dict of (name, language) to the number of its places
    :ivar decide: called with each message: a code to refuse it with, SILENCE, NO_JSON or None
    :ivar statuses_by_itself: what is reported of each message at once
    :ivar is_window_kept: whether words that nobody approved are refused after a day
    :ivar is_window_told_later: whether that is said by a report, after they were taken
    """

    handler = _Handler

    def __init__(self, port=0, token="token", webhook=None):
        HttpPeer.__init__(self, port)
        Citizens.__init__(self, webhook)
        self.token = token
        self.sent, self.read, self.templates = [], [], {}
        self.decide = lambda _message: None
        self.statuses_by_itself = ("sent", "delivered")
        self.is_window_kept, self.is_window_told_later = True, False
        self._addresses = {}

    def answer(self, method, path, query, headers, body):
        """:return: (HTTP status, headers, content) or SILENCE"""
        try:
            self._check_bearer(headers)
            return self._answer(method, path, query, headers, body)
        except Refusal as refusal:
            return refusal.status, {}, refusal.answer

    def _check_bearer(self, headers):
        if headers.get("Authorization") != f"Bearer {self.token}":
            raise Refusal(BAD_TOKEN)

    def _answer(self, method, path, query, headers, body):
        if path == "/attachments":
            return self._file_at(query.get("hash"))
        asked = re.fullmatch(r"/v\d+\.\d+/(\w+)(?:/(\w+))?/?", path)
        if not asked:
            raise Refusal(UNKNOWN_OBJECT, "no such version or object")
        calls = {
            ("POST", NUMBER_ID, "messages"): self._take_message,
            ("POST", NUMBER_ID, "media"): self._take_file,
            ("GET", NUMBER_ID, None): self._tell_number,
            ("GET", ACCOUNT_ID, "message_templates"): self._tell_templates,
        }
        call = calls.get((method, *asked.groups()))
        if call:
            return call(headers, body)
        if asked[2] is None and asked[1] in self.media and method in ("GET", "DELETE"):
            return self._tell_file(asked[1], method)
        raise Refusal(UNKNOWN_OBJECT, f"Object with ID '{asked[1]}' does not exist")

    def _take_message(self, _headers, body):
        try:
            message = json.loads(body)
        except ValueError:
            raise Refusal(UNKNOWN_OBJECT, "no JSON") from None
        if message.get("status") == "read":
            return self._mark_read(message)
        check(message, self.media, self.templates)
        verdict = self.decide(message)
        if verdict in (SILENCE, NO_JSON):
            return verdict
        if verdict:
            raise Refusal(verdict, "as the test wants it")
        sent = Sent(self.new_wamid(), message)
        is_free = message["type"] != "template"
        is_late = is_free and self.is_window_kept and not self._is_heard(sent)
        if is_late and not self.is_window_told_later:
            raise Refusal(OUTSIDE_WINDOW, "More than 24 hours have passed since they last wrote")
        self.sent.append(sent)
        if is_late:
            self.report_closed(sent)
        for status in () if is_late else self.statuses_by_itself:
            self.report(sent, status)
        return 200, {}, self._taken(sent)

    def _is_heard(self, sent):
        return time.time() - self.heard.get(sent.receiver, 0) < WINDOW

    def _taken(self, sent):
        contact = {"input": sent.message.get("to") or sent.message["recipient"]}
        contact |= (
            {"wa_id": sent.receiver.lstrip("+")}
            if "to" in sent.message
            else {"user_id": sent.receiver}
        )
        messages = [{"id": sent.wamid}]
        return {"messaging_product": "whatsapp", "contacts": [contact], "messages": messages}

    def _mark_read(self, message):
        if not message.get("message_id"):
            raise Refusal(MISSING, "message_id")
        self.read.append(message["message_id"])
        return 200, {}, {"success": True}

    def _take_file(self, headers, body):
        head = f"Content-Type: {headers.get('Content-Type')}\r\n\r\n".encode()
        parts = BytesParser().parsebytes(head + body).get_payload()
        if not isinstance(parts, list):
            raise Refusal(MISSING, "file")
        named = {part.get_param("name", header="content-disposition"): part for part in parts}
        product = named.get("messaging_product")
        if product is None or product.get_payload(decode=True).strip() != b"whatsapp":
            raise Refusal(MISSING, "messaging_product")
        if "file" not in named:
            raise Refusal(MISSING, "file")
        part = named["file"]
        if "/" not in part.get_content_type():
            raise Refusal(INVALID, "type")
        file = File(part.get_content_type(), part.get_payload(decode=True), part.get_filename())
        return 200, {}, {"id": self.keep(file)["id"]}

    def _tell_number(self, _headers, _body):
        return 200, {}, {"id": NUMBER_ID, "display_phone_number": NUMBER, "verified_name": "Police"}

    def _tell_templates(self, _headers, _body):
        data = [
            {
                "id": str(10**15 + number),
                "name": name,
                "language": language,
                "status": "APPROVED",
                "category": "UTILITY",
                "parameter_format": "POSITIONAL",
                "components": [_body_with(places)],
            }
            for number, ((name, language), places) in enumerate(self.templates.items())
        ]
        total = len(data)
        summary = {"total_count": total, "message_template_count": total, **_LIMITS}
        return 200, {}, {"data": data, "paging": {"cursors": {}}, "summary": summary}

    def _tell_file(self, media_id, method):
        if method == "DELETE":
            del self.media[media_id]
            return 200, {}, {"success": True}
        file, key = self.media[media_id], secrets.token_urlsafe(16)
        self._addresses[key] = (media_id, time.monotonic() + ADDRESS_LIVES)
        known = {
            "messaging_product": "whatsapp",
            "url": f"{self.root}/attachments?mid={media_id}&hash={key}",
            "mime_type": file.mimetype,
            "sha256": hashlib.sha256(file.content).hexdigest(),
            "file_size": len(file.content),
            "id": media_id,
        }
        return 200, {}, known

    def _file_at(self, key):
        media_id, until = self._addresses.get(key, (None, 0))
        file = self.media.get(media_id)
        if not file or media_id in self.expired or time.monotonic() > until:
            return 404, {}, b""
        return 200, {"Content-Type": file.mimetype}, file.content


def _body_with(number):
    """The body of a template with so many places, each with an example."""
    places = " and ".join(f"{{{{{place + 1}}}}}" for place in range(number))
    examples = {"body_text": [[f"example {place + 1}" for place in range(number)]]}
    example = {"example": examples} if number else {}
    return {"type": "BODY", "text": f"Words {places}".strip(), **example}
