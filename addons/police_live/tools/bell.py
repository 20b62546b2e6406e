"""Wakes the processes that listen to the bus, over a connection that stays.

They listen on the database `postgres`, to which Odoo keeps no connection: one that is made anew for
each transaction takes longer than all else that it costs to tell something.
"""

import os
import threading

import psycopg2
from psycopg2 import sql

from odoo.sql_db import connection_info_for

from odoo.addons.bus.models.bus import ODOO_NOTIFY_FUNCTION

LISTENED_TO = "postgres"
RING = sql.SQL("SELECT {}('imbus', %s)").format(sql.Identifier(ODOO_NOTIFY_FUNCTION))
LOST = (psycopg2.OperationalError, psycopg2.InterfaceError)


class Bell:
    """One connection of this process, made when it is needed, and again when it is lost."""

    def __init__(self):
        self._lock, self._connection = threading.Lock(), None

    def ring(self, payloads):
        """Have listeners look for what was committed.

        :param list payloads: of `bus.models.bus.get_notify_payloads`
        :raise psycopg2.OperationalError: the database server does not answer
        """
        with self._lock:
            try:
                self._notify(payloads)
            except LOST:
                # The server has been started anew since the last time.
                self._connection = None
                self._notify(payloads)

    def _notify(self, payloads):
        if self._connection is None:
            _name, how = connection_info_for(LISTENED_TO)
            self._connection = psycopg2.connect(**how)
            self._connection.autocommit = True
        with self._connection.cursor() as cursor:
            for payload in payloads:
                cursor.execute(RING, (payload,))

    def forget(self):
        """Leave the connection to whoever made it; for a process that was forked since."""
        self._lock, self._connection = threading.Lock(), None


BELL = Bell()
os.register_at_fork(after_in_child=BELL.forget)
