from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from .common import PoliceCase

ESCALATION = "police_grievance.mail_activity_type_escalation"


@tagged("post_install", "-at_install")
class TestPostingTasks(PoliceCase):
    """Tasks belong to a post, and go on with it."""

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
        self.env["mail.activity"]._give_to_posts(ESCALATION, [row])
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
        self.env["mail.activity"]._give_to_posts(ESCALATION, [row])
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

    def test_who_has_the_same_task_already_gets_no_second_one_for_a_vacant_post(self):
        complaint, _below = self._escalated()
        circle_post = self.circle_officer.police_posting_ids.post_id
        activities = self.env["mail.activity"]
        activities._give_to_posts(ESCALATION, [(complaint, circle_post, self.circle_officer)])
        own = complaint.activity_ids.filtered(lambda row: row.police_post_id == circle_post)
        other = self._complaint(self.station)
        station_post = self.station_head.police_posting_ids.post_id
        activities._give_to_posts(ESCALATION, [(other, station_post, self.station_head)])
        silent = "police_grievance.mail_activity_type_silence"
        activities._give_to_posts(silent, [(complaint, station_post, self.station_head)])
        self.station_head.police_posting_ids.date_to = fields.Datetime.now()
        activities._pass_on()
        tasks = (complaint | other).activity_ids
        self.assertEqual(tasks.user_id, self.circle_officer)
        kinds = complaint.activity_ids.activity_type_id
        self.assertEqual(kinds, self.env.ref(ESCALATION) | self.env.ref(silent))
        self.assertEqual((len(complaint.activity_ids), len(other.activity_ids)), (2, 1))
        self.assertTrue(own.exists())

    def test_a_boundary_that_is_past_passes_activities_on_at_once(self):
        complaint, activity = self._escalated()
        posting = self.station_head.police_posting_ids
        posting.date_to = fields.Datetime.now() - timedelta(days=1)
        self.assertEqual(activity.user_id, self.circle_officer)
        self.env["police.posting"].create(
            {"post_id": posting.post_id.id, "user_id": self.constable.id}
        )
        self.assertEqual(activity.user_id, self.constable)
        self.assertIn(complaint, complaint.with_user(self.constable).search([]))
        self.assertFalse(complaint.with_user(self.station_head).search([]))

    def test_lists_of_activities_change_hands_at_the_moment_without_the_scheduler(self):
        """Also where the old holder stays at the station and may read on."""
        _complaint, activity = self._escalated()
        posting = self.station_head.police_posting_ids
        rank = self.env.ref("police_force.rank_constable")
        desk_job = self.env["police.post"].create(
            {"rank_id": rank.id, "unit_id": self.station.id, "name": "Records"}
        )
        posting.date_to = "2031-06-01 12:00:00"
        self.env["police.posting"].create(
            [
                {"post_id": desk_job.id, "user_id": self.station_head.id},
                {
                    "post_id": posting.post_id.id,
                    "user_id": self.other_head.id,
                    "date_from": "2031-06-02 12:00:00",
                },
            ]
        )
        self.env.flush_all()
        moments = (
            ("2031-06-01 11:59:00", self.station_head),
            ("2031-06-01 12:00:00", self.circle_officer),
            ("2031-06-02 12:00:00", self.other_head),
        )
        for moment, holder in moments:
            with freeze_time(moment):
                self.env.invalidate_all()
                for user in (self.station_head, self.other_head, self.circle_officer):
                    with self.subTest(moment=moment, user=user.login):
                        mine = [activity.id] if user == holder else []
                        found = activity.with_user(user).search([("user_id", "=", user.id)])
                        self.assertEqual(found.ids, mine)
                        groups = self.env["res.users"].with_user(user)._get_activity_groups()
                        self.assertEqual(sum(group["total_count"] for group in groups), len(mine))

    def test_archiving_a_user_leaves_the_activities_of_the_post(self):
        complaint, activity = self._escalated()
        own = complaint.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.station_head.id
        )
        self.station_head.action_archive()
        self.assertEqual((own.user_id, activity.user_id), (self.circle_officer,) * 2)
        self.assertTrue(self.station_head.police_posting_ids.date_to)

    def test_while_a_substitute_acts_the_officer_on_leave_reads_only(self):
        complaint, activity = self._escalated()
        posting = self.station_head.police_posting_ids
        complaint.post_id = posting.post_id
        self.env["police.posting"].create(
            {
                "post_id": posting.post_id.id,
                "user_id": self.other_head.id,
                "kind": "substitute",
                "date_to": fields.Datetime.now() + timedelta(days=2),
            }
        )
        self.assertEqual(activity.user_id, self.other_head)
        self.assertEqual(complaint.holder_ids, self.other_head)
        own = complaint.with_user(self.other_head).search([("is_mine", "=", True)])
        self.assertEqual(own, complaint)
        on_leave = complaint.with_user(self.station_head)
        self.assertFalse(on_leave.search([("is_mine", "=", True)]))
        self.assertIn(complaint, on_leave.search([]))

    def test_what_reaches_nobody_waits_for_whoever_comes(self):
        complaint = self._complaint(self.station)
        self.env["police.posting"].search([]).date_to = fields.Datetime.now()
        complaint.next_escalation_at = fields.Datetime.now() - timedelta(hours=1)
        with freeze_time(fields.Datetime.now() + timedelta(hours=13)):
            self.env["police.escalation"]._run_batch(complaint)
        activity = complaint.activity_ids
        self.assertEqual((len(activity), activity.user_id), (1, self.env["res.users"]))
        (desk,) = self.env["police.start.page"].with_user(self.desk_user).get_sections()
        tiles = {tile["code"]: tile for tile in desk["tiles"]}
        self.assertEqual(tiles["nobody"]["count"], 1)
        self.env["police.posting"].create(
            {"post_id": activity.police_post_id.id, "user_id": self.constable.id}
        )
        self.assertEqual(activity.user_id, self.constable)

    def _escalated(self):
        """A complaint that has come up to the head of the station, and the activity that says so."""
        complaint = self._complaint(self.station)
        row = (complaint, self.station_head.police_posting_ids.post_id, self.station_head)
        self.env["mail.activity"]._give_to_posts(ESCALATION, [row])
        return complaint, complaint.activity_ids
