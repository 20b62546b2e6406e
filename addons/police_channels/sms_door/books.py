"""Closes the books: what the gateway received by its own log, and never brought to the door.

Kannel forgets a message as soon as it has begun to ask for the door; should it be killed before the
door has answered, nothing but its access log knows of the message.
"""

import json
import logging
import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from access_log import BINARY, UCS2, received

_logger = logging.getLogger("sms_door")
DAYS_REMEMBERED = 7
SECONDS_OF_A_DAY = 86400
LARGEST_PIECE = 4 * 1024 * 1024
CHARSETS = {BINARY: "8-BIT", UCS2: "UTF-16BE"}


class Books:
    """
    :param access_log: path of the gateway's access log, or None: then nothing is compared
    :param folder: for what is remembered
    :param Spool spool: gets what is missing
    :param grace: seconds in which a message may still come by itself
    """

    def __init__(self, access_log, folder, spool, grace):
        self._log = Path(access_log) if access_log else None
        self._folder, self._spool, self._grace = Path(folder), spool, grace
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = threading.Lock()
        self._known = self._remembered()
        self._open, (self._read_to, self._since) = {}, self._read_before()
        self._started = time.time()

    def know(self, message_id):
        """Note that the door has the message, for good or in its spool."""
        with self._lock:
            self._known.add(message_id)

    def taken(self, message_id):
        """Note that the service has the message: from now on the spool does not tell."""
        self.know(message_id)
        try:
            with self._lock, self._of_day(time.time()).open("a") as file:
                file.write(f"{message_id}\n")
        except OSError as error:
            # It would be told as missing after the next start; the service has it already.
            _logger.warning("cannot remember what was handed over: %s", error)

    def missing(self):
        """Compare once.

        :return: names under which the spool now has what was lost
        """
        if not self._log or not self._log.exists():
            return []
        self._read_on()
        names = self._keep_lost()
        # Whatever fails here, what the spool has by now is handed over.
        for step in (self._empty_log, self._remember):
            try:
                step()
            except OSError as error:
                _logger.error("cannot close the books: %s", error)
        return names

    def _read_on(self):
        if self._log.stat().st_size < self._read_to:
            self._read_to = 0  # it was begun anew
        while True:
            with self._log.open("rb") as file:
                file.seek(self._read_to)
                piece = file.read(LARGEST_PIECE)
            messages, read_to = received(piece, self._read_to)
            self._open.update((message.message_id, message) for message in messages)
            if read_to == self._read_to:
                return
            self._read_to = read_to

    def _keep_lost(self):
        """Put what is lost into the spool; what cannot be put stays open for the next time.

        :return: names under which the spool has it
        """
        names = []
        for message in self._lost():
            try:
                names.append(self._spool.put(as_event(message)))
            except OSError as error:
                _logger.error("cannot keep a message that did not come: %s", error)
                break
            del self._open[message.message_id]
            self.know(message.message_id)
        return names

    def _lost(self):
        """Close what has come; return what has not and no longer will."""
        with self._lock:
            for message_id in self._open.keys() & self._known:
                del self._open[message_id]
        # While the door was down the gateway could bring nothing.
        return [
            message
            for message in self._open.values()
            if max(message.moment, self._started) + self._grace < time.time()
        ]

    def _empty_log(self):
        """The log holds the words of citizens: none stays much longer than a day.

        Kannel writes behind what is there, and so at the beginning of an empty file.
        """
        is_read = not self._open and self._log.stat().st_size == self._read_to
        if is_read and self._since + SECONDS_OF_A_DAY < time.time():
            os.truncate(self._log, 0)
            self._read_to, self._since = 0, time.time()

    def _remember(self):
        """Where to begin after a restart: with the first message that is still open."""
        begin = min((message.at for message in self._open.values()), default=self._read_to)
        state = self._folder / "read.json"
        unfinished = state.with_suffix(".part")
        unfinished.write_text(json.dumps({"begin": begin, "since": self._since}))
        unfinished.replace(state)
        self._forget_old_days()

    def _read_before(self):
        """:return: (offset to read on from, when the log was last emptied)"""
        try:
            state = json.loads((self._folder / "read.json").read_text())
        except (OSError, ValueError):
            return 0, time.time()
        return state["begin"], state["since"]

    def _of_day(self, moment):
        return self._folder / f"taken-{datetime.fromtimestamp(moment, UTC):%Y-%m-%d}"

    def _remembered(self):
        days = self._folder.glob("taken-*")
        return {line for day in days for line in day.read_text().split("\n") if line}

    def _forget_old_days(self):
        oldest = self._of_day(time.time() - DAYS_REMEMBERED * SECONDS_OF_A_DAY).name
        for day in self._folder.glob("taken-*"):
            if day.name < oldest:
                with self._lock:
                    self._known.difference_update(day.read_text().split("\n"))
                day.unlink()


def as_event(message):
    """:return: what is handed over for a lost message: the fields of one that came, as `missing`"""
    moment = datetime.fromtimestamp(message.moment, UTC)
    return urlencode(
        {
            "event": "missing",
            "text": message.text,
            "udh": message.udh,
            "id": message.message_id,
            "charset": CHARSETS.get(message.coding, "UTF-8"),
            "coding": message.coding,
            "from": message.sender,
            "to": message.receiver,
            "time": f"{moment:%Y-%m-%d %H:%M:%S}",
            "smsc": message.smsc,
        }
    ).encode()
