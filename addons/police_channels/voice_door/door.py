"""The voice door, beside the telephone exchange: what callers said and did goes to the service from here.

The exchange writes each call to a folder by itself, whether this door runs or not. The door hands the calls
over, for days if need be, and answers the exchange what only the service knows. It tells the service at once
who rings whom, and has the exchange do what call takers ask for on their screens.
"""

import contextlib
import hmac
import logging
import os
import re
import sys
import threading
import time
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from alarm import Alarm
from ami import Manager
from answers import Answers
from calls import Calls
from consent import Consent
from hand_over import HandOver
from live import Live
from orders import Orders
from prompts import Prompts
from room import Room
from setting import setting
from signature import ENVELOPE_HEADER, SIGNATURE_HEADER
from teller import Teller
from webhook import Webhook, secret_of

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
SECONDS_BETWEEN_LOOKS = 1
MEGABYTE = 1024 * 1024
LARGEST_ORDER = 10_000
# Longer ones Python would not read, nor what only looks like digits.
_LENGTH = re.compile(r"[0-9]{1,9}")
_logger = logging.getLogger("voice_door")


@dataclass
class DoorSettings:
    """Where the door listens and where it finds things.

    :ivar key: first step of the address, known to the exchange alone
    :ivar calls: folder that the exchange writes to
    :ivar folder: for the door's own notes
    :ivar control: the socket that the exchange answers while it runs
    :ivar sounds: folder that the exchange plays from
    :ivar built: folder with the synthesiser's sounds
    :ivar room: megabytes that have to be free for what callers say
    :ivar patience: seconds in which a caller is to hear the number
    :ivar address: of the door, as the service reaches it
    :ivar manager: where the exchange tells what goes on, as HOST:PORT
    :ivar manager_secret: with which the door logs in there
    """

    host: str = setting("VOICE_DOOR_HOST", "127.0.0.1")
    port: int = setting("VOICE_DOOR_PORT", "13070", int)
    key: str = setting("VOICE_DOOR_KEY", "in")
    calls: Path = setting("VOICE_DOOR_CALLS", "calls", Path)
    folder: Path = setting("VOICE_DOOR_FOLDER", "voice-door", Path)
    control: Path = setting("VOICE_DOOR_CONTROL", "/var/run/asterisk/asterisk.ctl", Path)
    sounds: Path = setting("VOICE_DOOR_SOUNDS", "sounds", Path)
    built: Path = setting("VOICE_DOOR_BUILT", "built-sounds", Path)
    room: int = setting("VOICE_DOOR_ROOM", "500", int)
    patience: float = setting("VOICE_DOOR_PATIENCE", "10", float)
    address: str = setting("VOICE_DOOR_ADDRESS", "http://127.0.0.1:13070")
    manager: str = setting("VOICE_DOOR_MANAGER", "127.0.0.1:5038")
    manager_secret: str = setting("VOICE_DOOR_MANAGER_SECRET", "")


class Door(ThreadingHTTPServer):
    """Answers the exchange, and the service.

    :param answers: called with what is asked and its fields: (HTTP status, words)
    :param orders: called with envelope, signature and body of an order: (HTTP status, words)
    :param is_well: called by whoever asks for the door's health
    """

    daemon_threads = True
    request_queue_size = 512

    def __init__(self, settings, answers, orders, is_well):
        self.key, self.answers, self.is_well = settings.key, answers, is_well
        self.orders = orders
        super().__init__((settings.host, settings.port), Handler)


class Handler(BaseHTTPRequestHandler):
    """Method names are http.server's."""

    timeout = 120

    def do_GET(self):
        try:
            address = urlsplit(self.path)
        except ValueError:
            self._answer(HTTPStatus.BAD_REQUEST, "")
            return
        _root, key, asked = [*address.path.split("/", 2), "", ""][:3]
        if address.path == "/health":
            is_well = self.server.is_well()
            self._answer(HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE, "")
        elif not hmac.compare_digest(key.encode(), self.server.key.encode()):
            self._answer(HTTPStatus.NOT_FOUND, "")
        else:
            self._answer(*self._asked(asked, dict(parse_qsl(address.query))))

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if self.path != "/orders":
            self._answer(HTTPStatus.NOT_FOUND, "")
            return
        if not _LENGTH.fullmatch(length) or int(length) > LARGEST_ORDER:
            self._answer(HTTPStatus.BAD_REQUEST, "")
            return
        proof = (self.headers.get(name, "") for name in (ENVELOPE_HEADER, SIGNATURE_HEADER))
        self._answer(*self.server.orders(*proof, self.rfile.read(int(length))))

    def _asked(self, asked, fields):
        try:
            return self.server.answers(asked, fields)
        except OSError as error:
            _logger.error("cannot answer the exchange: %s", error)
            return HTTPStatus.SERVICE_UNAVAILABLE, ""

    def _answer(self, status, words):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        # Without a line's end: the dial plan compares it.
        self.wfile.write(words.encode())

    def log_message(self, *_said):
        """Addresses hold numbers of complaints, and codes."""


def serve(settings, webhook, service, secret):
    """Listen until interrupted.

    :param Webhook webhook: takes calls
    :param Webhook service: takes questions
    :param secret: callable that gives the channel's secret
    """
    calls = Calls(settings.calls, settings.control)
    hand_over = HandOver(calls, webhook, settings.folder / "taken")
    room = Room(calls, service, settings.room * MEGABYTE)
    stuck = Alarm(service, "stuck")
    consent = Consent(calls, service)
    threading.Thread(target=look_again, args=(consent.look,), daemon=True).start()
    answers = Answers(calls, hand_over, service, settings.patience)
    prompts = Prompts(service, settings.sounds, settings.built)
    manager = Manager(settings.manager, settings.manager_secret)
    live = Live(calls, manager)
    teller = Teller(live, calls, service, settings.address)
    orders = Orders(manager, live, calls, secret)

    def tell_of_stuck():
        stuck.tell(hand_over.stuck() > 0, calls=hand_over.stuck())

    looks = (hand_over.look, room.look, tell_of_stuck, prompts.look, live.look, teller.look)
    for look in looks:
        threading.Thread(target=look_again, args=(look,), daemon=True).start()

    def is_well():
        return room.has_room and hand_over.is_well()

    with Door(settings, answers.answer, orders.take, is_well) as door:
        _logger.info("listening on %s:%s", settings.host, settings.port)
        door.serve_forever()


def look_again(look):
    """Do something again and again, whatever happens."""
    while True:
        try:
            look()
        except Exception as error:  # noqa: BLE001 without this nothing would be handed over any more
            _logger.error("%s: %s", look.__qualname__, error)
        time.sleep(SECONDS_BETWEEN_LOOKS)


def main():
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT)
    get = os.environ.get
    url = get("VOICE_DOOR_URL", "http://127.0.0.1:8069/police/channel/voice")
    secret = secret_of(get("VOICE_DOOR_SECRET_FILE"), get("VOICE_DOOR_SECRET", ""))
    webhook, service = (
        Webhook(f"{url}/{step}", secret, get("VOICE_DOOR_DATABASE", "")) for step in ("in", "ask")
    )
    with contextlib.suppress(KeyboardInterrupt):
        serve(DoorSettings(), webhook, service, secret)
