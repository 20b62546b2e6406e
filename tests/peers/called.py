"""A receiver in place of Odoo's webhook for WhatsApp: keeps what it is called with."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


class Called:
    """
    :ivar bodies: list of (bytes, signature) that it was called with
    :ivar answers: HTTP statuses to answer with in turn; then 200
    """

    def __init__(self):
        self.bodies, self.answers = [], []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                owner.bodies.append((raw, self.headers["X-Hub-Signature-256"]))
                self.send_response(owner.answers.pop(0) if owner.answers else 200)
                self.end_headers()

            def do_GET(self):
                query = {name: one[0] for name, one in parse_qs(urlsplit(self.path).query).items()}
                known = query["hub.verify_token"] == "verify"
                self.send_response(200 if known else 403)
                self.end_headers()
                self.wfile.write(query["hub.challenge"].encode() if known else b"")

            def log_message(self, *_said):
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/"

    def told(self, kind):
        """:return: the messages or the statuses that came"""
        values = [json.loads(raw)["entry"][0]["changes"][0]["value"] for raw, _mac in self.bodies]
        return [item for value in values for item in value.get(kind, [])]
