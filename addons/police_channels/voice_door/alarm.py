"""Tells the service how one thing stands: as the door begins, when it changes, and again while it is bad."""

import json
import time

TOLD_AGAIN_AFTER, TRIED_AGAIN_AFTER = 300, 10
SECONDS_TO_TELL = 20


class Alarm:
    """
    :param Webhook service: is told
    :param str name: by which it knows this
    """

    def __init__(self, service, name):
        self._service, self._name = service, name
        # What the service was told before this door began is not known here.
        self._standing, self._is_told, self._again_at = None, False, 0.0

    def tell(self, is_bad, **standing):
        """
        :param bool is_bad: somebody has to do something about it
        :param standing: how it stands, as the service is told
        :return: whether it was time to tell
        """
        now = time.monotonic()
        is_over = self._is_told and not is_bad
        if standing == self._standing and (is_over or now < self._again_at):
            return False
        body = json.dumps({"ask": self._name, **standing}).encode()
        answer = self._service.ask(body, "application/json", "{}", SECONDS_TO_TELL)
        self._standing, self._is_told = standing, answer is not None
        self._again_at = now + (TOLD_AGAIN_AFTER if self._is_told else TRIED_AGAIN_AFTER)
        return True
