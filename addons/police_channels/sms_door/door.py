"""The SMS door: what Kannel asks for each message and report, nearly always up.

It answers 200 with an empty body once the query is safe on disk, and hands it over to the service
afterwards, for hours if need be. Kannel itself forgets a message once it has begun to ask.
"""

import contextlib
import hmac
import logging
import os
import sys
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from books import Books
from carrier import Carrier
from letter import Letter
from setting import setting
from spool import Spool
from webhook import Webhook, secret_of

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# Letters handed over at once, each of another sender.
LANES = 4
LONGEST_LOOK = 60
_logger = logging.getLogger("sms_door")


@dataclass
class DoorSettings:
    """Where the door listens and where it keeps things.

    :ivar key: first step of the address, known to the gateway alone
    :ivar folder: for what is not handed over yet, and for the books
    :ivar access_log: the gateway's, or empty
    :ivar grace: seconds after which a message in that log that did not come is lost
    """

    host: str = setting("SMS_DOOR_HOST", "127.0.0.1")
    port: int = setting("SMS_DOOR_PORT", "13080", int)
    key: str = setting("SMS_DOOR_KEY", "in")
    folder: Path = setting("SMS_DOOR_FOLDER", "sms-door", Path)
    access_log: str = setting("SMS_DOOR_ACCESS_LOG", "")
    grace: int = setting("SMS_DOOR_GRACE", "900", int)


class Door(ThreadingHTTPServer):
    """Takes what the gateway brings.

    :param keep: called with the bytes of a query; once it returns they are safe
    :param is_well: called by whoever asks for the door's health
    """

    daemon_threads = True
    request_queue_size = 512

    def __init__(self, settings, keep, is_well):
        self.key, self.keep, self.is_well = settings.key, keep, is_well
        super().__init__((settings.host, settings.port), Handler)


class Handler(BaseHTTPRequestHandler):
    """Method names are http.server's."""

    protocol_version = "HTTP/1.1"
    timeout = 120

    def do_GET(self):
        path, _mark, query = self.path.partition("?")
        if path == "/health":
            self._answer(200 if self.server.is_well() else 503)
        elif not hmac.compare_digest(path.encode(), f"/{self.server.key}".encode()):
            self._answer(404)
        elif not query:
            self._answer(400)
        else:
            self._answer(self._keep(query.encode("latin-1")))

    def _keep(self, body):
        try:
            self.server.keep(body)
        except OSError as error:
            _logger.error("cannot keep a message: %s", error)
            return 503
        return 200

    def _answer(self, status):
        # Kannel takes 200 and 202 for success and nothing else; words would go to the citizen.
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said):
        """Addresses hold the words of citizens."""


def serve(settings, webhook):
    """Listen until interrupted."""
    spool = Spool(settings.folder / "spool")
    books = Books(settings.access_log, settings.folder / "books", spool, settings.grace)
    carrier = Carrier(spool, webhook, books.taken)
    for name in spool.names():
        books.know(Letter.of(name, spool.content(name)).message_id)

    def keep(body):
        name = spool.put(body)
        books.know(Letter.of(name, body).message_id)
        carrier.add(name)

    for _lane in range(LANES):
        threading.Thread(target=carrier.work, daemon=True).start()
    look = min(LONGEST_LOOK, max(1, settings.grace // 3))
    threading.Thread(target=close_books, args=(books, carrier, look), daemon=True).start()
    with Door(settings, keep, carrier.is_well) as door:
        _logger.info("listening on %s:%s", settings.host, settings.port)
        door.serve_forever()


def close_books(books, carrier, seconds):
    """Compare again and again, and have what is missing handed over."""
    names = []
    while True:
        time.sleep(seconds)
        try:
            names += books.missing()
            while names:
                carrier.add(names[0])
                names.pop(0)
                _logger.warning("a message did not come to the door and is told as missing")
        except OSError as error:
            _logger.error("cannot compare with the gateway's log: %s", error)


def main():
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT)
    get = os.environ.get
    webhook = Webhook(
        get("SMS_DOOR_URL", "http://127.0.0.1:8069/police/channel/sms/in"),
        secret_of(get("SMS_DOOR_SECRET_FILE"), get("SMS_DOOR_SECRET", "")),
        get("SMS_DOOR_DATABASE", ""),
    )
    with contextlib.suppress(KeyboardInterrupt):
        serve(DoorSettings(), webhook)
