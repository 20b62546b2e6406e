"""Waiting for what another process does."""

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
