"""File locks between several launchers; the kernel drops them when a process dies."""

import fcntl
from contextlib import contextmanager

from .messages import LaunchError, say


@contextmanager
def exclusive(path, refusal=None, waiting=None):
    """Hold the lock file while the block runs.

    :param refusal: sentence to fail with when another process holds it; without it, wait
    :param waiting: what to say before waiting
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        if not try_lock(handle):
            if refusal:
                raise LaunchError(refusal)
            say(waiting or f"Waiting for another launcher to release {path} ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def try_lock(handle):
    """Take the exclusive lock of an open file; False when somebody else uses it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def share(handle):
    """Hold an open file's shared lock until the file is closed."""
    fcntl.flock(handle, fcntl.LOCK_SH)
