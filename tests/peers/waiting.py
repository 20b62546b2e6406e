"""Waiting for what another process does."""

import os
import time


def wait_until(condition, seconds, otherwise):
    """Return the condition's first true value.

    :param condition: function without arguments, asked ten times a second
    :param otherwise: what the failure says when the seconds are over
    """
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.1)


def is_running(number):
    """Whether there is a process of this number that has not ended; one that nobody has asked for has."""
    try:
        os.kill(number, 0)
        with open(f"/proc/{number}/stat") as status:
            return status.read().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
