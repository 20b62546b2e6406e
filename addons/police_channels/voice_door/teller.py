"""Tells the service at once what goes on, and all of it again and again: what it missed is made up for."""

import json
import time

SECONDS_BETWEEN_ALL, LONGEST_WAIT, SECONDS_TO_ANSWER = 10, 10, 20


class Teller:
    """
    :param Live live: what goes on
    :param Calls calls:
    :param Webhook service: is told
    :param str address: of this door, as the service reaches it
    """

    def __init__(self, live, calls, service, address):
        self._live, self._calls, self._service, self._address = live, calls, service, address
        self._all_at, self._failures = 0.0, 0

    def look(self):
        """Tell, without end."""
        while True:
            changed, _is_changed = self._live.wait(SECONDS_BETWEEN_ALL)
            if not self.tell(changed):
                self._live.again(changed)
                time.sleep(min(2**self._failures, LONGEST_WAIT))

    def tell(self, changed):
        """
        :param changed: set of calls
        :return: whether the service has it
        """
        is_all = time.monotonic() > self._all_at + SECONDS_BETWEEN_ALL
        if is_all:
            # Also those of which the exchange was killed, or the door.
            changed = changed | self._live.going_on() | {*self._calls.placed()}
            self._live.ask()
        told = list(filter(None, map(self._live.told, sorted(changed))))
        said = {"ask": "exchange", "all": is_all, "door": self._address, "calls": told}
        body = json.dumps({**said, "phones": self._live.phones()}).encode()
        answer = self._service.ask(body, "application/json", "{}", SECONDS_TO_ANSWER)
        if answer is None:
            self._failures += 1
            return False
        self._failures = 0
        if is_all:
            self._all_at = time.monotonic()
        for one in told:
            if one["over"] and self._calls.is_placed(one["call"]):
                self._calls.forget_placed(one["call"])
        return True
