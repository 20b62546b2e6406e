"""The launcher's own commands, run as a person would, with data and ports of their own."""

import os
import signal
import subprocess
import sys

from launcher.paths import CHECKOUT

from .waiting import wait_until


def processes_with(text):
    """Ids of running processes whose command line holds the text."""
    found = []
    for entry in os.scandir("/proc"):
        try:
            with open(f"{entry.path}/cmdline", "rb") as command:
                if entry.name.isdigit() and text.encode() in command.read():
                    found.append(int(entry.name))
        except OSError:
            continue
    return found


class Launcher:
    """Runs `tools/launch` commands.

    :param local: folder for its data, in place of `.local`
    :param variables: environment on top of the test run's own
    """

    def __init__(self, local, **variables):
        self.environment = {**os.environ, "POLICE_LOCAL": str(local), **variables}
        self.output = local.parent / f"{local.name}-output.txt"
        self.process = None

    def run(self, *arguments):
        """Run a command to its end and return its exit status and all it said."""
        result = subprocess.run(
            self._command(arguments),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return result.returncode, result.stdout

    def start(self, *arguments, until, seconds):
        """Start a command and wait until it has said something."""
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                self._command(arguments),
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(lambda: self._said(until), seconds, f"the launcher never said {until!r}")

    def _said(self, words):
        said = self.output.read_text()
        assert words in said or self.process.poll() is None, f"The launcher ended:\n{said}"
        return words in said

    def interrupt(self, seconds):
        """Press Ctrl-C and return the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(seconds)

    def said(self):
        return self.output.read_text()

    @staticmethod
    def _command(arguments):
        return [sys.executable, str(CHECKOUT / "tools" / "launch"), *arguments]
