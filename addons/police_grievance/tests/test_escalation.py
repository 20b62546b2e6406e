import runpy
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from ..models.promise import police_escalation_run
from ..tools.number import format_number
from .common import PoliceCase

START = datetime(2026, 3, 2, 6, 0)


@tagged("post_install", "-at_install")
class TestEscalation(PoliceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(START):
            cls.complaint = cls._complaint(cls.station, received_at=START)

    def _run_at(self, count):
        """Let the scheduler run, so many hours after the first contact."""
        with freeze_time(START + timedelta(hours=count)), self.enter_registry_test_mode():
            self.env.ref("police_grievance.ir_cron_escalate").method_direct_trigger()
        self.env.invalidate_all()

    def _fired(self):
        return [
            (row.rank_id.code, row.user_id) for row in self.complaint.escalation_ids.sorted("id")
        ]

    def _mails(self, user):
        return self.env["mail.mail"].search([("email_to", "=", user.email_formatted)])

    def _notices(self, user):
        return self.env["police.notice"].search([("user_id", "=", user.id)])

    def test_each_level_fires_once_at_its_time(self):
        self._run_at(11)
        self.assertFalse(self._fired())
        for count, level, user in (
            (12, "SHO", self.station_head),
            (18, "CO", self.circle_officer),
            (24, "SP", self.superintendent),
            (36, "ZONE", self.zone_head),
        ):
            self._run_at(count)
            self._run_at(count)
            self.assertEqual(self._fired()[-1], (level, user))
            self.assertEqual(self.complaint.escalation_rank_id.code, level)
        self.assertEqual(len(self._fired()), 4)
        self.assertFalse(self.complaint.next_escalation_at)

    def test_nobody_is_told_that_time_is_over_before_it_is(self):
        self._run_at(12)
        self.assertEqual(
            self.complaint.activity_ids.summary, "Not settled so far: has come up to you"
        )
        self.assertIn("Not settled so far", self._mails(self.station_head).body_html)
        self.assertNotIn("in time", self._mails(self.station_head).body_html)
        self._run_at(24)
        self.assertIn("Not settled in time", self._mails(self.superintendent).body_html)

    def test_words_that_said_so_too_early_are_put_right_by_an_upgrade(self):
        self._run_at(12)
        kind = self.env.ref("police_grievance.mail_activity_type_escalation")
        task = self.complaint.activity_ids
        kind.summary = task.summary = "Overdue: has come up to you"
        hindi = kind.with_context(lang="hi_IN")
        hindi.summary = "इसे देखें"
        self.env.flush_all()
        path = Path(__file__).parents[1] / "migrations/19.0.1.5.0/post-come-up.py"
        runpy.run_path(str(path))["migrate"](self.env.cr, "19.0.1.4.0")
        self.env.invalidate_all()
        for record in (kind, task):
            self.assertEqual(record.summary, "Not settled so far: has come up to you")
        self.assertEqual(hindi.summary, "इसे देखें", "an administrator's words stay")

    def test_what_fired_is_known_at_once(self):
        self.assertEqual(len(self.complaint._levels_left()), 4)
        with freeze_time(START + timedelta(hours=19)):
            self.env["police.escalation"]._run_batch(self.complaint)
            self.assertEqual(len(self.complaint._levels_left()), 2)

    def test_after_a_standstill_every_level_fires_but_an_officer_is_told_once(self):
        other = self._complaint(self.station, received_at=START)
        self._run_at(40)
        self.assertEqual([code for code, _user in self._fired()], ["SHO", "CO", "SP", "ZONE"])
        notice = self._notices(self.circle_officer)
        self.assertEqual(len(notice), 1)
        self.assertEqual(notice.escalation_ids.complaint_id, self.complaint | other)
        self.assertEqual(len(self._mails(self.circle_officer)), 1)
        self.assertFalse(
            self.complaint.message_partner_ids, "nobody follows what belongs to a post"
        )

    def test_a_vacant_post_goes_to_the_next_rank_up(self):
        self.env["police.posting"].search([("user_id", "=", self.circle_officer.id)]).unlink()
        self._run_at(40)
        self.assertEqual(self._fired()[1], ("CO", self.superintendent))
        self.assertEqual(self._fired()[2], ("SP", self.superintendent))
        self.assertEqual(len(self._notices(self.superintendent)), 1)
        activities = self.complaint.activity_ids.filtered(
            lambda row: row.user_id == self.superintendent
        )
        self.assertEqual(len(activities), 1, "two levels that end at the same person make one")

    def test_a_substitute_goes_before_the_regular_holder(self):
        post = self.station_head.police_posting_ids.post_id
        self.env["police.posting"].create(
            {
                "post_id": post.id,
                "user_id": self.constable.id,
                "kind": "substitute",
                "date_from": START,
            }
        )
        self._run_at(12)
        self.assertEqual(self._fired(), [("SHO", self.constable)])

    def test_nobody_at_all_still_leaves_the_escalation(self):
        self.env["police.posting"].search([]).unlink()
        self._run_at(12)
        self.assertEqual(self._fired(), [("SHO", self.env["res.users"])])
        self.assertTrue(self.complaint.escalation_ids.post_id, "the post that should have answered")

    def test_the_citizen_is_told_once_a_run_and_only_after_the_deadline(self):
        self._run_at(18)
        escalated = self.complaint.milestone_ids.filtered(lambda row: row.code == "escalated")
        self.assertFalse(escalated)
        self._run_at(40)
        escalated = self.complaint.milestone_ids.filtered(lambda row: row.code == "escalated")
        self.assertEqual(escalated.rank_id.mapped("code"), ["ZONE"])

    def test_a_pause_holds_escalation_back(self):
        with freeze_time(START + timedelta(hours=2)):
            self.complaint._pause(self.env.ref("police_grievance.pause_reason_citizen"))
        self._run_at(13)
        self.assertFalse(self._fired())
        with freeze_time(START + timedelta(hours=14)):
            self.complaint._resume()
        self._run_at(23)
        self.assertFalse(self._fired())
        self._run_at(24)
        self.assertEqual([code for code, _user in self._fired()], ["SHO"])

    def test_a_reopened_complaint_climbs_again(self):
        self._run_at(12)
        with freeze_time(START + timedelta(hours=13)):
            self.env["police.verification"].create(
                {"complaint_id": self.complaint.id, "result": "resolved"}
            )
            self.complaint._move_to(
                "closed", outcome=self.env.ref("police_grievance.outcome_resolved")
            )
        self._run_at(30)
        self.assertEqual(len(self._fired()), 1, "closed complaints do not escalate")
        with freeze_time(START + timedelta(hours=31)):
            self.complaint._reopen_by_citizen()
        self._run_at(43)
        self.assertEqual([code for code, _user in self._fired()], ["SHO", "SHO"])

    def test_a_batch_costs_a_constant_number_of_queries(self):
        self._run_at(12)
        with freeze_time(START + timedelta(hours=12)):
            few = self.env["police.complaint"].union(
                *(self._complaint(self.station, received_at=START) for _n in range(3))
            )
            many = self.env["police.complaint"].union(
                *(self._complaint(self.station, received_at=START) for _n in range(20))
            )
            counts = []
            for batch in (few, many):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.env["police.escalation"]._run_batch(batch)
                self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_the_notice_names_numbers_and_no_citizen(self):
        self._run_at(12)
        mail = self._mails(self.station_head)
        self.assertIn(format_number(self.complaint.number), mail.body_html)
        self.assertIn("12 h 0 min left", mail.body_html)
        self.assertIn("03/03/2026 11:30", mail.body_html, "in the unit's time zone")
        self.assertNotIn("Asha", mail.body_html)

    def test_nobody_hears_of_a_complaint_about_the_unit_where_they_serve(self):
        self.complaint.complained_unit_id = self.station
        self.env["police.posting"].create(
            {
                "post_id": self.superintendent.police_posting_ids.post_id.id,
                "user_id": self.constable.id,
                "kind": "substitute",
                "date_from": "2020-01-01 00:00:00",
            }
        )
        self._run_at(40)
        told = self.complaint.escalation_ids.user_id
        self.assertEqual(told, self.circle_officer | self.zone_head)
        self.assertFalse(self._notices(self.station_head) | self._notices(self.constable))

    def test_an_activity_speaks_the_officers_language(self):
        self.station_head.lang = "hi_IN"
        self._run_at(12)
        self.assertEqual(self.complaint.activity_ids.summary, "अब तक नहीं सुलझी: अब आपके पास")

    def test_two_schedulers_leave_each_others_complaints_alone(self):
        with (
            self.enter_registry_test_mode(),
            freeze_time(START + timedelta(hours=12)),
            patch.object(police_escalation_run, "lock_free", lambda found: found.browse()),
        ):
            self.env.ref("police_grievance.ir_cron_escalate").method_direct_trigger()
        self.assertFalse(self._fired())
        self._run_at(12)
        self.assertEqual(len(self._fired()), 1)
