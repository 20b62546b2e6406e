"""Lets the exchange ask callers whether they may be recorded, while the office wants that."""

import json
import time

SECONDS_BETWEEN_LOOKS, SECONDS_TO_ANSWER = 30, 20


class Consent:
    """
    :param Calls calls:
    :param Webhook service: is asked
    """

    def __init__(self, calls, service):
        self._calls, self._service = calls, service
        self._looked_at = None

    def look(self):
        """While the service is away it stays as it was.

        :raises OSError: it cannot be told to the exchange
        """
        now = time.monotonic()
        if self._looked_at is not None and now < self._looked_at + SECONDS_BETWEEN_LOOKS:
            return
        self._looked_at = now
        question = json.dumps({"ask": "recording"}).encode()
        answer = self._service.ask(question, "application/json", "{}", SECONDS_TO_ANSWER)
        told = json.loads(answer or b"{}")
        is_wanted = told.get("is_wanted") if isinstance(told, dict) else None
        if is_wanted is not None:
            self._calls.tell_recording(is_wanted is True)
