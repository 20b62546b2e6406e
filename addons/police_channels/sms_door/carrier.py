"""Hands over what the spool holds, and goes on until the service has taken it."""

import heapq
import json
import logging
import threading
import time
from collections import deque
from datetime import UTC, datetime

from letter import Letter
from spool import arrived_at
from webhook import NOBODY, TAKEN

_logger = logging.getLogger("sms_door")
CONTENT_TYPE = "application/x-www-form-urlencoded"
# What the service answers to one letter alone; any other answer is about the service itself.
REFUSALS = (400, 413, 415, 422, 500)
# Refused so often, a letter no longer keeps the later ones of its sender waiting.
OFTEN = 3
# So many refusals with nothing taken in between are about the service, too.
MANY = 20
LONGEST_WAIT = 60
LONGEST_WAIT_OF_ONE = 600


class Carrier:
    """
    :param Spool spool: what is to be handed over
    :param Webhook webhook: to whom
    :param taken: called with the gateway's identifier of each message that was handed over
    """

    def __init__(self, spool, webhook, taken):
        self._spool, self._webhook, self._taken = spool, webhook, taken
        self._changed = threading.Condition()
        # First letters of their lanes, as (when it is due, its name, it); behind them the others.
        self._due, self._behind = [], {}
        # Pauses and refusals since something was taken; until when nothing is tried.
        self._pauses, self._refusals, self._closed_until = 0, 0, 0.0
        # Handed over, and yet in the spool.
        self._left = set()
        for name in spool.names():
            self.add(name)

    def add(self, name):
        """Hand over what the spool keeps under this name, too.

        :raises OSError: it cannot be read
        """
        try:
            letter = Letter.of(name, self._spool.content(name))
        except FileNotFoundError:
            return  # removed by hand
        with self._changed:
            if letter.lane in self._behind:
                self._behind[letter.lane].append(letter)
                return
            self._behind[letter.lane] = deque()
            self._wait(letter, 0)

    def is_well(self):
        """Whether the spool lets go of what was handed over; after a restart that would go again."""
        with self._changed:
            return not self._left

    def work(self):
        """Hand over, one after the other, for ever; several threads may do this."""
        while True:
            letter = self._next()
            status, words = self._hand_over(letter.name)
            if status != TAKEN:
                _logger.info("%s waits: %s", letter.name, words)
            with self._changed:
                self._note(letter, status)

    def _next(self):
        with self._changed:
            while True:
                wait = self._seconds_to_wait()
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._due)[-1]
                self._changed.wait(wait)

    def _seconds_to_wait(self):
        if not self._due:
            return None
        return max(self._due[0][0], self._closed_until) - time.monotonic()

    def _hand_over(self, name):
        try:
            body = self._spool.content(name)
        except FileNotFoundError:
            return TAKEN, "removed by hand"
        except OSError as error:
            return NOBODY, str(error)
        arrived = datetime.fromtimestamp(arrived_at(name), UTC).isoformat(timespec="seconds")
        return self._webhook.post(body, CONTENT_TYPE, json.dumps({"received": arrived}))

    def _note(self, letter, status):
        if status == TAKEN:
            self._pauses, self._refusals, self._closed_until = 0, 0, 0.0
            self._changed.notify_all()
            self._finish(letter)
            return
        if status in REFUSALS:
            self._refusals += 1
            self._refuse(letter)
        else:
            self._wait(letter, 0)
        if status not in REFUSALS or self._refusals >= MANY:
            self._pause()

    def _pause(self):
        """Try nothing for a while; several letters that fail at once are one failure."""
        now = time.monotonic()
        if now >= self._closed_until:
            self._closed_until = now + min(2 ** min(self._pauses, 9), LONGEST_WAIT)
            self._pauses += 1

    def _finish(self, letter):
        if letter.message_id:
            self._taken(letter.message_id)
        self._left.add(letter.name)
        self._remove_left()
        if letter.refused < OFTEN:
            self._go_on(letter.lane)

    def _remove_left(self):
        try:
            for name in sorted(self._left):
                self._spool.remove(name)
                self._left.discard(name)
        except OSError as error:
            _logger.error("cannot remove what was handed over: %s", error)

    def _refuse(self, letter):
        letter.refused += 1
        self._wait(letter, min(2**letter.refused, LONGEST_WAIT_OF_ONE))
        if letter.refused == OFTEN:
            self._go_on(letter.lane)

    def _go_on(self, lane):
        """The next letter of a lane is the first one now."""
        if self._behind[lane]:
            self._wait(self._behind[lane].popleft(), 0)
        else:
            del self._behind[lane]

    def _wait(self, letter, seconds):
        heapq.heappush(self._due, (time.monotonic() + seconds, letter.name, letter))
        self._changed.notify()
