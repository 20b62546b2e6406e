"""Hands over each call once, and goes on until the service has it."""

import logging
import threading
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

from webhook import TAKEN

_logger = logging.getLogger("voice_door")
CONTENT_TYPE = "application/octet-stream"
# What the service answers to one call alone; any other answer is about the service itself.
REFUSALS = (400, 413, 415, 422, 500)
LONGEST_WAIT, LONGEST_WAIT_OF_ONE = 60, 600


class HandOver:
    """
    :param Calls calls: what is to be handed over
    :param Webhook webhook: to whom
    :param folder: for the names of calls that are handed over and still go on
    """

    def __init__(self, calls, webhook, folder):
        self._calls, self._webhook, self._folder = calls, webhook, Path(folder)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A caller who waits for a number does not wait for other calls besides.
        self._locks = defaultdict(threading.Lock)
        # By name: when a refused one is tried again, and how often it was refused.
        self._refused = {}
        self._failures, self._closed_until = 0, 0.0

    def is_well(self):
        """Whether the files of what was handed over go, and nothing is refused."""
        return not self._refused

    def look(self):
        """Hand over all that is over, as far as the service takes it."""
        for name in self._calls.over():
            if time.monotonic() < self._closed_until:
                return
            if self._is_due(name) and self.now(name) and self._conversation(name):
                self._forget(name)
        self._forget_marks()

    def now(self, name):
        """Hand over one call, which may still go on.

        :return: whether the service has it by now
        """
        with self._locks[name]:
            if self._mark(name).exists():
                return True
            try:
                body = self._calls.body(name)
            except OSError as error:
                _logger.error("cannot read call %s: %s", name, error)
                return False
            status, words = self._webhook.post(body, CONTENT_TYPE, "{}")
            self._note(name, status, words)
            return status == TAKEN

    def _conversation(self, name):
        """Hand over what was said to a call taker, in a call that is over: whole, or all of it again.

        :return: whether the service has all of it by now
        """
        for body in self._calls.conversation(name):
            status, words = self._webhook.post(body, CONTENT_TYPE, "{}")
            if status != TAKEN:
                self._note(name, status, words)
                return False
        return True

    def _note(self, name, status, words):
        if status == TAKEN:
            self._failures, self._closed_until = 0, 0.0
            self._refused.pop(name, None)
            # Without it the same call would go once more, which the service knows.
            with suppress(OSError):
                self._mark(name).touch(mode=0o600)
            return
        _logger.info("call %s waits: %s", name, words)
        if status in REFUSALS:
            _when, times = self._refused.get(name, (0, 0))
            pause = min(2 ** min(times + 1, 12), LONGEST_WAIT_OF_ONE)
            self._refused[name] = (time.monotonic() + pause, times + 1)
        else:
            pause = min(2 ** min(self._failures, 9), LONGEST_WAIT)
            self._failures, self._closed_until = self._failures + 1, time.monotonic() + pause

    def _is_due(self, name):
        when, _times = self._refused.get(name, (0, 0))
        return time.monotonic() >= when

    def _forget(self, name):
        try:
            self._calls.remove(name)
        except OSError as error:
            _logger.error("cannot remove call %s, which was handed over: %s", name, error)

    def _forget_marks(self):
        there = set(self._calls.names())
        for name in self._locks.keys() - there:
            del self._locks[name]
        for mark in self._folder.iterdir():
            if mark.name not in there:
                with suppress(OSError):
                    mark.unlink()

    def _mark(self, name):
        return self._folder / name
