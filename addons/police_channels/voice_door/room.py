"""Looks whether there is room for what callers say, and raises the alarm while there is none."""

import json
import logging
import time

_logger = logging.getLogger("voice_door")
TOLD_AGAIN_AFTER = 300
SECONDS_TO_TELL = 20


class Room:
    """
    :param Calls calls:
    :param Webhook service: is told
    :param int least: octets that have to be free
    """

    def __init__(self, calls, service, least):
        self._calls, self._service, self._least = calls, service, least
        self.has_room, self._told, self._told_at = True, True, 0.0

    def look(self):
        """Have callers speak after the tone only while there is room."""
        try:
            free = self._calls.free_octets()
            self.has_room = free >= self._least
            self._calls.tell_room(self.has_room)
        except OSError as error:
            self.has_room = False
            _logger.error("cannot look for room: %s", error)
        is_due = time.monotonic() > self._told_at + TOLD_AGAIN_AFTER
        if self.has_room != self._told or (not self.has_room and is_due):
            self._tell()

    def _tell(self):
        if not self.has_room:
            _logger.error("NO ROOM for what callers say: a person has to take each call")
        body = json.dumps({"ask": "room", "has_room": self.has_room}).encode()
        if self._service.ask(body, "application/json", "{}", SECONDS_TO_TELL) is not None:
            self._told = self.has_room
        self._told_at = time.monotonic()
