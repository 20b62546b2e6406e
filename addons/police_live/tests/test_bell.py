import json
import os
import select

import psycopg2

from odoo.sql_db import connection_info_for
from odoo.tests import BaseCase, tagged

from ..tools.bell import BELL, LISTENED_TO, Bell

SECONDS = 10


@tagged("post_install", "-at_install")
class TestBell(BaseCase):
    """Who listens to the bus is woken over one connection, whatever became of it."""

    def setUp(self):
        super().setUp()
        _name, how = connection_info_for(LISTENED_TO)
        self.listener = psycopg2.connect(**how)
        self.addCleanup(self.listener.close)
        self.listener.autocommit = True
        self.cursor = self.listener.cursor()
        self.cursor.execute("LISTEN imbus")

    def _hears(self, payload):
        """Wait for a payload; others ring as well.

        :return: id of the database's process that it came from
        """
        while select.select([self.listener], [], [], SECONDS)[0]:
            self.listener.poll()
            for notice in self.listener.notifies:
                if notice.payload == payload:
                    self.listener.notifies.clear()
                    return notice.pid
        return self.fail("Nothing was heard.")

    def test_rings_over_one_connection_and_makes_another_when_it_is_lost(self):
        bell, payload = Bell(), json.dumps([["test_bell", "a"]])
        bell.ring([payload])
        first = self._hears(payload)
        bell.ring([payload])
        self.assertEqual(self._hears(payload), first)
        self.cursor.execute("SELECT pg_terminate_backend(%s)", (first,))
        bell.ring([payload])
        self.assertNotEqual(self._hears(payload), first)

    def test_a_process_that_is_forked_makes_one_of_its_own(self):
        BELL.ring([json.dumps([["test_bell", "b"]])])
        child = os.fork()
        if not child:
            os._exit(BELL._connection is not None)
        _pid, status = os.waitpid(child, 0)
        self.assertEqual(os.waitstatus_to_exitcode(status), 0)
        self.assertIsNotNone(BELL._connection)
