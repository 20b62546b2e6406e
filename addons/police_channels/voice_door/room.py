"""Looks whether there is room for what callers say, and raises the alarm while there is none."""

import logging

from alarm import Alarm

_logger = logging.getLogger("voice_door")


class Room:
    """
    :param Calls calls:
    :param Webhook service: is told
    :param int least: octets that have to be free
    """

    def __init__(self, calls, service, least):
        self._calls, self._least = calls, least
        self._alarm, self.has_room = Alarm(service, "room"), True

    def look(self):
        """Have callers speak after the tone only while there is room."""
        try:
            free = self._calls.free_octets()
            self.has_room = free >= self._least
            self._calls.tell_room(self.has_room)
        except OSError as error:
            self.has_room = False
            _logger.error("cannot look for room: %s", error)
        if self._alarm.tell(not self.has_room, has_room=self.has_room) and not self.has_room:
            _logger.error("NO ROOM for what callers say: a person has to take each call")
