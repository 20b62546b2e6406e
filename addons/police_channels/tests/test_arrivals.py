from unittest.mock import patch

from odoo import SUPERUSER_ID, fields
from odoo.tests import tagged

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models import police_channel_event
from ..models.police_channel_work import PAUSES
from .common import ChannelCase
from .samples import raw_mail

# For a mail that opens a complaint, all that follows included, where several are worked on together.
MOST_QUERIES = 11


@tagged("post_install", "-at_install")
class TestArrivals(ChannelCase):
    """When what arrived is worked on, and with what else."""

    def _sweep(self, model):
        with self.enter_registry_test_mode(), trap_jobs() as trap:
            self.env.ref(f"police_channels.cron_sweep_{model}").method_direct_trigger()
            self.env.invalidate_all()
            return [job.identity_key for job in trap.enqueued_jobs]

    def test_whatever_was_begun_and_has_no_job_gets_a_new_one(self):
        event = self.events._store(self.channel, raw_mail(), {})
        event.attempts = 1
        key = f"police.channel.event:{event.id}"
        self.assertNotIn(key, self._sweep("events"))
        event.next_attempt_at = fields.Datetime.now()
        self.assertIn(key, self._sweep("events"))
        self.assertEqual(event.attempts, 2)

    def test_what_has_a_waiting_job_gets_no_second_one(self):
        event = self.events._store(self.channel, raw_mail(), {})
        event._enqueue_work()
        event.next_attempt_at = fields.Datetime.now()
        self.assertNotIn(f"police.channel.event:{event.id}", self._sweep("events"))

    def test_what_never_finishes_is_left_to_a_person(self):
        event = self.events._store(self.channel, raw_mail(), {})
        event.write({"attempts": len(PAUSES), "next_attempt_at": fields.Datetime.now()})
        self._sweep("events")
        self.assertEqual((event.state, event.next_attempt_at), ("failed", False))
        self.assertTrue(event.error)

    def test_paused_channel_works_on_nothing_until_it_goes_on(self):
        self.channel.is_paused = True
        event = self.events._store(self.channel, raw_mail(), {})
        event._enqueue_anyway()
        event._work()
        self.assertEqual(event.state, "stored")
        # The first job has seen the pause: though it may not have ended yet, there is a second.
        with trap_jobs() as trap:
            self.channel.with_user(self.administrator).action_resume()
        trap.assert_enqueued_job(self.events._take_arrivals)
        self._jobs(event).unlink()
        self._take_arrivals()
        self.assertEqual(event.state, "parsed")

    def test_what_was_begun_before_a_pause_goes_on_by_itself(self):
        self.channel.is_paused = True
        event = self.events._store(self.channel, raw_mail(), {})
        event.attempts = 1
        self.channel.with_user(self.administrator).action_resume()
        self.assertEqual(len(self._jobs(event)), 1)

    def _jobs(self, row):
        # Those of a transaction are made at its end.
        self.env.cr.flush()
        return self.env["queue.job"].search([("identity_key", "=", f"{row._name}:{row.id}")])

    def _take_arrivals(self):
        self.env.flush_all()
        with trap_jobs():
            self.events.with_user(SUPERUSER_ID)._take_arrivals()

    def test_the_only_arrival_is_worked_on_at_once(self):
        event = self.events._store(self.channel, raw_mail(), {})
        self._take_arrivals()
        self.assertEqual(event.state, "parsed")
        self.assertFalse(self._jobs(event))

    def test_a_job_that_waits_begins_with_all_that_was_stored_before_it(self):
        def store(*texts):
            raws = [raw_mail(text=text) for text in texts]
            is_awaited = self.events._store_awaited(self.channel, raws, {})
            return self.events.search([], limit=1), is_awaited

        event, is_awaited = store("One")
        self.assertEqual((event.state, is_awaited), ("stored", False))
        self.events._enqueue_arrivals()
        job = self.env["queue.job"].search([("identity_key", "=", police_channel_event.ARRIVALS)])
        self.env.flush_all()
        event, is_awaited = store("Two")
        self.assertEqual((event.state, is_awaited), ("stored", True))
        self.env.cr.execute("SELECT xmax::text FROM queue_job WHERE id = %s", [job.id])
        [locked_by] = self.env.cr.fetchone()
        self.assertNotEqual(locked_by, "0", "it waits for this transaction")
        store("Two")
        event.invalidate_recordset()
        self.assertEqual(event.repeat_count, 1)
        job.state = "enqueued"
        self.env.flush_all()
        self.assertFalse(store("Three")[1], "a worker that finds it locked leaves it for a minute")

    def test_many_arrivals_are_worked_on_together(self):
        events = self._arrivals("One", "Two")
        events._enqueue_work()
        third = self._arrivals("Three")
        self._take_arrivals()
        self.assertEqual(set(events.mapped("state")), {"stored"}, "they have their jobs")
        self._jobs(events[0]).unlink()
        self._take_arrivals()
        self.assertEqual((events | third).mapped("state"), ["parsed", "stored", "parsed"])
        self.assertFalse(self._jobs(third))

    def test_of_many_arrivals_the_broken_one_stays_alone(self):
        events = self._arrivals("One", "Two", "Three")
        with self._unreadable(events[1]):
            self._take_arrivals()
        self.assertEqual(events.mapped("state"), ["parsed", "failed", "parsed"])

    def test_many_together_cost_little_each(self):
        """What a transaction does at its end is done once for all of them, such as to make jobs."""
        self._of_citizens("zero")
        self._take_arrivals()
        events = self._of_citizens(*"ABCDEFGHIJ")
        jobs, made = type(self.env["queue.job"]), []
        create = jobs.create

        def counted(model, vals_list):
            made.append(len(vals_list))
            return create(model, vals_list)

        self.env.flush_all()
        before = self.env.cr.sql_log_count
        with patch.object(jobs, "create", counted):
            self._take_arrivals()
        queries = self.env.cr.sql_log_count - before
        self.assertEqual(set(events.message_ids.mapped("action")), {"opened"})
        self.assertEqual(made, [len(events)])
        self.assertLessEqual(queries / len(events), MOST_QUERIES)

    def test_what_comes_together_of_one_sender_is_worked_on_in_its_order(self):
        first, again = (
            self.events._store(self.channel, raw_mail(Message_ID=f"<{name}@example.org>"), {})
            for name in ("first", "again")
        )
        self._of_citizens("A")
        self._take_arrivals()
        self.assertEqual(first.message_ids.action, "opened")
        self.assertEqual(again.message_ids.action, "repeated")
        self.assertEqual(again.message_ids.complaint_id, first.message_ids.complaint_id)

    def test_the_same_message_in_two_arrivals_that_come_together_is_one_row(self):
        first, again = (
            self.events._store(self.channel, raw_mail(Received=by), {}) for by in ("a", "b")
        )
        self._take_arrivals()
        self.assertEqual((first.state, again.state), ("parsed", "repeat"))
        self.assertEqual(len(first.message_ids | again.message_ids), 1)

    def test_two_senders_that_choose_the_same_identifier_at_once_are_two(self):
        events = self.events
        for name in ("A", "B"):
            raw = raw_mail(From=f"{name}@example.org", Message_ID="<1@example.org>")
            events |= events._store(self.channel, raw, {"from": f"{name}@example.org"})
        self._take_arrivals()
        self.assertEqual(events.message_ids.mapped("action"), ["opened", "opened"])
        self.assertEqual(events[1].message_ids.original_id, events[0].message_ids)

    def test_an_identifier_that_no_database_stores_is_in_nobodys_way(self):
        sms = self.env.ref("police_channels.channel_sms").sudo()
        raw = b"event=mo&text=gana&id=a%00b&charset=UTF-8&coding=0&from=%2B910000077188&to=1"
        event = self.events._store(sms, raw, {})
        self._take_arrivals()
        self.assertEqual((event.state, event.message_ids.external_id), ("parsed", "ab"))

    def test_whoever_has_opened_one_long_ago_is_known_to_say_it_again(self):
        first = self.events._store(self.channel, raw_mail(Message_ID="<1@example.org>"), {})
        self._take_arrivals()
        again = self.events._store(self.channel, raw_mail(Message_ID="<2@example.org>"), {})
        self._of_citizens("A")
        self._take_arrivals()
        self.assertEqual(again.message_ids.action, "repeated")
        self.assertEqual(again.message_ids.complaint_id, first.message_ids.complaint_id)

    def _of_citizens(self, *names):
        events = self.events
        for name in names:
            address = f"{name}@example.org"
            raw = raw_mail(From=address, Message_ID=f"<{address}>")
            events |= events._store(self.channel, raw, {"from": address})
        return events

    def test_what_is_big_is_worked_on_by_itself(self):
        events = self._arrivals("One", "Two", "Three")
        with patch.object(police_channel_event, "TOGETHER_BYTES", events[0].size + 1):
            self._take_arrivals()
        self.assertEqual(events.mapped("state"), ["parsed", "stored", "stored"])
        self.assertEqual([len(self._jobs(event)) for event in events], [0, 1, 1])

    def test_more_arrivals_than_one_job_takes_are_left_to_the_next(self):
        events = self._arrivals("One", "Two", "Three")
        with (
            patch.object(police_channel_event, "TOGETHER", 2),
            self.enter_registry_test_mode(),
            trap_jobs() as trap,
        ):
            self.events.with_user(SUPERUSER_ID)._take_arrivals()
        self.assertEqual(events.mapped("state"), ["parsed", "parsed", "stored"])
        trap.assert_enqueued_job(self.events._take_arrivals)

    def _arrivals(self, *words):
        events = self.events
        for text in words:
            events |= events._store(self.channel, raw_mail(text=text), {})
        return events

    def test_what_an_arrival_broke_before_is_left_to_the_sweep(self):
        """It may break every worker that begins it: not with each new arrival, then."""
        late = self.events._store(self.channel, raw_mail(text="Late"), {})
        late.next_attempt_at = fields.Datetime.now()
        failed = self.events._store(self.channel, raw_mail(text="Failed"), {})
        failed.state = "failed"
        begun = self.events._store(self.channel, raw_mail(text="Begun"), {})
        begun.attempts = 1
        self._take_arrivals()
        self.assertFalse(self._jobs(late) | self._jobs(failed) | self._jobs(begun))

    def test_an_arrival_of_one_message_takes_one_job(self):
        event = self.events._store(self.channel, raw_mail(), {})
        with trap_jobs():
            event._work()
        self.assertEqual(event.message_ids.state, "done")
        self.assertFalse(self._jobs(event.message_ids))

    def test_the_log_has_what_breaks_work_and_not_what_is_run_again(self):
        first, second = self.events._store(self.channel, raw_mail(), {}), self._arrivals("another")
        same = "UPDATE police_channel_event SET sha256 = %s WHERE id = %s"
        with (
            self._work_is(same, first.sha256, second.id),
            self.assertNoLogs("odoo.sql_db", "ERROR"),
            self.assertRaises(RetryableJobError),
            self.env.cr.savepoint(),
        ):
            second._work()
        with (
            self._work_is("SELECT 1 / %s", 0),
            self.assertLogs("odoo.sql_db", "ERROR") as logged,
        ):
            second._work()
        self.assertIn("division by zero", logged.output[0])

    def _work_is(self, statement, *values):
        return patch.object(
            type(self.events), "_do_work", lambda row, _item: row.env.cr.execute(statement, values)
        )

    def test_what_comes_in_is_worked_on_before_what_goes_out(self):
        complaint = self._arrive().message_ids.complaint_id
        notice = self._notices(complaint)[:1]
        words = notice.search([("direction", "=", "in"), ("complaint_id", "=", complaint.id)])
        self.env["queue.job"].search([]).unlink()
        (notice | words)._enqueue_anyway()
        self.assertLess(self._jobs(words).priority, self._jobs(notice).priority)
