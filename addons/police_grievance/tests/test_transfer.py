from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.bus.models.bus import BusBus

from ..tools.number import format_number
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestTransfer(PoliceCase):
    """A complaint goes to another unit: number and clock stay, and nobody plays it to and fro."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far_district = cls._make_unit("DIST2", "district", "Far District", cls.zone)
        cls.complaint = cls._complaint(
            cls.station, received_at=fields.Datetime.now() - timedelta(hours=2)
        )

    def _by(self, user):
        return self.complaint.with_user(user)

    def _steps(self, code="transferred"):
        return self.complaint.milestone_ids.filtered(lambda step: step.code == code)

    def test_it_leaves_the_sender_for_the_receiver_with_its_number_and_clock(self):
        names = ("number", "received_at", "cycle", "cycle_start", "deadline", "next_escalation_at")
        before = self.complaint.read(names)
        with freeze_time(fields.Datetime.now() + timedelta(hours=1)):
            self._by(self.station_head)._transfer(self.other_station, "The place is theirs.")
        self.assertEqual(self.complaint.read(names), before)
        self.assertFalse(self._by(self.station_head).has_access("read"))
        self.assertFalse(self._by(self.constable).search([("id", "=", self.complaint.id)]))
        self.assertTrue(self._by(self.other_head).has_access("write"))
        self.assertEqual(self.complaint.unit_id, self.other_station)
        self.assertEqual(self.complaint.post_id.unit_id, self.other_station)

    def test_both_sides_know_of_it_and_the_sender_of_nothing_after_it(self):
        self._by(self.constable)._transfer(self.other_station, "The place is theirs.")
        self._by(self.other_head)._transfer(self.far_district, "Beyond the river.")
        rows = self.env["police.transfer"]
        seen = rows.with_user(self.station_head).search([("number", "=", self.complaint.number)])
        self.assertEqual(seen.mapped("reason"), ["The place is theirs."])
        self.assertEqual(seen.user_id, self.constable)
        seen = rows.with_user(self.other_head).search([("complaint_id", "=", self.complaint.id)])
        self.assertEqual(len(seen), 2)
        with self.assertRaises(AccessError):
            seen.with_user(self.other_head).write({"reason": "Another."})

    def test_a_reason_is_needed(self):
        with self.assertRaises(UserError):
            self._by(self.station_head)._transfer(self.other_station, "  ")

    def test_it_never_goes_to_whom_it_is_about(self):
        complaint = self._complaint(self.circle)
        complaint.sudo().complained_unit_id = self.station
        with self.assertRaises(UserError):
            complaint.with_user(self.circle_officer)._transfer(self.station, "Look into it.")

    def test_only_from_the_own_jurisdiction_but_to_anywhere(self):
        with self.assertRaises(AccessError):
            self._by(self.other_head)._transfer(self.other_station, "Mine.")
        self._by(self.superintendent)._transfer(self.far_district, "In the next district.")
        self.assertEqual(self.complaint.district_id, self.far_district)
        self.assertFalse(self._by(self.superintendent).has_access("read"))
        with self.assertRaises(AccessError):
            self._by(self.superintendent)._transfer(self.station, "Back.")
        self._by(self.desk_user)._transfer(self.station, "It is ours.")

    def test_after_action_taken_the_head_takes_it_back_first_and_staff_cannot(self):
        self._act(self._by(self.constable))
        with self.assertRaises(UserError):
            self._by(self.constable)._transfer(self.other_station, "Theirs.")
        self._by(self.station_head)._transfer(self.other_station, "Theirs.")
        self.assertEqual(self.complaint.stage_code, "with_station")

    def test_it_is_returned_once(self):
        self._by(self.station_head)._transfer(self.other_station, "Theirs.")
        self.assertTrue(self._by(self.other_head).can_return)
        self._by(self.other_head)._transfer(self.station, "No, yours.")
        self.assertEqual(self.complaint.unit_id, self.station)
        self.assertEqual(self.complaint.transfer_ids[0].kind, "return")

    def test_a_second_return_goes_to_the_common_circle_which_decides(self):
        self._by(self.station_head)._transfer(self.other_station, "Theirs.")
        self._by(self.other_head)._transfer(self.station, "No, yours.")
        self._by(self.station_head)._transfer(self.other_station, "No, theirs.")
        self.assertEqual(self.complaint.unit_id, self.circle)
        self.assertEqual(self.complaint.transfer_kind, "referral")
        disputed = self._by(self.circle_officer).search([("transfer_kind", "=", "referral")])
        self.assertEqual(disputed, self.complaint)
        self.assertEqual(self.complaint.activity_ids.user_id, self.circle_officer)
        self._by(self.circle_officer)._transfer(self.other_station, "The map says so.")
        self.assertEqual(self.complaint.transfer_kind, "decision")
        self.assertFalse(self.complaint.activity_ids)
        self.assertFalse(self._by(self.other_head).can_return)
        with self.assertRaises(UserError):
            self._by(self.other_head)._transfer(self.station, "And yet.")

    def test_stations_of_two_districts_are_judged_by_who_is_above_both(self):
        far_station = self._make_unit("FAR1", "station", "Farpur", self.far_district)
        far_head = self._make_officer("test_far_head", "station_head", "sho", far_station)
        self._by(self.station_head)._transfer(far_station, "Theirs.")
        self._by(far_head)._transfer(self.station, "No, yours.")
        self._by(self.station_head)._transfer(far_station, "No, theirs.")
        self.assertEqual(self.complaint.unit_id, self.zone)

    def test_a_new_cycle_may_be_returned_again(self):
        self._by(self.station_head)._transfer(self.other_station, "Theirs.")
        self._by(self.other_head)._transfer(self.station, "No, yours.")
        self.complaint.sudo()._record_asked("call", "resolved")
        self.complaint.sudo()._move_to("closed", self.env.ref("police_grievance.outcome_resolved"))
        self.complaint.sudo()._reopen()
        self.assertFalse(self.complaint.transfer_kind)
        self._by(self.station_head)._transfer(self.other_station, "Theirs.")
        self.assertEqual(self.complaint.transfer_kind, "transfer")

    def test_the_citizen_is_told_once(self):
        self._by(self.station_head)._transfer(self.other_station, "Theirs.")
        self.assertEqual(self._steps().unit_id, self.other_station)
        self._by(self.other_head)._transfer(self.far_district, "Beyond the river.")
        self.assertEqual(self._steps().unit_id, self.far_district)

    def test_there_and_back_within_minutes_is_nothing_to_tell(self):
        self._by(self.station_head)._transfer(self.other_station, "Theirs.")
        self._by(self.other_head)._transfer(self.station, "No, yours.")
        self.assertFalse(self._steps())

    def test_there_and_back_after_an_hour_is_told_twice(self):
        with freeze_time(fields.Datetime.now() - timedelta(hours=1)):
            self._by(self.station_head)._transfer(self.other_station, "Theirs.")
        self._by(self.other_head)._transfer(self.station, "No, yours.")
        self.assertEqual(self._steps().unit_id, self.other_station | self.station)

    def test_what_is_to_be_done_goes_along(self):
        todo = "mail.mail_activity_data_todo"
        mine = self.complaint.activity_schedule(todo, user_id=self.constable.id)
        posts = {
            user: user.police_posting_ids.post_id
            for user in (self.station_head, self.circle_officer)
        }
        give = self.env["mail.activity"]._give_to_posts
        give(
            "police_grievance.mail_activity_type_escalation",
            [(self.complaint, post, user) for user, post in posts.items()],
        )
        self._by(self.station_head)._transfer(self.other_station, "Theirs.")
        rows = self.complaint.activity_ids
        self.assertEqual(mine.user_id, self.other_head)
        self.assertEqual(rows.user_id, self.other_head | self.circle_officer)
        head_post = self.other_head.police_posting_ids.post_id
        self.assertEqual(mine.police_post_id, head_post)
        self.assertEqual(rows.police_post_id, head_post | posts[self.circle_officer])

    def test_follow_ups_with_the_sender_are_answered(self):
        due = fields.Datetime.now() + timedelta(hours=1)
        follow_up = self._follow_up(self._by(self.desk_user), "call", next_due_at=due)
        self._by(self.station_head)._transfer(self.other_station, "Theirs.")
        self.assertTrue(follow_up.answered_at)
        self.assertIn("Theirs.", follow_up.answer)
        self.assertFalse(self.complaint.follow_up_due_at)

    def test_any_number_costs_the_same_queries(self):
        few = self._several(2)
        many = self._several(8)
        warm = self._several(1)
        warm.with_user(self.superintendent)._transfer(self.other_station, "Warm up.")
        counts = []
        for complaints in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            complaints.with_user(self.superintendent)._transfer(self.other_station, "Theirs.")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2, counts)

    def _several(self, count):
        complaints = self.env["police.complaint"]
        for number in range(count):
            complaint = self._complaint(self.station, sender_value=f"b{count}-{number}@example.org")
            complaint.activity_schedule("mail.mail_activity_data_todo", user_id=self.constable.id)
            complaints |= complaint
        return complaints

    def test_open_screens_of_those_who_lost_it_are_told(self):
        told = []
        with patch.object(BusBus, "_sendone", lambda bus, *message: told.append(message)):
            self._by(self.station_head)._transfer(self.other_station, "Theirs.")
        told = [message for message in told if message[1] == "police_complaint_left"]
        channel, kind, payload = told[0]
        self.assertEqual(len(told), 1, "neither the sender nor the circle")
        self.assertEqual(channel, self.constable.partner_id)
        self.assertEqual((kind, payload), ("police_complaint_left", {"ids": self.complaint.ids}))

    def test_the_dialogue_takes_the_user_back(self):
        wizard = (
            self.env["police.complaint.transfer.wizard"]
            .with_user(self.station_head)
            .create(
                {
                    "complaint_id": self.complaint.id,
                    "unit_id": self.other_station.id,
                    "reason": "Theirs.",
                }
            )
        )
        self.assertEqual(wizard.kind, "transfer")
        action = wizard.action_transfer()
        self.assertEqual(action["params"]["ids"], self.complaint.ids)
        self.assertIn(format_number(self.complaint.number), action["params"]["message"])
