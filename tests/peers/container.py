"""The parts of the service as its containers run them, as processes of this machine."""

import os
import signal
import subprocess
import sys

from launcher import kannel
from launcher.paths import CHECKOUT

from .odoo import free_port
from .waiting import wait_until

SECONDS_TO_START = 120
PREPARE = """
import sys
sys.path.insert(0, "tools")
from launcher import runtime, upgrades
with runtime.prepared() as ready:
    upgrades._remember(ready, {name!r}, upgrades.contents(ready))
"""


class Containers:
    """
    :param folder: for files and logs
    :param name: of the database, which is there and up to date
    """

    def __init__(self, folder, name):
        self.folder = folder
        self.port, self.mail_port = free_port(following=1), free_port()
        self.phones_port = free_port()
        self.environment = {
            **os.environ,
            "POLICE_LOCAL": str(folder / "local"),
            "POLICE_ODOO_HOST": "127.0.0.1",
            "PGDATABASE": name,
            "ODOO_HTTP_INTERFACE": "0.0.0.0",
            "ODOO_HTTP_PORT": str(self.port),
            "ODOO_GEVENT_PORT": str(free_port()),
            "MAIL_DOOR_PORT": str(self.mail_port),
            "SMS": "1",
            "SMS_DOOR_PORT": str(free_port()),
            "KANNEL_ADMIN_PORT": str(free_port()),
            "KANNEL_SMSBOX_PORT": str(free_port()),
            "KANNEL_SENDSMS_PORT": str(free_port()),
            "KANNEL_INTERFACE": "0.0.0.0",
            "KANNEL_PHONES_PORT": str(self.phones_port),
            "KANNEL_CONNECTIONS": str(kannel.FAKE),
        }
        self.running = {}
        self._python("-c", PREPARE.format(name=name))

    def start(self, part, *options):
        """Start a part by the entry point and wait until its health check says yes."""
        with self.log(part).open("w") as log:
            self.running[part] = subprocess.Popen(
                [sys.executable, CHECKOUT / "docker" / "entrypoint.py", part, *options],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(lambda: self._is_up(part), SECONDS_TO_START, f"{part}: {self.log(part)}")

    def _is_up(self, part):
        assert self.running[part].poll() is None, self.log(part).read_text()
        return self.is_healthy(part)

    def is_healthy(self, part):
        """What the health check says."""
        return not self._python(CHECKOUT / "docker" / "healthcheck.py", part, check=False)

    def _python(self, *arguments, check=True):
        command = [sys.executable, *arguments]
        result = subprocess.run(
            command, env=self.environment, cwd=CHECKOUT, stderr=subprocess.DEVNULL, check=check
        )
        return result.returncode

    def log(self, part):
        return self.folder / f"{part}.log"

    def stop(self, part):
        """End it as Docker does, with all it started."""
        process = self.running.pop(part)
        process.terminate()
        try:
            process.wait(30)
        finally:
            self._kill(process)

    @staticmethod
    def _kill(process):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def stop_all(self):
        for part in list(self.running)[::-1]:
            self.stop(part)
