from datetime import datetime, timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import PoliceCase

START = datetime(2026, 3, 2, 6, 0)


def hours(count):
    return timedelta(hours=count)


@tagged("post_install", "-at_install")
class TestClock(PoliceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(START):
            cls.complaint = cls._complaint(cls.station, received_at=START)

    def _close(self, complaint):
        self._ask(complaint, "resolved")
        complaint._move_to("closed", outcome=self.env.ref("police_grievance.outcome_resolved"))

    def _ask(self, complaint, result):
        self.env["police.verification"].create(
            {"complaint_id": complaint.id, "cycle": complaint.cycle, "result": result}
        )

    def test_a_new_version_moves_no_promise(self):
        version = self.env.ref("police_grievance.sla_version_default")
        with freeze_time(START + hours(1)):
            action = version.action_change_from_now()
            changed = self.env["police.sla.version"].browse(action["res_id"])
            changed.hours = 48
            changed.action_put_in_force()
            later = self._complaint(self.station, received_at=START + hours(1))
        self.assertEqual(self.complaint.deadline, START + hours(24))
        self.assertEqual(later.deadline, START + hours(49))
        self.assertEqual(len(changed.level_ids), len(version.level_ids))

    def test_a_promised_version_cannot_be_edited(self):
        version = self.env.ref("police_grievance.sla_version_default")
        for change in ({"hours": 48}, {"date_from": START}):
            with self.assertRaisesRegex(UserError, "Change from now on"):
                version.write(change)
        with self.assertRaisesRegex(UserError, "Change from now on"):
            version.level_ids[0].hours = 3
        with self.assertRaisesRegex(UserError, "Change from now on"):
            version.level_ids[0].unlink()

    def test_a_promise_costs_no_query_when_warm(self):
        category = self.env["police.category"]
        self.complaint._promise_values(category, START)
        with self.assertQueryCount(0):
            self.complaint._promise_values(category, START)

    def test_a_policy_may_count_working_hours(self):
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "Asia/Kolkata",
                "attendance_ids": [
                    (0, 0, {"name": "Day", "dayofweek": str(day), "hour_from": 10, "hour_to": 18})
                    for day in range(5)
                ],
            }
        )
        policy = self.env["police.sla.policy"].create({"name": "Office hours"})
        version = self.env["police.sla.version"].create(
            {
                "policy_id": policy.id,
                "hours": 10,
                "resource_calendar_id": calendar.id,
                "level_ids": [
                    Command.create(
                        {"rank_id": self.env.ref("police_force.rank_sho").id, "hours": 5}
                    )
                ],
            }
        )
        with freeze_time(START):
            version.action_put_in_force()
        category = self.env["police.category"].create(
            {"name": "Paper", "code": "paper", "sla_policy_id": policy.id}
        )
        # Monday 11:30 in Kolkata: six and a half hours of Monday, three and a half of Tuesday.
        values = self.complaint._promise_values(category, START)
        self.assertEqual(values["deadline"], datetime(2026, 3, 3, 8, 0))

    def test_a_pause_moves_deadline_and_levels_but_not_the_promise(self):
        reason = self.env.ref("police_grievance.pause_reason_citizen")
        with freeze_time(START + hours(2)):
            self.complaint._pause(reason)
        with freeze_time(START + hours(5)):
            self.complaint._resume()
        self.assertEqual(self.complaint.promised_deadline, START + hours(24))
        self.assertEqual(self.complaint.deadline, START + hours(27))
        self.assertEqual(self.complaint.next_escalation_at, START + hours(15))

    def test_a_pause_ends_by_itself_at_its_cap(self):
        reason = self.env.ref("police_grievance.pause_reason_citizen")
        with freeze_time(START + hours(2)):
            self.complaint._pause(reason)
        self.assertEqual(self.complaint.deadline, START + hours(24 + reason.max_hours))
        self.assertEqual(self.complaint.next_escalation_at, START + hours(2 + reason.max_hours))
        reason.max_hours = 1000
        with freeze_time(START + hours(500)):
            self.complaint._end_capped_pauses()
        self.assertFalse(self.complaint.paused_since)
        self.assertEqual(self.complaint.deadline, START + hours(24 + 72), "the cap it began with")
        self.assertEqual(self.complaint.next_escalation_at, START + hours(12 + 72))

    def test_a_station_cannot_stop_its_own_clock(self):
        reason = self.env.ref("police_grievance.pause_reason_citizen")
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.station_head)._pause(reason)
        self.complaint.with_user(self.circle_officer)._pause(reason)
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.station_head)._resume()
        self.assertEqual(self.complaint.pause_ids.approver_id, self.circle_officer)

    def test_a_missed_deadline_is_not_mended_by_a_pause(self):
        with freeze_time(START + hours(30)):
            self.complaint._pause(self.env.ref("police_grievance.pause_reason_citizen"))
        self.assertEqual(self.complaint.deadline, START + hours(24))

    def test_pauses_count_in_their_own_cycle_only_and_closed_time_is_nobodys(self):
        reason = self.env.ref("police_grievance.pause_reason_citizen")
        with freeze_time(START + hours(2)):
            self.complaint._pause(reason)
        with freeze_time(START + hours(5)):
            self._close(self.complaint)
        self.assertEqual((self.complaint.gross_hours, self.complaint.net_hours), (5, 2))
        with freeze_time(START + hours(15)):
            self.complaint._reopen_by_citizen()
        self.assertEqual(self.complaint.deadline, START + hours(39))
        with freeze_time(START + hours(16)):
            self._close(self.complaint)
        self.assertEqual((self.complaint.gross_hours, self.complaint.net_hours), (16, 3))

    def test_a_pause_cannot_be_doubled(self):
        reason = self.env.ref("police_grievance.pause_reason_citizen")
        self.complaint._pause(reason)
        with self.assertRaises(UserError):
            self.complaint._pause(reason)

    def test_time_in_verification_is_not_the_stations(self):
        with freeze_time(START + hours(4)):
            self.complaint._move_to("action_taken")
            self.complaint._move_to("verification")
            self.assertTrue(self.complaint.paused_since)
        with freeze_time(START + hours(10)):
            self._close(self.complaint)
        self.assertEqual(self.complaint.gross_hours, 10)
        self.assertEqual(self.complaint.net_hours, 4)
        self.assertFalse(self.complaint.paused_since)

    def test_transfer_and_edit_leave_the_clock_alone(self):
        before = (
            self.complaint.deadline,
            self.complaint.received_at,
            self.complaint.next_escalation_at,
        )
        with freeze_time(START + hours(3)):
            self.complaint.write(self.complaint._unit_values(self.other_station))
            self.complaint.with_user(self.desk_user).write({"subject": "Other words"})
        after = (
            self.complaint.deadline,
            self.complaint.received_at,
            self.complaint.next_escalation_at,
        )
        self.assertEqual(before, after)

    def test_the_hours_so_far_are_shown_while_it_is_open(self):
        with freeze_time(START + hours(2)):
            self.complaint._pause(
                self.env.ref("police_grievance.pause_reason_citizen"), self.circle_officer
            )
        with freeze_time(START + hours(6)):
            complaint = self.complaint.with_user(self.constable)
            shown = (complaint.gross_hours_so_far, complaint.net_hours_so_far)
            self.assertEqual(shown, (6, 2))

    def test_reopening_begins_a_new_cycle_and_keeps_number_and_age(self):
        number = self.complaint.number
        with freeze_time(START + hours(10)):
            self._close(self.complaint)
        with freeze_time(START + hours(20)):
            self.complaint._reopen_by_citizen("It began again.")
        self.assertEqual(self.complaint.cycle, 2)
        self.assertEqual(self.complaint.number, number)
        self.assertEqual(self.complaint.received_at, START)
        self.assertEqual(self.complaint.deadline, START + hours(44))
        self.assertEqual(self.complaint.next_escalation_at, START + hours(32))
        self.assertFalse(self.complaint.outcome_id)
        self.assertEqual(self.complaint.milestone_ids[-1].code, "reopened")
        self.assertEqual(self.complaint.post_id, self.station_head.police_posting_ids.post_id)

    def test_a_role_reopens_in_its_own_words(self):
        with freeze_time(START + hours(10)):
            self._close(self.complaint)
        self.complaint.with_user(self.circle_officer)._reopen("The street was not searched.")
        message = self.complaint.message_ids.filtered(lambda row: "street" in (row.body or ""))
        self.assertEqual(message.author_id, self.circle_officer.partner_id)
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_note"))

    def test_the_citizen_reopens_within_72_hours_only(self):
        with freeze_time(START + hours(10)):
            self._close(self.complaint)
        with freeze_time(START + hours(83)), self.assertRaisesRegex(UserError, "72 hours"):
            self.complaint._reopen_by_citizen()
        with freeze_time(START + hours(84)):
            self.complaint.with_user(self.desk_user)._reopen("He called again.")
        self.assertTrue(self.complaint.is_open)

    def test_closing_needs_an_outcome_and_the_citizens_answer(self):
        resolved = self.env.ref("police_grievance.outcome_resolved")
        with self.assertRaises(UserError):
            self.complaint._move_to("closed")
        with self.assertRaisesRegex(UserError, "Ask the citizen first"):
            self.complaint._move_to("closed", outcome=resolved)
        self._ask(self.complaint, "resolved")
        self.complaint._move_to("closed", outcome=resolved)
        self.assertFalse(self.complaint.is_open)

    def test_the_first_contact_is_nobodys_to_change(self):
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.desk_user).write({"received_at": START})

    def test_the_future_is_no_first_contact(self):
        with self.assertRaises(UserError):
            self._complaint(received_at=fields.Datetime.now() + hours(1))
