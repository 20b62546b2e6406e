"""Let only so many processes of a machine do a thing at once."""

import fcntl
import os
import tempfile
import time
from contextlib import contextmanager

PAUSE_SECONDS = 0.05


class AllTaken(Exception):
    """All slots were taken all the time."""


@contextmanager
def slot(name, count, seconds):
    """Context manager: hold one of `count` slots. One whose process has died is free again.

    :param str name: what the slots are for; each user account of the machine has its own
    :param float seconds: how long to wait for a free one at most
    :raise AllTaken: none came free
    """
    handle = _wait_for_slot(name, count, time.monotonic() + seconds)
    try:
        yield
    finally:
        os.close(handle)


def _wait_for_slot(name, count, until):
    while True:
        for number in range(count):
            handle = _try(f"{tempfile.gettempdir()}/{name}-{os.geteuid()}-{number}.lock")
            if handle is not None:
                return handle
        if time.monotonic() > until:
            raise AllTaken
        time.sleep(PAUSE_SECONDS)


def _try(path):
    """A handle that holds the lock of a file, or None if another has it."""
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
