"""Keeps a set of processes running, and stops them together."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .messages import LaunchError, step, warn
from .paths import private_folder

SECONDS_TO_GET_READY = 120
SECONDS_TO_STOP = 25
LONGEST_PAUSE = 60
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_BETWEEN_CHECKS = 10
CHECKS_FAILED = 3
LINES_OF_LOG_SHOWN = 8


@dataclass(frozen=True)
class Process:
    """A process of the service.

    :param ready: tells whether it does its work by now
    :param notes: what a person should know about it once it is ready, line by line
    :param stays_ready: a process that is there and does its work no more is ended, and started again
    """

    name: str
    command: list
    ready: Callable[[], bool]
    environment: dict = field(default_factory=dict)
    notes: tuple = ()
    stays_ready: bool = False


class Supervised:
    """One process: restarted with a growing pause each time it ends by itself."""

    def __init__(self, process, folder):
        self.process = process
        self.log = folder / f"{process.name}.log"
        self.child = None
        self.started = self.restart_at = self.check_at = 0.0
        self.pause = 1
        self.checks_failed = 0

    def start(self):
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.1"))
        self.log.touch(mode=0o600)
        # Each line at the end, also of a program that opens the log by itself, as nginx does.
        with self.log.open("a") as log:
            self.child = subprocess.Popen(
                # The kernel ends it should the launcher be killed; its own session keeps a
                # Ctrl-C from reaching it before the launcher ends everything in order.
                ["setpriv", "--pdeathsig", "TERM", "--", *self.process.command],
                env={**os.environ, **self.process.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # Files of citizens, sessions, mail: whatever it makes is for its owner alone.
                umask=0o077,
            )
        self.started = time.monotonic()
        self.check_at = self.started + SECONDS_BETWEEN_CHECKS
        self.restart_at, self.checks_failed = None, 0

    def has_ended(self):
        return self.child.poll() is not None

    def wait_until_ready(self):
        """
        :raise LaunchError: it ended, or took too long
        """
        deadline = time.monotonic() + SECONDS_TO_GET_READY
        while not self.process.ready():
            if self.has_ended() or time.monotonic() > deadline:
                raise LaunchError(
                    f"{self.process.name} does not start; its log is {self.log}:\n{self.log_end()}"
                )
            time.sleep(0.2)

    def look_after(self):
        """Start it again when it has ended and its pause is over; end it when it works no more."""
        if not self.has_ended():
            self._check()
            return
        now = time.monotonic()
        if self.restart_at is None:
            self.signal(signal.SIGKILL)  # whatever it left behind would hold its ports
            self.pause = 1 if now - self.started > LONGEST_PAUSE else self.pause
            self.restart_at = now + self.pause
            warn(
                f"{self.process.name} ended (status {self.child.returncode}) and is started again "
                f"in {self.pause} s; its log is {self.log}"
            )
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
        elif now >= self.restart_at:
            self.start()

    def _check(self):
        if not self.process.stays_ready or time.monotonic() < self.check_at:
            return
        self.check_at = time.monotonic() + SECONDS_BETWEEN_CHECKS
        self.checks_failed = 0 if self.process.ready() else self.checks_failed + 1
        if self.checks_failed == CHECKS_FAILED:
            warn(f"{self.process.name} works no more and is ended; its log is {self.log}")
            self.signal(signal.SIGKILL)

    def signal(self, number):
        """Signal the process and all it started."""
        try:
            os.killpg(self.child.pid, number)
        except ProcessLookupError:
            return

    def ask_to_end(self):
        if not self.has_ended():
            self.child.terminate()

    def end(self, deadline):
        """Wait until it has ended, then make sure that nothing it started remains."""
        try:
            self.child.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            warn(f"{self.process.name} does not end by itself and is killed.")
        finally:
            self.signal(signal.SIGKILL)
            self.child.wait()

    def log_end(self):
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-LINES_OF_LOG_SHOWN:])


class Supervisor:
    """Starts processes in order and stops them in the opposite one."""

    def __init__(self, folder):
        self.folder = private_folder(folder)
        self.running = []

    def start(self, process):
        supervised = Supervised(process, self.folder)
        with step(f"Starting {process.name}"):
            supervised.start()
            self.running.append(supervised)
            supervised.wait_until_ready()

    def watch(self):
        """Look after the processes until a signal interrupts."""
        while True:
            for supervised in self.running:
                supervised.look_after()
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def stop(self):
        deadline = time.monotonic() + SECONDS_TO_STOP
        for supervised in reversed(self.running):
            supervised.ask_to_end()
        for supervised in reversed(self.running):
            supervised.end(deadline)
