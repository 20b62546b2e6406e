from datetime import timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, fields
from odoo.tests import freeze_time, tagged

from odoo.addons.queue_job.job import DEFAULT_PRIORITY
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models import police_channel_correspondent
from .sms_common import PHONE, SmsCase


@tagged("post_install", "-at_install")
class TestFlood(SmsCase):
    """Who sends far more than a person writes waits for all others, and nothing of it is dropped."""

    def setUp(self):
        super().setUp()
        patcher = patch.object(police_channel_correspondent, "FLOOD", 5)
        self.addCleanup(patcher.stop)
        patcher.start()

    def _bring(self, number, sender=PHONE, said="Thana Kalyanpur, {}: gana"):
        """:return: the message, and the jobs that its arrival made"""
        with trap_jobs() as trap:
            raw = self._sms(said.format(number), str(number), sender)
            event = self.events._store(self.channel, raw, {})
            event._work()
        return event.message_ids, trap.enqueued_jobs

    def test_a_flood_is_worked_on_after_all_others(self):
        worked = [self._bring(number)[0].state for number in range(5)]
        self.assertEqual(worked, ["done"] * 5, "as many as a person may write")
        for number in range(5, 12):
            message, jobs = self._bring(number)
        self.assertEqual(message.state, "received")
        [job] = [job for job in jobs if job.recordset == message]
        self.assertGreater(job.priority, DEFAULT_PRIORITY + 10)
        other, _jobs = self._bring(99, "+910000077188")
        self.assertEqual(other.state, "done", "nobody else waits for it")
        with trap_jobs():
            message._work()
        self.assertEqual((message.state, message.action), ("done", "opened"))

    def test_a_flood_that_comes_together_counts_message_by_message(self):
        events = self.events
        for number in range(6):
            raw = self._sms(f"Thana Kalyanpur, {number}: gana", str(number), PHONE)
            events |= events._store(self.channel, raw, {})
        with trap_jobs():
            self.events.with_user(SUPERUSER_ID)._take_arrivals()
        self.assertEqual(set(events.mapped("state")), {"parsed"})
        self.assertEqual(set(events.message_ids.mapped("state")), {"received"}, "all others first")

    def test_danger_does_not_wait_behind_a_flood(self):
        for number in range(7):
            self._bring(number)
        said = "He has a knife and will kill me now, help! {}"
        with patch.object(police_channel_correspondent, "URGENT", 2):
            states = [self._bring(number, said=said)[0].state for number in range(20, 23)]
            self.assertEqual(states, ["done", "done", "received"], "a few in an hour")
            self.assertEqual(self._bring(30)[0].state, "received")
            with freeze_time(fields.Datetime.now() + timedelta(minutes=61)):
                for number in range(40, 47):
                    self._bring(number)
                self.assertEqual(self._bring(50, said=said)[0].state, "done")

    def test_who_has_paused_floods_no_longer(self):
        for number in range(12):
            self._bring(number)
        with freeze_time(fields.Datetime.now() + timedelta(minutes=3)):
            message, _jobs = self._bring(13)
            self.assertEqual(message.state, "done")
