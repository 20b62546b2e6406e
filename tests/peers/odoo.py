"""A real Odoo service for a test: workers, live updates and job runner, on ports of its own."""

import os
import random
import re
import signal
import socket
import subprocess
from pathlib import Path
from types import MappingProxyType

from launcher import database
from launcher.commands import run
from launcher.service import answers
from log_check import Tolerance, unexpected_lines

from .waiting import wait_until

SECONDS_TO_START = 90
SECONDS_TO_STOP = 30


def free_port(following=0):
    """Return a port that is free, for TCP and UDP, with as many free ones right after it.

    It is below those that the system gives to outgoing connections: none takes it meanwhile.
    """
    while True:
        first = random.randrange(15000, 30000)
        if all(_is_free(first + offset) for offset in range(following + 1)):
            return first


def _is_free(port):
    with socket.socket() as probe, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            return False
        try:
            # Calls of other tests have their sound there.
            datagrams.bind(("", port))
        except OSError:
            return False
        return True


class TestRuntime:
    """What `launcher.database` asks of a runtime, taken from the environment of the test run."""

    __test__ = False
    variables = MappingProxyType({})

    def run(self, *command):
        return run(command)

    def odoo_command(self, *arguments):
        return [os.environ["ODOO_PYTHON"], os.environ["ODOO_SCRIPT"], *arguments]


class OdooService:
    """A database copied from the installed template, and the processes that serve it.

    :param name: of the database
    :param folder: for its log
    :param options: further options of the command `odoo server`
    """

    def __init__(self, name, folder, *options):
        self.database = name
        self.log = Path(folder) / f"{name}.log"
        self.options = options
        self.expected_log_lines = []
        self.runtime = TestRuntime()
        self.http_port, self.gevent_port = free_port(), free_port()
        self.process = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.http_port}"

    def create_database(self):
        database.copy(self.runtime, os.environ["POLICE_TEST_TEMPLATE"], self.database)

    def start(self):
        """Start it and wait until it answers."""
        command = self.runtime.odoo_command(
            *("server", f"--database={self.database}", f"--logfile={self.log}"),
            *("--http-interface=127.0.0.1", f"--http-port={self.http_port}"),
            *(f"--gevent-port={self.gevent_port}", *self.options),
        )
        environment = {**os.environ, "ODOO_QUEUE_JOB_PORT": str(self.http_port)}
        # Should the test run be killed, the kernel ends it too.
        command = ["setpriv", "--pdeathsig", "TERM", "--", *command]
        self.process = subprocess.Popen(command, env=environment, start_new_session=True)
        wait_until(self._answers, SECONDS_TO_START, f"Odoo does not start, see {self.log}")

    def _answers(self):
        assert self.process.poll() is None, f"Odoo ended while starting, see {self.log}"
        return answers(f"{self.url}/web/login")

    def stop(self):
        """End it in order, as `make stop` does."""
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_STOP)
        finally:
            self.kill()

    def kill(self):
        """End all its processes at once, as a power cut would."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        finally:
            self.process.wait()

    def query(self, statement):
        """Run one SQL statement and return its rows as text, columns separated by `|`."""
        return database.query(self.runtime, self.database, statement)

    def python(self, script):
        """Run lines of Python with Odoo's `env`, in a process of its own; it has to commit."""
        return database.python(self.runtime, self.database, script)

    def expect_log_line(self, pattern):
        """Allow a line at WARNING or above in this service's log.

        :param pattern: regular expression for the start of "LEVEL logger: message"
        """
        self.expected_log_lines.append(re.compile(pattern))

    def unexpected_log_lines(self):
        tolerance = Tolerance.from_file()
        tolerance.patterns += self.expected_log_lines
        return unexpected_lines(self.log, tolerance)

    def drop_database(self):
        database.drop(self.runtime, self.database)
