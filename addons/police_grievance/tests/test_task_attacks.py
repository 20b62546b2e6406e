from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PoliceCase

TODO = "mail.mail_activity_data_todo"
ESCALATION = "police_grievance.mail_activity_type_escalation"
CALL = "police_channels.mail_activity_type_call_citizen"


@tagged("post_install", "-at_install")
class TestTaskAttacks(PoliceCase):
    """Tasks of a post are the service's: done by who holds it or is above, changed by nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)
        cls.colleague = cls._make_officer(
            "test_constable_2", "station_staff", "head_constable", cls.station
        )
        cls.complaint.with_user(cls.constable).action_cognisable()
        cls.alert = cls.complaint.activity_ids
        head = cls.station_head.police_posting_ids.post_id
        cls.env["mail.activity"]._give_to_posts(
            ESCALATION, [(cls.complaint, head, cls.station_head)]
        )
        cls.task = cls.complaint.activity_ids - cls.alert

    def _changes(self, task):
        """What might be done to a task by RPC, other than having done it."""
        later = fields.Date.add(fields.Date.today(), days=30)
        types = [f"police_grievance.mail_activity_type_{name}" for name in ("escalation",)]
        types += ["police_grievance.mail_activity_type_cognisable"]
        record = task.env["police.complaint"].browse(task.res_id)
        yield "delete", task.unlink
        yield "cancel", task.action_cancel
        yield "reassign", lambda: task.write({"user_id": self.colleague.id})
        yield "nobody's", lambda: task.write({"police_post_id": False, "user_id": False})
        yield "postpone", lambda: task.write({"date_deadline": later})
        yield "next week", task.action_reschedule_nextweek
        yield "archive", task.action_archive
        yield "say less", lambda: task.write({"summary": "Nothing"})
        yield "elsewhere", lambda: task.write({"res_id": self.other.id})
        yield "by kind", lambda: record.activity_unlink(types, only_automated=False)
        yield (
            "by kind, later",
            lambda: record.activity_reschedule(
                types, date_deadline=later, new_user_id=self.colleague.id, only_automated=False
            ),
        )

    def test_what_the_service_gave_is_not_taken_away(self):
        self.other = self._complaint(self.station, sender_value="other@example.org")
        for user in (self.constable, self.colleague, self.station_head, self.circle_officer):
            for task in (self.alert, self.task):
                for what, change in self._changes(task.with_user(user)):
                    named = self.subTest(user=user.login, task=task.summary, what=what)
                    with named, self.assertRaises(AccessError):
                        change()

    def test_done_by_the_holder_or_a_superior(self):
        for task in (self.alert, self.task):
            for user in (self.constable, self.colleague, self.desk_user, self.other_head):
                for way in ("action_feedback", "action_done", "action_feedback_schedule_next"):
                    with self.subTest(user=user.login, way=way), self.assertRaises(AccessError):
                        getattr(task.with_user(user), way)()
                self.assertFalse(user != self.desk_user and task.with_user(user).can_write)
        self.alert.with_user(self.station_head).action_feedback(feedback="FIR 12 of today.")
        self.assertFalse(self.alert.active)
        self.assertEqual(self.alert.feedback, "FIR 12 of today.")
        said = self.complaint.message_ids[:1]
        self.assertEqual(said.author_id, self.station_head.partner_id)
        self.assertIn("FIR 12 of today.", said.body)
        self.task.with_user(self.circle_officer).action_done()
        self.assertFalse(self.task.active)

    def test_done_by_whoever_acts_for_the_post(self):
        post = self.task.police_post_id
        self.env["police.posting"].create(
            {
                "post_id": post.id,
                "user_id": self.colleague.id,
                "kind": "substitute",
                "date_from": fields.Datetime.now(),
            }
        )
        with self.assertRaises(AccessError):
            self.task.with_user(self.station_head).action_done()
        self.task.with_user(self.colleague).action_done()
        self.assertFalse(self.task.active)

    def test_what_is_done_stays_as_it_was(self):
        self.task.with_user(self.station_head).action_feedback(feedback="Done.")
        for write in ({"feedback": "Not done."}, {"active": True}, {"summary": "x"}):
            with self.assertRaises(AccessError):
                self.task.with_user(self.station_head).write(write)
        with self.assertRaises(AccessError):
            self.task.with_user(self.station_head).unlink()

    def test_a_task_of_nobody_is_done_by_who_works_on_the_complaint(self):
        kind = self.env.ref(CALL, raise_if_not_found=False)
        self.complaint.activity_schedule(CALL if kind else ESCALATION, user_id=False)
        call = self.complaint.activity_ids - self.alert - self.task
        with self.assertRaises(AccessError):
            call.with_user(self.desk_user).unlink()
        with self.assertRaises(AccessError):
            call.with_user(self.other_head).action_done()
        call.with_user(self.desk_user).action_done()
        self.assertFalse(call.active)

    def test_nobody_gives_a_task_in_the_services_name(self):
        tasks = self.env["mail.activity"].with_user(self.constable)
        post = self.station_head.police_posting_ids.post_id
        values = {
            "res_model_id": self.env["ir.model"]._get_id("police.complaint"),
            "res_id": self.complaint.id,
            "user_id": self.station_head.id,
            "activity_type_id": self.env.ref(TODO).id,
        }
        for forged in (
            {"police_post_id": post.id},
            {"police_acting_post_id": post.id},
            {"activity_type_id": self.env.ref(ESCALATION).id},
            {"active": False},
        ):
            with self.subTest(forged=forged), self.assertRaises(AccessError):
                tasks.create({**values, **forged})
        above = self.circle_officer.police_posting_ids.post_id
        given = tasks.with_context(
            default_police_post_id=above.id, default_police_acting_post_id=above.id
        ).create(values)
        self.assertEqual(given.police_post_id | given.police_acting_post_id, post)
        self.assertFalse(given.police_is_kept, "by the receiver's own post, not as the service's")
        with self.assertRaises(AccessError):
            given.write({"police_post_id": post.id})
        with self.assertRaises(AccessError):
            given.write({"activity_type_id": self.env.ref(ESCALATION).id})
        self.assertFalse(tasks.create({**values, "date_done": "2020-01-01 10:00:00"}).date_done)
        free = tasks.create(
            {"activity_type_id": self.env.ref(TODO).id, "user_id": self.constable.id}
        )
        elsewhere = self._complaint(self.other_station, sender_value="else@example.org")
        with self.assertRaises(AccessError):
            free.write({"res_model_id": values["res_model_id"], "res_id": elsewhere.id})

    def test_what_colleagues_give_each_other(self):
        """Changed and taken back by giver, receiver and who is above; by no other colleague."""
        given = self.complaint.with_user(self.station_head).activity_schedule(
            TODO, user_id=self.colleague.id, summary="Look at the field"
        )
        for what, change in (
            ("delete", lambda task: task.unlink()),
            ("reassign", lambda task: task.write({"user_id": task.env.uid})),
            ("done", lambda task: task.action_done()),
        ):
            for user in (self.constable, self.other_head):
                with self.subTest(user=user.login, what=what), self.assertRaises(AccessError):
                    change(given.with_user(user))
        for user in (self.station_head, self.colleague, self.circle_officer):
            given.with_user(user).write({"summary": f"By {user.login}"})
            self.assertTrue(given.with_user(user).can_write)
        self.assertFalse(given.with_user(self.desk_user).police_is_kept)
        given.with_user(self.colleague).action_done()
        self.assertFalse(given.active)
