"""A receiver in place of Odoo's webhook: checks the signature and keeps what came."""

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from launcher.paths import ADDONS

from .odoo import free_port

sys.path.insert(0, str(ADDONS / "police_channels" / "tools"))

from signature import ENVELOPE_HEADER, SIGNATURE_HEADER, STORED, is_signed

# In place of a status: an answer that is none, as of a server that is killed while it answers.
NONSENSE = 0
SECRET = "shared by door and channel"


class Webhooks:
    """
    :ivar taken: list of (fields as a dict, envelope) in the order in which they were taken
    :ivar decide: called with the fields: the HTTP status to answer; only 200 takes
    """

    def __init__(self):
        self.port = free_port()
        self.taken, self.decide = [], lambda _fields: 200
        self.asked = 0
        self._lock = threading.Lock()
        self._server = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/police/channel/sms/in"

    def start(self):
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _Handler)
        self._server.daemon_threads, self._server.owner = True, self
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

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


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.owner.answer(self.path, self.headers, body)
        if status == NONSENSE:
            self.wfile.write(b"no HTTP\r\n\r\n")
            return
        _send(self, status, STORED if status == 200 else "")

    def log_message(self, *_said):
        """Quiet."""


class Page:
    """A site in place of Odoo: it sends everybody to its page, or answers with the page itself.

    :param int status: what it answers a POST with; a redirection leads to a page of status 200
    :ivar asked: list of methods by which it was asked
    """

    def __init__(self, status):
        self.status, self.asked = status, []
        self._server = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}/police/channel/any/in"

    def start(self):
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _PageHandler)
        self._server.daemon_threads, self._server.owner = True, self
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


class _PageHandler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.owner.asked.append("POST")
        status = self.server.owner.status
        headers = {"Location": "/web/login"} if 300 <= status < 400 else {}
        _send(self, status, "" if status == 204 else "<p>Back soon.</p>", headers)

    def do_GET(self):
        self.server.owner.asked.append("GET")
        _send(self, 200, "<p>Log in first.</p>")

    def log_message(self, *_said):
        """Quiet."""


def _send(handler, status, body, headers=None):
    handler.send_response(status)
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body.encode())
