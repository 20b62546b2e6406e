"""A receiver in place of Odoo's webhook: checks the signature and keeps what came."""

import sys
import threading
from urllib.parse import parse_qs

from launcher.paths import ADDONS

from .http_peer import Handler, HttpPeer
from .odoo import free_port

sys.path.insert(0, str(ADDONS / "police_channels" / "tools"))

from signature import ENVELOPE_HEADER, SIGNATURE_HEADER, STORED, is_signed

# In place of a status: an answer that is none, as of a server that is killed while it answers.
NONSENSE = 0
SECRET = "shared by door and channel"


class _Handler(Handler):
    def do_POST(self):
        status = self.server.owner.answer(self.path, self.headers, self.body())
        if status == NONSENSE:
            self.wfile.write(b"no HTTP\r\n\r\n")
            return
        self.send(status, STORED.encode() if status == 200 else b"")


class Webhooks(HttpPeer):
    """
    :ivar taken: list of (fields as a dict, envelope) in the order in which they were taken
    :ivar decide: called with the fields: the HTTP status to answer; only 200 takes
    """

    handler = _Handler

    def __init__(self):
        super().__init__(free_port())
        self.taken, self.decide = [], lambda _fields: 200
        self.asked = 0
        self._lock = threading.Lock()

    @property
    def url(self):
        return f"{self.root}/police/channel/sms/in"

    def answer(self, path, headers, body):
        """:return: HTTP status"""
        self.asked += 1
        if path != "/police/channel/sms/in":
            return 404
        if headers["Content-Type"] != "application/x-www-form-urlencoded":
            return 415
        envelope = headers[ENVELOPE_HEADER]
        if not is_signed(SECRET, envelope, body, headers[SIGNATURE_HEADER]):
            return 403
        # The header of a part is no text: what is not UTF-8 stays as it is.
        read = parse_qs(body.decode(), keep_blank_values=True, errors="surrogateescape")
        fields = {name: values[0] for name, values in read.items()}
        status = self.decide(fields)
        if status == 200:
            with self._lock:
                self.taken.append((fields, envelope))
        return status

    def events(self, kind):
        """:return: the fields of all that were taken of one kind: mo, dlr or missing"""
        with self._lock:
            return [fields for fields, _envelope in self.taken if fields["event"] == kind]


class _PageHandler(Handler):
    def do_POST(self):
        self.body()
        self.server.owner.asked.append("POST")
        status = self.server.owner.status
        headers = {"Location": "/web/login"} if 300 <= status < 400 else {}
        self.send(status, b"" if status == 204 else b"<p>Back soon.</p>", headers)

    def do_GET(self):
        self.server.owner.asked.append("GET")
        self.send(200, b"<p>Log in first.</p>")


class Page(HttpPeer):
    """A site in place of Odoo: it sends everybody to its page, or answers with the page itself.

    :param int status: what it answers a POST with; a redirection leads to a page of status 200
    :ivar asked: list of methods by which it was asked
    """

    handler = _PageHandler

    def __init__(self, status):
        super().__init__()
        self.status, self.asked = status, []

    @property
    def url(self):
        return f"{self.root}/police/channel/any/in"
