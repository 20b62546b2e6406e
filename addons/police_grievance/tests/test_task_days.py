from datetime import date, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common import PoliceCase

TODO = "mail.mail_activity_data_todo"
# Half past two in the night of 11 March at the units; by the server's clock it is the 10th.
NIGHT, DAY = "2026-03-10 21:00:00", date(2026, 3, 11)


@tagged("post_install", "-at_install")
class TestTaskDays(PoliceCase):
    """What is given in the night is due that day at the unit, and overdue after it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-03-09 10:00:00"):
            cls.complaint = cls._complaint(cls.station)

    def _check(self, task, day=DAY, state="today"):
        self.assertEqual(task.date_deadline, day)
        self.env.invalidate_all()
        with freeze_time(NIGHT):
            self.assertEqual(task.state, state)
            self.assertEqual(self.complaint.activity_state, state)

    def test_the_dialogue_proposes_a_day_of_the_unit(self):
        self.station.tz = "Pacific/Pago_Pago"
        officer = self.station_head
        officer.tz = "Asia/Kolkata"
        todo = self.env.ref("mail.mail_activity_data_todo")
        todo.write({"delay_count": 2, "delay_unit": "days"})
        given = {"res_model": "police.complaint", "res_ids": str(self.complaint.ids)}
        dialogues = (
            self.env["mail.activity.schedule"].with_user(officer).with_context(tz=officer.tz)
        )
        with freeze_time("2026-05-04 03:00:00"):
            dialogue = dialogues.create({**given, "activity_type_id": todo.id})
            # The third of May there.
            self.assertEqual(str(dialogue.date_deadline), "2026-05-05")

    @freeze_time(NIGHT)
    def test_what_comes_up_in_the_night_is_due_today(self):
        self.complaint.next_escalation_at = "2026-03-10 20:59:00"
        self.env["police.escalation"]._run_batch(self.complaint)
        self.assertTrue(self.complaint.activity_ids)
        for task in self.complaint.activity_ids:
            self._check(task)
        groups = self.env["res.users"].with_user(self.station_head)._get_activity_groups()
        complaints = [row for row in groups if row["model"] == "police.complaint"]
        self.assertEqual(sum(row["overdue_count"] for row in complaints), 0)

    @freeze_time(NIGHT)
    def test_what_people_and_jobs_give_without_a_day(self):
        job = self.complaint.activity_schedule(TODO, user_id=False)
        self._check(job)
        job.unlink()
        by_rpc = (
            self.env["mail.activity"]
            .with_user(self.station_head)
            .create(
                {
                    "activity_type_id": self.env.ref(TODO).id,
                    "res_model_id": self.env["ir.model"]._get_id("police.complaint"),
                    "res_id": self.complaint.id,
                    "user_id": self.constable.id,
                }
            )
        )
        self._check(by_rpc)
        for action, day in (
            ("action_reschedule_tomorrow", DAY + timedelta(days=1)),
            ("action_reschedule_nextweek", date(2026, 3, 16)),
            ("action_reschedule_today", DAY),
        ):
            getattr(by_rpc, action)()
            self.assertEqual(by_rpc.date_deadline, day)

    def test_a_day_later_it_is_overdue_wherever_the_officer_is(self):
        self.station_head.tz = "America/Lima"
        with freeze_time(NIGHT):
            task = self.complaint.activity_schedule(TODO, user_id=self.station_head.id)
        with freeze_time("2026-03-11 18:31:00"):
            self.env.invalidate_all()
            self.assertEqual(self.complaint.activity_state, "overdue")
            self.assertEqual(task.state, "overdue")

    @freeze_time(NIGHT)
    def test_a_unit_ends_on_its_own_day(self):
        self.other_station._merge_into(self.station)
        self.assertEqual(self.other_station.date_to, DAY)
