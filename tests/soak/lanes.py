"""Brings deliveries in, some at a time, each again and again until it is taken."""

import threading
import time
import urllib.error
import urllib.request
from collections import Counter

from .traffic import DOOR, NETWORK, signature

LANES = 6
PAUSE = 0.3
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(url, body=None, headers=None):
    """:return: HTTP status; 0 where nobody answered"""
    request = urllib.request.Request(url, data=body, headers=headers or {})
    try:
        with _opener.open(request, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


class Lanes:
    """
    :param house: a `house.House`
    :param deliveries: in the order in which they come
    :param may_go_on: called before each with how many have begun; it waits while it says no
    :ivar answered: Counter of the statuses of WhatsApp's webhook and of the door
    """

    def __init__(self, house, deliveries, may_go_on):
        self._house, self._left, self._may_go_on = house, iter(deliveries), may_go_on
        self._lock, self._ended = threading.Lock(), threading.Event()
        self.begun, self.answered = 0, Counter()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _n in range(LANES)]

    def start(self):
        for thread in self._threads:
            thread.start()

    def are_done(self):
        return not any(thread.is_alive() for thread in self._threads)

    def stop(self):
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _work(self):
        while delivery := self._next():
            if delivery.way == NETWORK:
                self._house.deliver(delivery)
            else:
                self._bring(delivery)

    def _next(self):
        while not self._ended.is_set():
            with self._lock:
                if self._may_go_on(self.begun):
                    self.begun += 1
                    return next(self._left, None)
            time.sleep(PAUSE)

    def _bring(self, delivery):
        """As Meta and Kannel do: the same again until it is answered 200."""
        while not self._ended.is_set():
            status = self._status(delivery)
            with self._lock:
                self.answered[delivery.way, status] += 1
            if status == 200:
                return
            time.sleep(PAUSE)

    def _status(self, delivery):
        if delivery.way == DOOR:
            return ask(f"{self._house.gateway.gateway.door}?{delivery.body.decode()}")
        headers = {
            "Content-Type": "application/json",
            "X-Hub-Signature-256": signature(delivery.body, self._house.app_secret),
            "X-Odoo-Database": self._house.service.database,
        }
        return ask(self._house.whatsapp_url, delivery.body, headers)
