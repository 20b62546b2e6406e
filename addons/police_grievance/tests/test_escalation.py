from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

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
        self.assertIn(self.complaint.number, mail.body_html)
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
        self.assertEqual(self.complaint.activity_ids.summary, "समय निकल गया: अब आपके पास")

    def test_two_schedulers_leave_each_others_complaints_alone(self):
        with self.enter_registry_test_mode(), freeze_time(START + timedelta(hours=12)):
            complaints = self.env["police.complaint"]
            with patch.object(
                type(complaints), "try_lock_for_update", lambda self, **_kw: self.browse()
            ):
                self.env.ref("police_grievance.ir_cron_escalate").method_direct_trigger()
        self.assertFalse(self._fired())
        self._run_at(12)
        self.assertEqual(len(self._fired()), 1)


@tagged("post_install", "-at_install")
class TestFollowUp(PoliceCase):
    def test_silence_goes_to_the_circle_officer_once(self):
        complaint = self._complaint(self.station)
        self.env["police.follow.up"].with_user(self.desk_user).create(
            {"complaint_id": complaint.id, "next_due_at": "2026-03-02 10:00:00"}
        )
        self.assertEqual(complaint.follow_up_due_at, datetime(2026, 3, 2, 10))
        for _run in range(2):
            with self.enter_registry_test_mode():
                self.env.ref("police_grievance.ir_cron_silence").method_direct_trigger()
        silent = self.env.ref("police_grievance.mail_activity_type_silence")
        activities = complaint.activity_ids.filtered(lambda row: row.activity_type_id == silent)
        self.assertEqual(activities.user_id, self.circle_officer)
        self.assertEqual(len(activities), 1)
        notice = self.env["police.notice"].search([("user_id", "=", self.circle_officer.id)])
        self.assertEqual(notice.follow_up_ids, complaint.follow_up_ids)
        self.assertIn(complaint.number, notice._body())

    def test_silence_climbs_over_the_rank_it_has_reached(self):
        complaint = self._complaint(self.station)
        complaint.escalation_rank_id = self.env.ref("police_grievance.rank_co")
        complaint._follow_up("call", next_due_at=datetime(2026, 3, 2, 10))
        complaint._tell_silence()
        self.assertEqual(complaint.follow_up_ids.silence_user_id, self.superintendent)

    def test_silence_about_a_unit_is_kept_from_those_who_serve_there(self):
        complaint = self._complaint(self.station)
        complaint.complained_unit_id = self.circle
        complaint._follow_up("call", next_due_at=datetime(2026, 3, 2, 10))
        complaint._tell_silence()
        self.assertEqual(complaint.follow_up_ids.silence_user_id, self.superintendent)

    def test_a_second_silence_does_not_repeat_the_first(self):
        complaint = self._complaint(self.station)
        first = complaint._follow_up("call", next_due_at=datetime(2026, 3, 2, 10))
        with freeze_time("2026-03-02 11:00:00"):
            complaint._tell_silence()
        complaint._follow_up("visit", next_due_at=datetime(2026, 3, 3, 10))
        with freeze_time("2026-03-03 11:00:00"):
            complaint._tell_silence()
        self.assertEqual(first.silence_escalated_at, datetime(2026, 3, 2, 11))
        self.assertEqual(len(complaint.activity_ids), 2)

    def test_the_stations_answer_ends_the_waiting(self):
        complaint = self._complaint(self.station)
        follow_up = complaint.with_user(self.desk_user)._follow_up(
            "call", "SI Example", next_due_at=datetime(2026, 3, 2, 10)
        )
        self.assertEqual(follow_up.user_id, self.desk_user)
        with self.assertRaises(AccessError):
            complaint.with_user(self.other_head)._answer_follow_ups("Not ours.")
        complaint.with_user(self.constable)._answer_follow_ups("We are on it.")
        self.assertEqual(follow_up.answer, "We are on it.")
        self.assertTrue(follow_up.answered_at)
        self.assertFalse(complaint.follow_up_due_at)

    def test_acting_or_answering_the_next_call_is_an_answer(self):
        complaint = self._complaint(self.station)
        due = datetime(2026, 3, 2, 10)
        first = complaint._follow_up("call", next_due_at=due)
        second = complaint._follow_up("call", answer="By noon.", next_due_at=due)
        self.assertTrue(first.answered_at)
        self.assertFalse(second.answered_at)
        complaint.with_user(self.constable)._move_to("action_taken")
        self.assertTrue(second.answered_at)

    def test_an_answer_in_time_leaves_the_circle_officer_alone(self):
        complaint = self._complaint(self.station)
        follow_up = self.env["police.follow.up"].create(
            {"complaint_id": complaint.id, "next_due_at": "2026-03-02 10:00:00"}
        )
        follow_up.answered_at = "2026-03-02 09:00:00"
        self.assertFalse(complaint.follow_up_due_at)


@tagged("post_install", "-at_install")
class TestPostings(PoliceCase):
    def test_scope_changes_at_the_moment_of_the_posting(self):
        complaint = self._complaint(self.station)
        post = self.station_head.police_posting_ids.post_id
        self.station_head.police_posting_ids.date_to = "2026-06-01 12:00:00"
        self.env["police.posting"].create(
            {"post_id": post.id, "user_id": self.other_head.id, "date_from": "2026-06-01 12:00:00"}
        )
        self.env.flush_all()
        for moment, sees in (("2026-06-01 11:59:59", True), ("2026-06-01 12:00:00", False)):
            with freeze_time(moment):
                self.env.invalidate_all()
                own = self.env["police.complaint"].with_user(self.station_head).search([])
                new = self.env["police.complaint"].with_user(self.other_head).search([])
            self.assertEqual(complaint in own, sees)
            self.assertEqual(complaint in new, not sees)

    def test_activities_pass_on_with_the_post(self):
        complaint = self._complaint(self.station)
        posting = self.station_head.police_posting_ids
        activity = complaint.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.station_head.id
        )
        activity.police_post_id = posting.post_id
        posting.date_to = "2026-06-01 12:00:00"
        self.env["police.posting"].create(
            {
                "post_id": posting.post_id.id,
                "user_id": self.constable.id,
                "date_from": "2026-06-01 12:00:00",
            }
        )
        for moment, holder in (
            ("2026-06-01 11:59:59", self.station_head),
            ("2026-06-01 12:00:00", self.constable),
        ):
            with freeze_time(moment), self.enter_registry_test_mode():
                self.env.ref("police_grievance.ir_cron_pass_on").method_direct_trigger()
            self.env.invalidate_all()
            self.assertEqual(activity.user_id, holder)

    def test_the_old_log_in_loses_its_activities_before_they_pass_on(self):
        complaint = self._complaint(self.station)
        posting = self.station_head.police_posting_ids
        row = (complaint, posting.post_id, self.station_head)
        self.env["mail.activity"]._give_to_posts(
            "police_grievance.mail_activity_type_escalation", [row]
        )
        posting.date_to = "2026-06-01 12:00:00"
        self.env.flush_all()
        mine = self.env["mail.activity"].with_user(self.station_head)
        for moment, sees in (("2026-06-01 11:59:59", True), ("2026-06-01 12:00:00", False)):
            with freeze_time(moment):
                self.env.invalidate_all()
                self.assertEqual(bool(mine.search([("user_id", "=", self.station_head.id)])), sees)
                self.assertEqual(mine.browse(complaint.activity_ids.ids).has_access("read"), sees)

    def test_a_vacant_posts_activities_wait_with_the_next_rank_up(self):
        complaint = self._complaint(self.station)
        posting = self.station_head.police_posting_ids
        row = (complaint, posting.post_id, self.station_head)
        self.env["mail.activity"]._give_to_posts(
            "police_grievance.mail_activity_type_escalation", [row]
        )
        activity = complaint.activity_ids
        posting.date_to = "2026-06-01 12:00:00"
        self.env["police.posting"].create(
            {
                "post_id": posting.post_id.id,
                "user_id": self.constable.id,
                "date_from": "2026-06-03 12:00:00",
            }
        )
        for moment, holder in (("2026-06-02", self.circle_officer), ("2026-06-04", self.constable)):
            with freeze_time(moment), self.enter_registry_test_mode():
                self.env.ref("police_grievance.ir_cron_pass_on").method_direct_trigger()
            self.env.invalidate_all()
            self.assertEqual(activity.user_id, holder)
            with freeze_time(moment):
                self.assertIn(activity, activity.with_user(holder).search([]))

    def test_a_new_outpost_is_seen_at_once(self):
        scope = self.env["res.users"].with_user(self.station_head)._police_scope()
        outpost = self._make_unit("OUT1", "outpost", "Test Outpost", self.station)
        after = self.env["res.users"].with_user(self.station_head)._police_scope()
        self.assertEqual(set(after.unit_ids) - set(scope.unit_ids), {outpost.id})

    def test_a_scope_costs_no_query_when_warm(self):
        users = self.env["res.users"].with_user(self.station_head)
        users._police_scope()
        with self.assertQueryCount(0):
            users._police_scope()

    def test_charges_add_and_the_substituted_officer_keeps_reading(self):
        complaint = self._complaint(self.other_station)
        post = self.other_head.police_posting_ids.post_id
        for kind in ("additional", "substitute"):
            posting = self.env["police.posting"].create(
                {"post_id": post.id, "user_id": self.station_head.id, "kind": kind}
            )
            for officer in (self.station_head, self.other_head):
                self.assertIn(complaint, complaint.with_user(officer).search([]))
            posting.unlink()
        self.assertNotIn(complaint, complaint.with_user(self.station_head).search([]))

    def test_the_head_of_a_unit_is_one_person_at_a_time(self):
        post = self.station_head.police_posting_ids.post_id
        with self.assertRaises(ValidationError):
            self.env["police.posting"].create({"post_id": post.id, "user_id": self.constable.id})

    def test_a_boundary_wakes_the_scheduler(self):
        cron = self.env.ref("police_grievance.ir_cron_pass_on")
        self.station_head.police_posting_ids.date_to = "2031-06-01 12:00:00"
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertIn(datetime(2031, 6, 1, 12), triggers.mapped("call_at"))
