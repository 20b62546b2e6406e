from unittest.mock import patch

from odoo import SUPERUSER_ID, fields
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models import police_channel_backlog, police_channel_event
from .common import ChannelCase
from .samples import raw_mail


@tagged("post_install", "-at_install")
class TestBacklog(ChannelCase):
    """What arrived and was not begun in time, as after an hour without workers."""

    def setUp(self):
        super().setUp()
        self.events = self.events.with_user(SUPERUSER_ID)

    def _late(self, *names):
        events = self.events
        for name in names:
            address = f"{name}@example.org"
            raw = raw_mail(From=address, Message_ID=f"<{address}>", text=name)
            events |= events._store(self.channel, raw, {"from": address})
        events.next_attempt_at = fields.Datetime.now()
        return events

    def _sweep(self):
        """:return: what the jobs that it made are to do"""
        with self.enter_registry_test_mode(), trap_jobs() as trap:
            self.env.ref("police_channels.cron_sweep_events").method_direct_trigger()
            self.env.invalidate_all()
            return [job.identity_key for job in trap.enqueued_jobs]

    def _hand_over(self):
        """:return: the arrivals that a job is to work on together, none if none is, and whether more wait"""
        self.env.flush_all()
        with trap_jobs() as trap:
            self.events._take_backlog()
        calls = {job.method_name: job.recordset for job in trap.enqueued_jobs}
        return calls.get("_work_on_backlog", self.events), "_take_backlog" in calls

    def _work_together(self, events):
        self.env.flush_all()
        with trap_jobs():
            events._work_on_backlog()

    def test_one_job_looks_after_all_of_it(self):
        self._late("A", "B")
        self.assertEqual(self._sweep(), [police_channel_backlog.BACKLOG])
        self.events._enqueue_backlog()
        self.assertEqual(self._sweep(), [], "one waits")

    def test_nothing_late_makes_no_job(self):
        self._late("A").next_attempt_at = self.events._first_look()
        self.assertEqual(self._sweep(), [])

    def test_it_is_worked_on_together(self):
        events = self._late("A", "B", "C")
        with patch.object(police_channel_backlog, "TOGETHER", 2):
            some, is_more = self._hand_over()
            self.assertEqual((some, is_more), (events[:2], True))
            self.assertEqual(events.mapped("attempts"), [1, 1, 0])
            work, worked = type(events)._do_work, []

            def counted(rows, item=None):
                worked.append(rows)
                return work(rows, item)

            with patch.object(type(events), "_do_work", counted):
                self._work_together(some)
            self.assertEqual(worked, [some])
            self.assertEqual(events.mapped("state"), ["parsed", "parsed", "stored"])
            self.assertEqual(events[:2].message_ids.mapped("action"), ["opened", "opened"])
            self.assertEqual(self._hand_over(), (events[2], True))
        self.assertEqual(self._hand_over(), (self.events, False))

    def test_of_it_the_broken_one_stays_alone(self):
        events = self._late("A", "B", "C")
        with self._unreadable(events[1]):
            self._work_together(self._hand_over()[0])
        self.assertEqual(events.mapped("state"), ["parsed", "failed", "parsed"])

    def test_what_ends_its_worker_is_begun_by_itself_the_next_time(self):
        """Written down before they are begun; of those that were begun with it each goes on, too."""
        events = self._late("A", "B")
        self._hand_over()
        events.next_attempt_at = fields.Datetime.now()
        fresh = self._late("C")
        keys = self._sweep()
        self.assertEqual(
            sorted(keys),
            sorted(
                [
                    police_channel_backlog.BACKLOG,
                    *(f"police.channel.event:{row.id}" for row in events),
                ]
            ),
        )
        self.assertEqual((events | fresh).mapped("attempts"), [2, 2, 0])

    def test_what_is_done_meanwhile_is_left(self):
        events = self._late("A", "B")
        some, _is_more = self._hand_over()
        self._work_together(events[0])
        self._work_together(some)
        self.assertEqual([len(event.message_ids) for event in events], [1, 1])

    def test_what_is_big_goes_by_itself(self):
        events = self._late("A", "B")
        with patch.object(police_channel_event, "TOGETHER_BYTES", events[0].size + 1):
            self.assertEqual(self._hand_over(), (events[0], True))
            self.assertEqual(self._hand_over(), (events[1], True))

    def test_what_has_a_job_or_a_paused_channel_waits(self):
        events = self._late("A", "B")
        events[0]._enqueue_work()
        self.assertEqual(self._hand_over()[0], events[1])
        self.channel.is_paused = True
        self._late("C")
        self.assertEqual(self._sweep(), [])

    def test_those_handed_over_go_before_the_next(self):
        self._late("A")
        self.env.flush_all()
        self.events._take_backlog()
        self.env.cr.flush()
        jobs = self.env["queue.job"].search([("model_name", "=", "police.channel.event")])
        priorities = {job.method_name: job.priority for job in jobs}
        self.assertLess(priorities["_work_on_backlog"], priorities["_take_backlog"])
