"""A headless Chromium, spoken to over a pair of pipes in its DevTools protocol.

It has a temporary profile of its own, reaches no network, and ends with its children: when told
to, when its time is over, and by itself when the process that started it is gone.
"""

import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
OPTIONS = (
    "--headless",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
    "--no-first-run",
    "--no-pings",
    # Names are not looked up, and whoever asks for an address gets a closed port of this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:1",
    "--proxy-bypass-list=<-loopback>",
)
# Odoo limits the address space of a worker; a browser reserves far more of it than it uses.
START = 'ulimit -S -v unlimited; exec "$@" 3<&0 4>&1 </dev/null >/dev/null'
CHUNK = 1 << 16
GRACE_SECONDS = 2
LAST_WORDS = 500


class ChromiumMissing(Exception):
    """No Chromium is installed."""


class ChromiumFailed(Exception):
    """Chromium ended, refused a command or did not answer in time."""


def find_chromium():
    """Path of the browser, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    """Context manager: a browser that runs until the block is left, `seconds` at most.

    :raise ChromiumMissing: there is none
    :raise ChromiumFailed: from each of its methods
    """

    def __init__(self, seconds):
        self._until = time.monotonic() + seconds
        self._last_id = 0
        self._received = b""
        self._events = []

    def __enter__(self):
        program = find_chromium()
        if not program:
            raise ChromiumMissing
        self._folder = tempfile.mkdtemp(prefix="chromium-")
        try:
            self._process = self._start(program)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        return self

    def _start(self, program):
        # Only root needs to do without the sandbox: it has none.
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        profile = f"--user-data-dir={self._folder}/profile"
        with open(f"{self._folder}/log", "wb") as log:
            process = subprocess.Popen(
                ["/bin/sh", "-c", START, "sh", program, *OPTIONS, *sandbox, profile],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                bufsize=0,
                env={**os.environ, "HOME": self._folder, "TMPDIR": self._folder},
                start_new_session=True,
            )
        os.set_blocking(process.stdin.fileno(), False)
        return process

    def __exit__(self, *_error):
        # With the end of its commands it ends, and collects its children; else it is killed.
        self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def call(self, method, session=None, **parameters):
        """Give a command and wait for its result; events that come meanwhile are kept.

        :param str session: of the page that it is for
        :rtype: dict
        """
        sent = self.send(method, session, **parameters)
        kept, self._events = self._events, []
        while True:
            message = self._next_message()
            if message.get("id") == sent:
                self._events = kept + self._events
                return self._result(method, message)
            kept.append(message)

    def send(self, method, session=None, **parameters):
        """Give a command without waiting for its result.

        :return: its id
        """
        self._last_id += 1
        message = {"id": self._last_id, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        rest = memoryview(json.dumps(message).encode() + b"\0")
        while rest:
            self._wait(self._process.stdin, select.POLLOUT)
            try:
                rest = rest[os.write(self._process.stdin.fileno(), rest[:CHUNK]) :]
            except BrokenPipeError:
                raise ChromiumFailed(self._last_words()) from None
        return self._last_id

    def next_event(self):
        """The oldest event that nobody has seen, waiting for one if there is none.

        :return: (method, parameters)
        """
        while True:
            message = self._events.pop(0) if self._events else self._next_message()
            if "method" in message:
                return message["method"], message["params"]
            self._result("", message)

    def _result(self, method, message):
        if "error" in message:
            raise ChromiumFailed(f"{method}: {message['error'].get('message')}")
        return message["result"]

    def _next_message(self):
        while b"\0" not in self._received:
            self._wait(self._process.stdout, select.POLLIN)
            chunk = os.read(self._process.stdout.fileno(), CHUNK)
            if not chunk:
                raise ChromiumFailed(self._last_words())
            self._received += chunk
        message, _zero, self._received = self._received.partition(b"\0")
        return json.loads(message)

    def _wait(self, pipe, event):
        poll = select.poll()
        poll.register(pipe, event)
        if not poll.poll(max(0, self._until - time.monotonic()) * 1000):
            raise ChromiumFailed("no answer in time")

    def _last_words(self):
        """The end of what the browser wrote before it ended."""
        with open(f"{self._folder}/log", encoding="utf-8", errors="replace") as log:
            return f"it ended: {log.read()[-LAST_WORDS:].strip()}"
