from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

OF_CORE = "odoo.addons.base.models.ir_cron"


@tagged("post_install", "-at_install")
class TestScheduled(TransactionCase):
    """A scheduled action that another transaction was faster than."""

    def _run(self, cron, failures):
        """:return: how often its work was begun"""
        server_action = cron.ir_actions_server_id
        outcomes = [*failures, False]
        with (
            self.enter_registry_test_mode(),
            patch.object(type(server_action), "run", side_effect=outcomes) as begun,
        ):
            cron.method_direct_trigger()
        return begun.call_count

    def test_the_service_s_own_begin_anew(self):
        cron = self.env.ref("police_force.ir_cron_follow_posts")
        with self.assertNoLogs(OF_CORE, "ERROR"):
            self.assertEqual(self._run(cron, [SerializationFailure(), SerializationFailure()]), 3)

    def test_not_for_ever(self):
        cron = self.env.ref("police_force.ir_cron_follow_posts")
        with mute_logger(OF_CORE):
            self.assertEqual(self._run(cron, [SerializationFailure()] * 99), 6)

    def test_what_is_broken_fails_at_once(self):
        cron = self.env.ref("police_force.ir_cron_follow_posts")
        with mute_logger(OF_CORE):
            self.assertEqual(self._run(cron, [ValueError()]), 1)

    def test_those_of_others_are_left_to_core(self):
        cron = self.env.ref("base.autovacuum_job")
        with mute_logger(OF_CORE):
            self.assertEqual(self._run(cron, [SerializationFailure()]), 1)
