"""Asterisk and the voice door as `make run` keeps them running, between callers and a service."""

import json
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from launcher import asterisk, prompts, voice_door
from launcher.commands import run
from launcher.paths import ADDONS

from .gateway import Watched, WatchedPeer
from .http_peer import Handler, HttpPeer
from .odoo import free_port
from .waiting import wait_until
from .webhook import SECRET

sys.path.insert(0, str(ADDONS / "police_channels" / "tools"))

from recording import RATE, repaired
from signature import ENVELOPE_HEADER, SIGNATURE_HEADER, STORED, is_signed
from together import taken_apart

# Short, so that tests are: what it is for callers is the launcher's own.
MANNER = {"rings": 2, "rings_when_full": 2, "silence": 4, "patience": 6}
# What the door says and asks by itself, whoever calls.
OF_NO_CALL = ("exchange", "prompts", "recording", "room")


class _Handler(Handler):
    def do_POST(self):
        body = self.body()
        envelope, signature = self.headers[ENVELOPE_HEADER], self.headers[SIGNATURE_HEADER]
        status, words = 403, ""
        if is_signed(SECRET, envelope, body, signature):
            status, words = self.server.owner.answer(self.path, body, envelope)
        self.send(status, words.encode())


class Service(HttpPeer):
    """In place of Odoo: takes calls, and answers what is asked.

    :ivar taken: list of (facts as a dict, recording) in the order in which they were taken
    :ivar questions: list of what was asked for calls
    :ivar number: what a call is told as the number of its complaint
    :ivar is_away: nobody is there
    """

    handler = _Handler

    def __init__(self):
        super().__init__(free_port())
        self.taken, self.questions, self.number, self.is_away = [], [], "", False
        self.stage = "with_station"

    def answer(self, path, body, envelope):
        """:return: (HTTP status, words)"""
        if self.is_away:
            return 502, ""
        if path.endswith("/in"):
            for call in taken_apart(body, envelope):
                said, _newline, recording = call.partition(b"\n")
                self.taken.append((json.loads(said), recording))
            return 200, STORED
        question = json.loads(body)
        if question["ask"] not in OF_NO_CALL:
            self.questions.append(question)
        return 200, json.dumps(self._told(question))

    def _told(self, question):
        if question["ask"] == "status":
            return {"stage": self.stage if question["code"] == "12345678" else ""}
        return {"number": {"number": self.number}, "code": {"sent": True}}.get(question["ask"], {})


class Exchange(WatchedPeer):
    """
    :param str service: address of the channel, without its last step
    :param folder: with a short path: that of a socket is bounded
    :param calls: folder that it writes to
    """

    def __init__(self, service, folder, *, secret=SECRET, database="", calls=None, **more):
        self.folder, self.calls = folder, calls or folder / "calls"
        manner = asterisk.Manner(**{**MANNER, **more.pop("manner", {})})
        shutil.copytree(prompts.find_or_make(), folder / "sounds", dirs_exist_ok=True)
        control = folder / "pbx" / "run" / "asterisk.ctl"
        door = voice_door.Door(
            folder=folder / "door",
            calls=self.calls,
            control=control,
            sounds=folder / "sounds",
            built=folder / "sounds",
            port=free_port(),
            manager_port=free_port(),
            secret=secret,
            service=service,
            database=database,
            room=more.pop("room", 1),
            patience=5,
        )
        first = free_port()
        self.exchange = asterisk.Exchange(
            folder=folder / "pbx",
            calls=self.calls,
            sounds=folder / "sounds",
            ports=asterisk.Ports(free_port(), (first + 2000, first + 2400), door.manager_port),
            door=door.address,
            manager_secret=door.manager_secret,
            connections=more.pop("connections", asterisk.FAKE),
            manner=manner,
        )
        self.door = door
        self._processes = [
            door.process(os.environ.get("ODOO_PYTHON", sys.executable)),
            self.exchange.process(asterisk.find_or_fetch()),
        ]
        self._supervisor = Watched(folder / "log")

    @property
    def port(self):
        return self.exchange.ports.sip

    def say_little(self):
        """Have callers hear a third of a second of each prompt, so that calls are short."""
        for file in (self.folder / "sounds").rglob("*.wav"):
            file.write_bytes(repaired(file.read_bytes()[: 44 + RATE * 2 // 3]))

    def start(self):
        super().start()
        wait_until(lambda: (self.calls / "room").exists(), 10, "the door does not look for room")

    def logs(self):
        files = (self.folder / "log").glob("*.log*")
        return "".join(path.read_text(errors="replace") for path in files)

    def command(self, words):
        """:return: what Asterisk's console says to a command"""
        configuration = self.exchange.folder / "etc" / "asterisk.conf"
        return run(asterisk.find_or_fetch().command("-C", str(configuration), "-rx", words))

    def files(self):
        """:return: names of what waits to be handed over"""
        marks = ("room", "consent")
        return sorted(path.name for path in self.calls.iterdir() if path.name not in marks)


@contextmanager
def saying_little(service, **more):
    """:return: an Exchange that runs, and of which callers hear little; parameters as of `Exchange`"""
    with tempfile.TemporaryDirectory(prefix="pbx-") as folder:
        exchange = Exchange(service, Path(folder), **more)
        exchange.say_little()
        exchange.start()
        try:
            yield exchange
        finally:
            exchange.stop()


@contextmanager
def in_front_of(odoo):
    """:return: such an Exchange, in front of a service"""
    secret = odoo.query("SELECT secret FROM police_channel WHERE slug = 'voice'").strip()
    service = f"{odoo.url}/police/channel/voice"
    with saying_little(service, secret=secret, database=odoo.database) as exchange:
        yield exchange
