"""Kannel and the SMS door as `make run` keeps them running, between a message centre and a webhook."""

import os
import threading
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager

from launcher import kannel, sms_door
from launcher.supervisor import Supervisor

from .odoo import free_port
from .waiting import wait_until
from .webhook import SECRET

CONNECTION = """
group = smsc
smsc = smpp
smsc-id = centre
host = 127.0.0.1
port = {port}
smsc-username = police
smsc-password = {password}
system-type = ""
transceiver-mode = true
reconnect-delay = 1
enquire-link-interval = 5

group = smpp-tlv
name = PE_ID
tag = 0x1400
type = nulterminated
length = 30
smsc-id = centre

group = smpp-tlv
name = TEMPLATE_ID
tag = 0x1401
type = nulterminated
length = 30
smsc-id = centre
"""


class Watched(Supervisor):
    """Looks after its processes until it is told to stop.

    :ivar held: names of those that are not started again
    """

    def __init__(self, folder):
        super().__init__(folder)
        self.held = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def watch(self):
        self._thread.start()

    def _look(self):
        while not self._ended.wait(0.1):
            for supervised in self.running:
                if supervised.process.name not in self.held:
                    supervised.look_after()

    def stop(self):
        self._ended.set()
        self._thread.join()
        super().stop()

    def kill(self, name):
        """End one of them as a power cut would; it is started again."""
        for supervised in self.running:
            if supervised.process.name == name:
                supervised.pause = 1
                supervised.child.kill()


class WatchedPeer:
    """Runs its processes, which come again whatever ends them.

    :ivar _processes: as the launcher starts them, in this order
    :ivar _supervisor: a Watched
    """

    def start(self):
        for process in self._processes:
            self._supervisor.start(process)
        self._supervisor.watch()

    def stop(self):
        self._supervisor.stop()

    def kill(self, name):
        """End one of them as a power cut would; it is started again."""
        self._supervisor.kill(name)

    @contextmanager
    def down(self, name):
        """One of them is not there while the block runs."""
        self._supervisor.held.add(name)
        self.kill(name)
        yield
        self._supervisor.held.remove(name)


class SmsGateway(WatchedPeer):
    """
    :param MessageCentre centre: on the one side
    :param url: the webhook on the other
    :param grace: seconds after which a message that did not come counts as lost
    """

    def __init__(self, centre, url, folder, *, secret=SECRET, database="", grace=900):
        connections = folder / "connections.conf"
        connections.write_text(CONNECTION.format(port=centre.port, password=centre.password))
        self.door_port, self.folder = free_port(), folder
        door = sms_door.Door(
            folder=folder / "door",
            port=self.door_port,
            secret=secret,
            webhook=url,
            database=database,
            access_log=folder / "kannel" / "access.log",
            grace=grace,
        )
        self.gateway = kannel.Gateway(
            folder=folder / "kannel",
            ports=kannel.Ports(*(free_port() for _ in range(4))),
            secret=secret,
            door=door.address,
            connections=connections,
        )
        self.spool = folder / "door" / "spool"
        self._processes = [
            door.process(os.environ.get("ODOO_PYTHON", "python3")),
            *self.gateway.processes(kannel.find_or_fetch()),
        ]
        self._supervisor = Watched(folder / "log")

    def wait_until_whole(self):
        wait_until(self.gateway.has_box, 60, "no smsbox is connected")

    def has_handed_over_all(self):
        """Whether smsbox has said of each message that came that it has taken it: bearerbox keeps none."""
        store = self.gateway.folder / "store"
        return not any(path.is_file() for path in store.rglob("*"))

    def logs(self):
        return "".join(path.read_text(errors="replace") for path in self._log_files())

    def _log_files(self):
        return (self.folder / "log").glob("*.log*")

    def send(self, recipient, text, ours="1", **more):
        """Hand one message to Kannel, as the adapter does.

        :return: (HTTP status, words)
        """
        report = {"event": "dlr", "ours": ours}
        asked = "&type=%d&smsc_id=%F&reply=%A&from=%p&to=%P&time=%t"
        fields = {
            "username": kannel.USER,
            "password": kannel.password(self.gateway.secret, "sendsms"),
            "from": "JDPOLC",
            "to": recipient,
            "text": text,
            "coding": "2",
            "charset": "UTF-8",
            "dlr-mask": "31",
            "dlr-url": f"{self.gateway.door}?{urllib.parse.urlencode(report)}{asked}",
            **more,
        }
        address = f"{self.gateway.sendsms}?{urllib.parse.urlencode(fields)}"
        try:
            with kannel.WITHOUT_PROXY.open(address, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
