"""Hands over each call once, and goes on until the service has it."""

import logging
import threading
import time
from collections import defaultdict
from contextlib import ExitStack

from taken import Taken
from together import joined
from webhook import TAKEN

_logger = logging.getLogger("voice_door")
CONTENT_TYPE = "application/octet-stream"
# What the service answers to one call alone; any other answer is about the service itself.
REFUSALS = (400, 413, 415, 422, 500)
LONGEST_WAIT, LONGEST_WAIT_OF_ONE = 60, 600
# So often a call is put off, for a minute in all, before somebody is told.
TIMES_UNTIL_TOLD = 5
# Calls in one request, and their octets: less than half an hour of a conversation has.
MOST_TOGETHER, OCTETS_TOGETHER = 500, 28_000_000


class HandOver:
    """
    :param Calls calls: what is to be handed over
    :param Webhook webhook: to whom
    :param folder: for the names of calls that are handed over and still there
    """

    def __init__(self, calls, webhook, folder):
        self._calls, self._webhook, self._taken = calls, webhook, Taken(folder)
        # A caller who waits for a number does not wait for other calls besides.
        self._locks = defaultdict(threading.Lock)
        # By name: when one that was put off is tried again, and how often it was.
        self._put_off = {}
        self._failures, self._closed_until = 0, 0.0

    def is_well(self):
        """Whether nothing is put off."""
        return not self._put_off

    def stuck(self):
        """:return: how many calls were put off time and again"""
        return sum(times >= TIMES_UNTIL_TOLD for _when, times in [*self._put_off.values()])

    def look(self):
        """Hand over all that is over, as far as the service takes it."""
        for names in self._bundles(filter(self._is_due, self._calls.over())):
            if time.monotonic() >= self._closed_until:
                self._together(names)
            for name in names:
                if time.monotonic() < self._closed_until:
                    return
                if self.now(name) and self._conversation(name):
                    self._forget(name)
        self._forget_gone()

    def _bundles(self, names):
        """:return: iterable of lists of names, in order; a long call is alone"""
        bundle, octets = [], 0
        for name in names:
            size = self._calls.octets(name)
            if bundle and (len(bundle) == MOST_TOGETHER or octets + size > OCTETS_TOGETHER):
                yield bundle
                bundle, octets = [], 0
            bundle.append(name)
            octets += size
        if bundle:
            yield bundle

    def _together(self, names):
        """Hand over some calls in one request: all or none of them. What is left, goes one by one.

        So the one that the service does not take is found out. What somebody else is just handing over, is left.
        """
        with ExitStack() as held:
            bodies = {}
            for name in names:
                lock = self._locks[name]
                if lock.acquire(blocking=False):
                    held.callback(lock.release)
                    body = None if name in self._taken else self._body(name)
                    bodies |= {name: body} if body else {}
            if len(bodies) < 2:
                return
            body, envelope = joined(bodies.values())
            status, words = self._webhook.post(body, CONTENT_TYPE, envelope)
            if status == TAKEN:
                self._note_taken(*bodies)
            elif status in REFUSALS:
                _logger.info("%s calls go one by one: %s", len(bodies), words)
            else:
                self._note_away(f"{len(bodies)} calls wait: {words}")

    def now(self, name):
        """Hand over one call, which may still go on.

        :return: whether the service has it by now
        """
        with self._locks[name]:
            if name in self._taken:
                return True
            body = self._body(name)
            if not body:
                self._put_one_off(name)
                return False
            status, words = self._webhook.post(body, CONTENT_TYPE, "{}")
            self._note(name, status, words)
            return status == TAKEN

    def _body(self, name):
        """:return: the bytes of a call; None if they cannot be read"""
        try:
            return self._calls.body(name)
        except OSError as error:
            _logger.error("cannot read call %s: %s", name, error)
            return None

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
            self._note_taken(name)
        elif status in REFUSALS:
            _logger.info("call %s waits: %s", name, words)
            self._put_one_off(name)
        else:
            self._note_away(f"call {name} waits: {words}")

    def _put_one_off(self, name):
        _when, times = self._put_off.get(name, (0, 0))
        pause = min(2 ** min(times + 1, 12), LONGEST_WAIT_OF_ONE)
        self._put_off[name] = (time.monotonic() + pause, times + 1)

    def _note_taken(self, *names):
        self._failures, self._closed_until = 0, 0.0
        for name in names:
            self._put_off.pop(name, None)
        self._taken.add(names)

    def _note_away(self, words):
        """The service is away: nobody is asked for a while."""
        _logger.info("%s", words)
        pause = min(2 ** min(self._failures, 9), LONGEST_WAIT)
        self._failures, self._closed_until = self._failures + 1, time.monotonic() + pause

    def _is_due(self, name):
        when, _times = self._put_off.get(name, (0, 0))
        return time.monotonic() >= when

    def _forget(self, name):
        try:
            self._calls.remove(name)
        except OSError as error:
            _logger.error("cannot remove call %s, which was handed over: %s", name, error)

    def _forget_gone(self):
        there = set(self._calls.names())
        for known in (self._locks, self._put_off):
            for name in known.keys() - there:
                del known[name]
        self._taken.forget_all_but(there)
