"""Asterisk, the telephone exchange of the voice channel: its program, its configuration, its process.

Debian's stable releases have none. The packages of a later one are unpacked with all that they need,
down to the C library, and run by that release's own loader: nothing of this machine is touched.
"""

import os
import re
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path
from string import Template

from . import apt_archive
from .commands import run
from .environment import CONFIG
from .kannel import tcp_port
from .locks import exclusive
from .messages import LaunchError, step
from .paths import LOCAL, cache, private_folder
from .supervisor import Process

FOLDER = CONFIG / "asterisk"
# The operator's, and what stands in for it: no line of it leads out of this machine.
CONNECTIONS = FOLDER / "connections.conf"
FAKE = FOLDER / "fake.conf"
SUITE, SERIES = "sid", "22"
# Without them it complains; what stands in none is as it should be.
EMPTY = ("acl", "cel", "features", "pjproject", "pjsip_notify", "stasis", "statsd", "udptl")
MOST_CALLS = 200
SECONDS_TO_ANSWER = 2
OPTIONS = (
    "OPTIONS sip:{host}:{port} SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 127.0.0.1:{own};rport;branch=z9hG4bK-{own}\r\n"
    "From: <sip:health@127.0.0.1>;tag={own}\r\nTo: <sip:{host}>\r\nCall-ID: health-{own}\r\n"
    "CSeq: 1 OPTIONS\r\nMax-Forwards: 5\r\nContent-Length: 0\r\n\r\n"
)


@dataclass(frozen=True)
class Program:
    """
    :ivar tree: folder with the unpacked packages
    """

    tree: Path

    @property
    def modules(self):
        return self._only("usr/lib/*/asterisk/modules")

    @property
    def data(self):
        return self.tree / "usr/share/asterisk"

    def command(self, *arguments):
        libraries = self.modules.parents[1]
        loader = self._only("usr/lib/*/ld-linux-*.so.*")
        program = self.tree / "usr/sbin/asterisk"
        return [str(loader), "--library-path", str(libraries), str(program), *arguments]

    def _only(self, pattern):
        found = sorted(self.tree.glob(pattern))
        if not found:
            raise LaunchError(f"The unpacked Asterisk in {self.tree} has no {pattern}.")
        return found[0]


def find_or_fetch():
    """
    :rtype: Program
    :raise LaunchError: no network, or Debian has gone on to another series
    """
    folder = cache() / "asterisk"
    tree = folder / SERIES
    with exclusive(folder / ".lock"):
        if not tree.exists():
            _fetch(folder, tree)
    return Program(tree)


def _fetch(folder, tree):
    work = folder / "unfinished"
    shutil.rmtree(work, ignore_errors=True)
    (work / "tree").mkdir(parents=True)
    with step("Fetching Asterisk"):
        archive = apt_archive.Archive(work / "apt", (SUITE,), is_alone=True)
        archive.update()
        version = archive.candidate("asterisk") or "none"
        # With an epoch before it, and Debian's own revision behind it.
        if not re.match(rf"(\d+:)?{SERIES}\.", version):
            raise LaunchError(
                f"Debian {SUITE} has Asterisk {version}; the dial plan is for {SERIES}."
            )
        for package in archive.download_whole(("asterisk",)):
            run(["dpkg-deb", "--extract", package, work / "tree"])
    (work / "tree").rename(tree)
    shutil.rmtree(work)


@dataclass(frozen=True)
class Ports:
    """Ports of Asterisk.

    :ivar sip: UDP, for phones and lines
    :ivar sound: UDP, the first and the last one of those that carry sound, four for each call
    :ivar manager: TCP, for the voice door
    """

    sip: int
    sound: tuple
    manager: int

    @classmethod
    def chosen(cls):
        """
        :raise LaunchError: a variable holds none
        """
        text = os.environ.get("VOICE_SOUND_PORTS", "16384-17383")
        found = re.fullmatch(r"(\d{1,5})-(\d{1,5})", text)
        first, last = map(int, found.groups()) if found else (0, 0)
        if not 0 < first < last < 65536:
            raise LaunchError(
                f"VOICE_SOUND_PORTS = {text!r} is no range of ports, such as 16384-17383."
            )
        return cls(
            sip=tcp_port("VOICE_SIP_PORT", "5060"),
            sound=(first, last),
            manager=tcp_port("VOICE_MANAGER_PORT", "5038"),
        )


@dataclass(frozen=True)
class Manner:
    """How a caller is served.

    :ivar hours: in which call takers are rung, as Asterisk writes times
    :ivar emergency: what is dialled for 112, as Asterisk writes it; empty: a call taker is rung
    :ivar rings: seconds for which they are rung before the caller may speak after the tone
    :ivar rings_when_full: the same where there is no room for words
    :ivar silence: seconds without a sound that end what a caller says
    :ivar longest_words: seconds
    :ivar longest_call: seconds
    :ivar patience: seconds for which a caller waits for the number
    """

    hours: str = "*,*,*,*"
    emergency: str = ""
    rings: int = 30
    rings_when_full: int = 180
    silence: int = 8
    longest_words: int = 600
    longest_call: int = 7200
    patience: int = 12

    @classmethod
    def chosen(cls):
        get = os.environ.get
        return cls(hours=get("VOICE_HOURS", cls.hours), emergency=get("VOICE_EMERGENCY", ""))

    def globals(self):
        """:return: dict of the variables of the dial plan"""
        return {
            "HOURS": self.hours,
            "EMERGENCY": self.emergency,
            "RINGS": self.rings,
            "RINGS_WHEN_FULL": self.rings_when_full,
            "SILENCE": self.silence,
            "LONGEST_WORDS": self.longest_words,
            "LONGEST_CALL": self.longest_call,
            "PATIENCE": self.patience,
        }


@dataclass(frozen=True)
class Exchange:
    """One Asterisk.

    :ivar folder: for what it remembers
    :ivar calls: folder for what is said and what happens
    :ivar sounds: folder with what callers hear, a folder for each language
    :ivar door: address of the voice door, key and all
    :ivar manager_secret: with which the voice door logs in
    :ivar connections: file with the lines and the phones
    :ivar interface: where it listens
    """

    folder: Path
    calls: Path
    sounds: Path
    ports: Ports
    door: str
    manager_secret: str
    connections: Path
    manner: Manner = Manner()
    interface: str = "127.0.0.1"

    @property
    def control(self):
        """The socket that is answered while it runs."""
        return self.folder / "run" / "asterisk.ctl"

    def configure(self, program):
        """Write the configuration.

        :return: path of its first file
        """
        etc = private_folder(self.folder / "etc")
        for name in ("lib", "lib/keys", "spool", "run", "log"):
            private_folder(self.folder / name)
        private_folder(self.calls)
        for template in FOLDER.glob("*.conf.in"):
            text = Template(template.read_text()).substitute(self._places(program))
            self._write(etc / template.stem, text)
        for file in (file for file in FOLDER.glob("*.conf") if file not in (CONNECTIONS, FAKE)):
            self._write(etc / file.name, file.read_text())
        for name in EMPTY:
            self._write(etc / f"{name}.conf", "")
        values = {
            "SPOOL": self.calls,
            "SOUNDS": self.sounds,
            "DOOR": self.door,
            **self.manner.globals(),
        }
        lines = [f"{name} = {value}" for name, value in values.items()]
        self._write(etc / "globals.conf", "\n".join(["[globals]", *lines, ""]))
        return etc / "asterisk.conf"

    def _write(self, file, text):
        file.touch(mode=0o600)
        file.write_text(text)

    def _places(self, program):
        return {
            "etc": self.folder / "etc",
            "folder": self.folder,
            "modules": program.modules,
            "data": program.data,
            "most_calls": MOST_CALLS,
            "interface": self.interface,
            "sip_port": self.ports.sip,
            "rtp_start": self.ports.sound[0],
            "rtp_end": self.ports.sound[1],
            "manager_port": self.ports.manager,
            "manager_secret": self.manager_secret,
            "connections": self.connections,
        }

    def answers(self):
        """Whether it answers a phone."""
        host = "127.0.0.1" if self.interface == "0.0.0.0" else self.interface
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
            phone.settimeout(SECONDS_TO_ANSWER)
            try:
                phone.connect((host, self.ports.sip))
                own = phone.getsockname()[1]
                phone.send(OPTIONS.format(host=host, port=self.ports.sip, own=own).encode())
                return phone.recv(4096).startswith(b"SIP/2.0")
            except OSError:
                return False

    def process(self, program):
        return Process(
            name="asterisk",
            command=program.command("-C", str(self.configure(program)), "-f"),
            ready=self.answers,
            notes=(f"Call it from a softphone: sip:0000@127.0.0.1:{self.ports.sip}",),
            stays_ready=True,
        )


def connections():
    """The file with the lines and the phones: the operator's, or the fake one."""
    chosen = os.environ.get("VOICE_CONNECTIONS")
    if chosen:
        return Path(chosen)
    return CONNECTIONS if CONNECTIONS.exists() else FAKE


def folder():
    return LOCAL / "asterisk"
