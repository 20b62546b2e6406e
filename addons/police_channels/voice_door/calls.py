"""The calls that the exchange has written down: a file with what happened, one with what was said."""

import json
import os
import re
import socket
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote_plus

from recording import HEADER, OCTETS, RATE, repaired, samples_of

FACTS, WORDS, PLACED, ROOM = ".facts", ".wav", ".placed", "room"
# So begins the name of a call that a call taker makes.
_OUT = "out-"
# As Asterisk names calls; no other name leads to a file.
_NAME = re.compile(r"[\w-]*\d+\.\d+")
# Of a call that nobody has ended, though its exchange goes on: longer than any may be.
_LONGEST_CALL = 3 * 60 * 60
# What was said to a call taker, and the file that is there while callers are asked whether they may be recorded.
TALK, CONSENT = ".talk.wav", "consent"
# A channel takes no more at a time than such a piece of it.
_PIECE = 30 * 60 * RATE * OCTETS


class Calls:
    """
    :param folder: where the exchange writes
    :param control: path of the socket that it answers while it runs
    """

    def __init__(self, folder, control):
        self.folder, self._control = Path(folder), Path(control)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def names(self):
        """All that there are, the oldest one first."""
        files = (file for file in self.folder.iterdir() if file.suffix in (FACTS, WORDS))
        names = {file.stem for file in files if is_name(file.stem)}
        return sorted(names, key=lambda name: [int(part) for part in re.findall(r"\d+", name)])

    def over(self):
        """:return: the names of those that will not go on: nobody writes to their files any more"""
        names = self.names()
        open_ones = {name for name in names if "ended" not in dict(self.steps(name))}
        since = self._runs_since() if open_ones else None
        return [name for name in names if name not in open_ones or self._is_left(name, since)]

    def steps(self, name):
        """What happened, in order.

        :return: list of pairs: what, and more about it
        """
        suffix = PLACED if self.is_placed(name) else FACTS
        text = self._read(name, suffix).decode("utf-8", "replace")
        lines = (line.partition(" ") for line in text.split("\n") if line)
        return [(what, unquote_plus(more)) for what, _blank, more in lines]

    def recording(self, name):
        """What was said, playable also where the exchange was killed; empty if nothing was."""
        content = self._read(name, WORDS)
        return repaired(content) if content else b""

    def body(self, name):
        """:return: the bytes that are handed over of a call"""
        facts = {"call": name, "steps": self.steps(name)}
        return json.dumps(facts).encode() + b"\n" + self.recording(name)

    def octets(self, name):
        """:return: about how many bytes are handed over of a call"""
        paths = (self.folder / f"{name}{suffix}" for suffix in (FACTS, WORDS))
        return sum(path.stat().st_size for path in paths if path.exists())

    def conversation(self, name):
        """:return: generator of the bytes that are handed over of what was said to a call taker"""
        with suppress(FileNotFoundError), (self.folder / f"{name}{TALK}").open("rb") as file:
            facts, number = {"call": name, "steps": self.steps(name)}, 0
            file.seek(HEADER.size)
            while piece := samples_of(file.read(_PIECE)):
                number += 1
                told = json.dumps({**facts, "piece": number}).encode()
                yield told + b"\n" + repaired(piece)

    def make_safe(self, name):
        """Have it survive a power cut.

        :raises OSError: it may not
        """
        for path in (self.folder / f"{name}{WORDS}", self.folder / f"{name}{FACTS}", self.folder):
            if path.exists():
                opened = os.open(path, os.O_RDONLY)
                try:
                    os.fsync(opened)
                finally:
                    os.close(opened)

    def remove(self, name):
        """:raises OSError: it is still there"""
        for suffix in (TALK, FACTS, WORDS):
            (self.folder / f"{name}{suffix}").unlink(missing_ok=True)

    def is_placed(self, name):
        """Whether a call taker makes this call; nothing of it is handed over."""
        return name.startswith(_OUT)

    def placed(self):
        """:return: names of the calls that call takers make, until the service knows how they ended"""
        names = (file.stem for file in self.folder.glob(f"{_OUT}*{PLACED}"))
        return [name for name in names if is_name(name)]

    def begin_placed(self, name):
        """:raises FileExistsError: that call is made already"""
        with (self.folder / f"{name}{PLACED}").open("x") as file:
            file.write(f"began {int(time.time())}\n")

    def note_ended(self, name):
        """Of a call that a call taker makes, and that no dial plan sees the end of."""
        with (self.folder / f"{name}{PLACED}").open("a") as file:
            file.write(f"ended {int(time.time())}\n")

    def forget_placed(self, name):
        (self.folder / f"{name}{PLACED}").unlink(missing_ok=True)

    def tell_room(self, has_room):
        """Let the exchange record only where there is room: it looks for this file before it does."""
        self._mark(ROOM, has_room)

    def tell_recording(self, is_wanted):
        """Let the exchange ask callers whether they may be recorded only while the office wants it."""
        self._mark(CONSENT, is_wanted)

    def _mark(self, name, is_so):
        if is_so:
            (self.folder / name).touch(mode=0o600)
        else:
            (self.folder / name).unlink(missing_ok=True)

    def free_octets(self):
        figures = os.statvfs(self.folder)
        return figures.f_bavail * figures.f_frsize

    def _read(self, name, suffix):
        with suppress(FileNotFoundError):
            return (self.folder / f"{name}{suffix}").read_bytes()
        return b""

    def _is_left(self, name, since):
        """Whether the exchange that had this call is gone.

        :param since: from when on the one that is there has been running; None if none is
        """
        changed = self._changed_at(name)
        return since is None or changed < since or changed + _LONGEST_CALL < time.time()

    def _changed_at(self, name):
        paths = (self.folder / f"{name}{suffix}" for suffix in (FACTS, WORDS))
        return max((path.stat().st_mtime for path in paths if path.exists()), default=0)

    def _runs_since(self):
        """:return: seconds since 1970; None if no exchange is there"""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            try:
                line.connect(str(self._control))
                return self._control.stat().st_mtime
            except OSError:
                return None


def is_name(text):
    return bool(_NAME.fullmatch(text))
