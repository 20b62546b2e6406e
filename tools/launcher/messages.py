"""What the launcher says to the person at the keyboard."""

import sys
import threading
import time
from contextlib import contextmanager

SECONDS_BETWEEN_SIGNS_OF_LIFE = 10


class LaunchError(Exception):
    """One clear sentence that ends the launcher with exit status 1, without a traceback."""


def say(text=""):
    print(text, file=sys.stderr, flush=True)


def warn(text):
    say(f"Warning: {text}")


@contextmanager
def step(label, progress=None):
    """Show that a long step is running, how far it is and, once done, how long it took.

    :param label: what is being done, as a present participle ("Unpacking Odoo")
    :param progress: function without arguments that returns how far it is, as text
    """
    started = time.monotonic()
    finished = threading.Event()
    reporter = threading.Thread(
        target=_report_until, args=(finished, label, started, progress), daemon=True
    )
    say(f"{label} ...")
    reporter.start()
    try:
        yield
    finally:
        finished.set()
        reporter.join()
    say(f"{label}: done in {time.monotonic() - started:.0f} s")


def _report_until(finished, label, started, progress):
    while not finished.wait(SECONDS_BETWEEN_SIGNS_OF_LIFE):
        how_far = f", {progress()}" if progress else ""
        say(f"{label}: {time.monotonic() - started:.0f} s{how_far}")
