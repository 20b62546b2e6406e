"""A receiver in place of Odoo's webhook for WhatsApp: keeps what it is called with."""

import json
from urllib.parse import parse_qs, urlsplit

from .http_peer import Handler, HttpPeer


class _Handler(Handler):
    def do_POST(self):
        owner = self.server.owner
        owner.bodies.append((self.body(), self.headers["X-Hub-Signature-256"]))
        self.send(owner.answers.pop(0) if owner.answers else 200)

    def do_GET(self):
        query = {name: one[0] for name, one in parse_qs(urlsplit(self.path).query).items()}
        is_known = query["hub.verify_token"] == "verify"
        challenge = query["hub.challenge"].encode()
        self.send(200 if is_known else 403, challenge if is_known else b"")


class Called(HttpPeer):
    """
    :ivar bodies: list of (bytes, signature) that it was called with
    :ivar answers: HTTP statuses to answer with in turn; then 200
    """

    handler = _Handler

    def __init__(self):
        super().__init__()
        self.bodies, self.answers = [], []
        self.start()

    def told(self, kind):
        """:return: the messages or the statuses that came"""
        values = [json.loads(raw)["entry"][0]["changes"][0]["value"] for raw, _mac in self.bodies]
        return [item for value in values for item in value.get(kind, [])]
