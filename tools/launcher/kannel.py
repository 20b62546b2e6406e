"""Kannel, between the telephone network and the SMS door: bearerbox and smsbox.

The Debian packages are unpacked beside Odoo's instead of installed: installing them would start a
gateway and a WAP box of their own.
"""

import hashlib
import hmac
import os
import shutil
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from string import Template

from . import apt_archive
from .commands import run
from .environment import CONFIG
from .locks import exclusive
from .messages import LaunchError, step
from .paths import LOCAL, cache, private_folder
from .supervisor import Process
from .web_front import OS_RELEASE, debian_codename

FOLDER = CONFIG / "kannel"
TEMPLATE = FOLDER / "kannel.conf.in"
# The operator's, and what stands in for it: no line of it leads out of this machine.
CONNECTIONS = FOLDER / "connections.conf"
FAKE = FOLDER / "fake.conf.in"
PACKAGES = ("kannel", "kannel-extras")
USER = "police"
EVERYWHERE = "0.0.0.0"
WITHOUT_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Programs:
    """
    :ivar libraries: folders of libraries that the machine itself lacks
    """

    bearerbox: Path
    smsbox: Path
    libraries: tuple = ()

    @property
    def variables(self):
        if not self.libraries:
            return {}
        return {"LD_LIBRARY_PATH": os.pathsep.join(map(str, self.libraries))}


def find_or_fetch():
    """Kannel's programs, fetched for this Debian release unless they are installed.

    :raise LaunchError: no network
    """
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    installed = [shutil.which(name, path=path) for name in ("bearerbox", "smsbox")]
    if all(installed):
        return Programs(*map(Path, installed))
    codename = debian_codename(OS_RELEASE.read_text())
    folder = cache() / "kannel"
    tree = folder / codename
    with exclusive(folder / ".lock"):
        if not tree.exists():
            _fetch(folder, tree, codename)
    libraries = (*tree.glob("usr/lib/*-linux-gnu*"), *tree.glob("lib/*-linux-gnu*"))
    return Programs(tree / "usr/sbin/bearerbox", tree / "usr/sbin/smsbox", libraries)


def _fetch(folder, tree, codename):
    work = folder / "unfinished"
    shutil.rmtree(work, ignore_errors=True)
    (work / "tree").mkdir(parents=True)
    with step("Fetching Kannel"):
        archive = apt_archive.Archive(work / "apt", (codename,))
        archive.update()
        for package in archive.download_whole(PACKAGES):
            run(["dpkg-deb", "--extract", package, work / "tree"])
    (work / "tree").rename(tree)
    shutil.rmtree(work)


@dataclass(frozen=True)
class Ports:
    """TCP ports of Kannel; none is for people.

    :ivar phones: of the fake connections alone
    """

    admin: int
    smsbox: int
    sendsms: int
    phones: int

    @classmethod
    def chosen(cls):
        """
        :raise LaunchError: one of the variables holds none
        """
        return cls(
            admin=tcp_port("KANNEL_ADMIN_PORT", "13000"),
            smsbox=tcp_port("KANNEL_SMSBOX_PORT", "13001"),
            sendsms=tcp_port("KANNEL_SENDSMS_PORT", "13013"),
            phones=tcp_port("KANNEL_PHONES_PORT", "10000"),
        )


def tcp_port(variable, default):
    """The TCP port that a variable names."""
    text = os.environ.get(variable, default)
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise LaunchError(f"{variable} = {text!r} is not a TCP port.")
    return int(text)


def password(secret, purpose):
    """A password that whoever knows the channel's secret knows, too; for one purpose each."""
    return hmac.new(secret.encode(), f"kannel {purpose}".encode(), hashlib.sha256).hexdigest()[:32]


@dataclass(frozen=True)
class Gateway:
    """One Kannel.

    :ivar folder: for what is waiting, what reports are waited for, and the access log
    :ivar secret: the channel's, from which the passwords come
    :ivar door: address of the SMS door, key and all
    :ivar bearerbox: host of the bearerbox, as smsbox and the health check see it
    :ivar smsbox: host of the smsbox, as Odoo sees it
    :ivar interface: where both listen
    """

    folder: Path
    ports: Ports
    secret: str
    door: str
    connections: Path
    bearerbox: str = "127.0.0.1"
    smsbox: str = "127.0.0.1"
    interface: str = "127.0.0.1"

    @property
    def access_log(self):
        return self.folder / "access.log"

    @property
    def sendsms(self):
        """Address to which messages are handed for sending, user and password not in it."""
        return f"http://{self.smsbox}:{self.ports.sendsms}/cgi-bin/sendsms"

    def configure(self):
        """Write the configuration.

        :return: its path
        """
        for name in ("store", "reports"):
            private_folder(self.folder / name)
        private_folder(self.folder)
        connections = self._fill(FAKE) if self.connections == FAKE else self.connections
        return self._fill(TEMPLATE, connections=connections)

    def _fill(self, template, **more):
        """Write a template of the configuration with its places filled in.

        :return: the path of what is written
        """
        file = self.folder / template.stem
        # The other box may be reading it.
        new = file.with_suffix(f".{os.getpid()}")
        new.touch(mode=0o600)
        new.write_text(Template(template.read_text()).substitute(self._places(), **more))
        return new.replace(file)

    def _places(self):
        return {
            "interface": self.interface,
            # Of a network of containers, where each has a name; passwords are asked for all the same.
            "allowed": "*.*.*.*" if self.interface == EVERYWHERE else "127.0.0.1",
            "bearerbox": self.bearerbox,
            "admin_port": self.ports.admin,
            "smsbox_port": self.ports.smsbox,
            "sendsms_port": self.ports.sendsms,
            "phones_port": self.ports.phones,
            "admin_password": password(self.secret, "admin"),
            "status_password": password(self.secret, "status"),
            "sendsms_user": USER,
            "sendsms_password": password(self.secret, "sendsms"),
            "folder": self.folder,
            "access_log": self.access_log,
            "door": self.door,
        }

    def status(self):
        """What bearerbox says of itself, as XML; empty where it does not answer."""
        key = password(self.secret, "status")
        address = f"http://{self.bearerbox}:{self.ports.admin}/status.xml?password={key}"
        try:
            with WITHOUT_PROXY.open(address, timeout=5) as answer:
                return answer.read().decode("utf-8", "replace")
        except (urllib.error.URLError, OSError):
            return ""

    def is_up(self):
        """Whether bearerbox answers."""
        return "<gateway>" in self.status()

    def has_box(self):
        """Whether messages get further: a process that is there says nothing of that."""
        return "<type>smsbox</type>" in self.status()

    def processes(self, programs):
        """bearerbox and smsbox, in the order in which they start."""
        file = self.configure()
        # Only why it ends: errors name numbers of citizens, and what stands below them their words.
        quietly = ("-v", os.environ.get("KANNEL_VERBOSITY", "4"))
        return [
            Process(
                name="bearerbox",
                command=[str(programs.bearerbox), *quietly, str(file)],
                environment=programs.variables,
                ready=self.is_up,
            ),
            Process(
                name="smsbox",
                command=[str(programs.smsbox), *quietly, str(file)],
                environment=programs.variables,
                ready=self.has_box,
                stays_ready=True,
            ),
        ]


def connections():
    """The file with the connections to the network: the operator's, or the fake one."""
    chosen = os.environ.get("KANNEL_CONNECTIONS")
    if chosen:
        return Path(chosen)
    return CONNECTIONS if CONNECTIONS.exists() else FAKE


def folder():
    return LOCAL / "kannel"
