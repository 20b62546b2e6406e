"""Several programs at a time, the output of each shown whole when it has ended."""

import os
import re
import signal
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field

from .messages import say
from .paths import CHECKOUT, private_folder

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_BETWEEN_SIGNS_OF_LIFE = 60
SECONDS_TO_CLEAN_UP = 60
FAILED_TEST = re.compile(r"^(?:FAILED|ERROR) .*", re.MULTILINE)


@dataclass(frozen=True)
class Program:
    """A program to run.

    :param environment: variables on top of the launcher's own
    """

    name: str
    command: list
    environment: dict = field(default_factory=dict)


class Running:
    """A program that was started, with its output in a file."""

    def __init__(self, program, folder):
        self.name = program.name
        self.log = folder / f"{program.name}.log"
        self.started, self.ended = time.monotonic(), None
        self.log.unlink(missing_ok=True)
        self.log.touch(mode=0o600)
        with self.log.open("w") as output:
            self.child = subprocess.Popen(
                # Interrupted, also by the kernel should the launcher be killed, it cleans up; its
                # own session keeps a Ctrl-C from reaching it twice.
                ["setpriv", "--pdeathsig", "INT", "--", *map(str, program.command)],
                env={**os.environ, **program.environment},
                cwd=CHECKOUT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def seconds(self):
        return int((self.ended or time.monotonic()) - self.started)

    def output(self):
        return self.log.read_text(errors="replace")

    def show(self):
        """Print all it said, now that it has ended, and how it did."""
        self.ended = time.monotonic()
        sys.stdout.write(self.output())
        sys.stdout.flush()
        say(f"{self.name}: status {self.child.returncode} after {self.seconds} s")

    def interrupt(self):
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGINT)

    def end(self, deadline):
        """Wait for it to clean up, then make sure that nothing of it remains."""
        try:
            self.child.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"{self.name} does not end by itself and is killed.")
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()


def run(programs, folder, places=2):
    """Run programs, as many at a time as there are places, in the order in which they are given.

    :param folder: for their outputs
    :return: list of the `Running` that have ended, in the order of their ends
    :raise KeyboardInterrupt: after those that run were interrupted and have cleaned up
    """
    private_folder(folder)
    waiting, running, ended = deque(programs), [], []
    said = time.monotonic()
    try:
        while waiting or running:
            while waiting and len(running) < places:
                running.append(Running(waiting.popleft(), folder))
            for one in [one for one in running if one.child.poll() is not None]:
                running.remove(one)
                ended.append(one)
                one.show()
            if time.monotonic() - said > SECONDS_BETWEEN_SIGNS_OF_LIFE:
                said = time.monotonic()
                now = ", ".join(f"{one.name} ({one.seconds} s)" for one in running)
                say(f"Running: {now}; {len(waiting)} to come")
            time.sleep(SECONDS_BETWEEN_LOOKS)
    finally:
        _interrupt(running)
    return ended


def _interrupt(running):
    for one in running:
        one.interrupt()
    deadline = time.monotonic() + SECONDS_TO_CLEAN_UP
    for one in running:
        one.end(deadline)
        one.show()


def summary(ended):
    """What failed, test by test, and how long each took, as one text."""
    lines = [f"{one.seconds:6} s  {one.name}" for one in ended]
    for one in ended:
        if one.child.returncode:
            failed = FAILED_TEST.findall(one.output())
            lines += failed or [f"{one.name} ended with status {one.child.returncode}: {one.log}"]
    failures = sum(1 for one in ended if one.child.returncode)
    return "\n".join([*lines, f"{len(ended) - failures} passed, {failures} failed"])
