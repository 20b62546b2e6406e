import importlib.util
from datetime import timedelta
from pathlib import Path

from odoo import fields
from odoo.tests import tagged

from odoo.addons.police_force.models.res_lang import DEFAULT_PARAMETER

from .common import PoliceCase

TODO = "mail.mail_activity_data_todo"
MIGRATION = Path(__file__).parents[1] / "migrations/19.0.1.2.0/post-tasks.py"


@tagged("post_install", "-at_install")
class TestTasksEnd(PoliceCase):
    """What the service gave is nobody's to do once the complaint has ended, unless that is undone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(DEFAULT_PARAMETER, "en_US")
        cls.complaint = cls._complaint(cls.station)
        cls.complaint.with_user(cls.desk_user).action_cognisable()
        cls.complaint.next_escalation_at = fields.Datetime.now()
        head = cls.station_head.police_posting_ids.post_id
        for name in ("escalation", "silence"):
            cls.env["mail.activity"]._give_to_posts(
                f"police_grievance.mail_activity_type_{name}",
                [(cls.complaint, head, cls.station_head)],
            )
        cls.given = cls.complaint.activity_ids
        cls.own = cls.complaint.with_user(cls.station_head).activity_schedule(
            TODO, user_id=cls.constable.id, summary="Put the papers away"
        )

    def _close(self):
        complaint = self.complaint.with_user(self.desk_user)
        complaint._record_asked("call", "resolved")
        complaint._move_to("closed", self.env.ref("police_grievance.outcome_resolved"))

    def _list_of(self, user):
        return self.env["mail.activity"].with_user(user).search([("user_id", "=", user.id)])

    def test_they_end_at_closing_and_come_back_with_it(self):
        self.assertEqual(self._list_of(self.station_head), self.given)
        self._close()
        self.assertFalse(self._list_of(self.station_head))
        self.assertEqual(set(self.given.mapped("state")), {"done"})
        self.assertTrue(all(self.given.mapped("date_done")))
        self.assertEqual(self._list_of(self.constable), self.own, "what a person gave stays")
        said = self.complaint.message_ids.filtered(lambda row: "No longer to be done" in row.body)
        self.assertEqual(len(said), 1)
        for task in self.given:
            self.assertIn(task.summary, said.body)
        self.complaint.with_user(self.desk_user).action_take_back()
        self.assertEqual(self._list_of(self.station_head), self.given)
        self.assertFalse(any(self.given.mapped("date_done")))

    def test_the_history_says_so_in_the_language_of_the_force(self):
        self.env["ir.config_parameter"].set_param(DEFAULT_PARAMETER, "hi_IN")
        self._close()
        self.assertIn("अब नहीं करना है", "".join(self.complaint.message_ids.mapped("body")))

    def test_taken_back_they_are_of_whoever_holds_the_post_now(self):
        self._close()
        posting = self.station_head.police_posting_ids
        posting.date_to = fields.Datetime.now()
        self.env["police.posting"].create(
            {"post_id": posting.post_id.id, "user_id": self.other_head.id}
        )
        self.complaint.with_user(self.desk_user).action_take_back()
        self.assertEqual(self.given.user_id, self.other_head)

    def test_told_and_reopened_they_stay_ended(self):
        self._close()
        self.complaint.closing_ids._tell()
        self.complaint.with_user(self.desk_user)._reopen("Not settled after all.")
        self.assertFalse(self._list_of(self.station_head))

    def test_set_aside_the_history_says_so(self):
        self.complaint.with_user(self.desk_user)._set_aside("spam")
        self.assertFalse(self._list_of(self.constable) | self._list_of(self.station_head))
        self.assertIn("Put the papers away", "".join(self.complaint.message_ids.mapped("body")))
        self.complaint.with_user(self.desk_user).action_take_up_after_all()
        self.assertEqual(self._list_of(self.constable), self.own)

    def test_an_upgrade_ends_them_and_finds_the_posts(self):
        self._close()
        (self.given | self.own).active = True
        since = self.given[:1].copy()
        passed = self._complaint(self.station, sender_value="b@example.org")
        lost = passed.activity_schedule(TODO, user_id=self.constable.id)
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE mail_activity SET police_post_id = NULL, police_acting_post_id = NULL,
                   police_by_hand = NULL WHERE id IN %(own)s;
               UPDATE mail_activity SET create_date = create_date - interval '1 minute'
                WHERE id IN %(given)s;
               UPDATE mail_activity SET create_date = %(later)s WHERE id = %(since)s;
               UPDATE mail_activity SET user_id = %(other)s WHERE id = %(lost)s""",
            {
                # Closed within the same second, in a test.
                "given": self.given._ids,
                "own": (self.own | lost)._ids,
                "lost": lost.id,
                "other": self.other_head.id,
                "later": fields.Datetime.now() + timedelta(minutes=1),
                "since": since.id,
            },
        )
        self.env.invalidate_all()
        spec = importlib.util.spec_from_file_location("tasks", MIGRATION)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()
        self.assertFalse(any(self.given.mapped("active")))
        self.assertTrue(since.active, "came up after the closing")
        self.assertEqual(self.own.police_post_id, self.constable.police_posting_ids.post_id)
        self.assertEqual((lost.user_id, lost.police_by_hand), (self.station_head, True))
        self.complaint.with_user(self.desk_user).action_take_back()
        self.assertTrue(all(self.given.mapped("active")))
