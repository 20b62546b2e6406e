from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import PoliceCase

HOUR = timedelta(hours=1)


@tagged("post_install", "-at_install")
class TestVerification(PoliceCase):
    """The citizen is asked before a complaint is closed, and their answer counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # 6:00 in Kanpur: the hours of the day below are those of the citizens.
        with freeze_time("2026-03-02 00:30:00"):
            cls.complaint = cls._complaint(cls.station)
            cls.start = cls.complaint.received_at
        cls.resolved = cls.env.ref("police_grievance.outcome_resolved")
        cls.desk = cls.complaint.with_user(cls.desk_user)

    def _at(self, hours):
        return freeze_time(self.start + hours * HOUR)

    def _ask(self, hours, result, **values):
        with self._at(hours):
            return (
                self.env["police.verification"]
                .with_user(self.desk_user)
                .create({"complaint_id": self.complaint.id, "result": result, **values})
            )

    def _close(self, hours, outcome=None):
        with self._at(hours):
            self.desk._move_to("closed", outcome or self.resolved)

    def _in_verification(self, hours):
        with self._at(hours):
            self._act(self.complaint.with_user(self.constable))
            self.desk._move_to("verification")

    def test_unreachable_takes_three_tries_at_different_hours(self):
        for hours in (3, 3.1, 3.2):
            self._ask(hours, "unreachable")
        with self.assertRaisesRegex(UserError, "missing: 2. The next one counts from .*11:00"):
            self._close(4)
        for hours in (27, 51):
            self._ask(hours, "unreachable")
        with self.assertRaisesRegex(UserError, "missing: 1.*from 8 to 12 o'clock"):
            self._close(52)
        self._ask(60, "unreachable")
        self._close(61)
        self.assertEqual(self.complaint.stage_code, "closed")

    def test_not_resolved_sends_it_back_with_the_clock_running(self):
        self._in_verification(5)
        deadline = self.complaint.promised_deadline
        self._ask(8, "not_resolved")
        self.assertEqual(self.complaint.stage_code, "with_station")
        self.assertFalse(self.complaint.paused_since)
        # Three hours in which the citizen was asked are not the station's.
        self.assertEqual(self.complaint.deadline, deadline + 3 * HOUR)
        gross, net = self.complaint._hours_at(self.start + 10 * HOUR)
        self.assertEqual((round(gross), round(net)), (10, 7))

    def test_while_the_citizen_says_no_it_is_not_resolved(self):
        self._in_verification(5)
        self._ask(8, "not_resolved")
        with self.assertRaisesRegex(UserError, "not settled"):
            self._close(9)
        self._close(9, self.env.ref("police_grievance.outcome_not_substantiated"))
        self.assertEqual(self.complaint.stage_code, "closed")

    def test_the_last_answer_counts(self):
        self._ask(4, "not_resolved")
        self._ask(8, "resolved")
        self._close(9)
        self.assertEqual(self.complaint.outcome_id, self.resolved)

    def test_after_a_no_who_cannot_be_reached_any_more_does_not_block_for_ever(self):
        self._ask(1, "unreachable")
        self._ask(2, "not_resolved")
        for hours in (4, 8, 12):
            with self.assertRaises(UserError):
                self._close(hours - 0.5)
            self._ask(hours, "unreachable")
        self._close(13)
        self.assertEqual(self.complaint.stage_code, "closed")

    def test_a_try_before_the_complaint_does_not_count(self):
        for hours, words in ((-1, "before"), (2, "future")):
            with self.assertRaisesRegex(UserError, words), self._at(1):
                self.env["police.verification"].create(
                    {
                        "complaint_id": self.complaint.id,
                        "result": "unreachable",
                        "asked_at": self.start + hours * HOUR,
                    }
                )

    def test_nobody_makes_up_tries_at_other_hours(self):
        """Whoever says when it was is not believed: what counts is when it was written down."""
        now = self.start + 30 * HOUR
        for hours in (3, 9, 15, 40):
            row = self._ask(30, "unreachable", asked_at=self.start + hours * HOUR)
            self.assertEqual(row.asked_at, now)
        asked = self.env["police.verification"].with_user(self.desk_user)
        with self._at(30):
            row = asked.with_context(default_asked_at=self.start + 20 * HOUR).create(
                {"complaint_id": self.complaint.id, "result": "unreachable"}
            )
        self.assertEqual(row.asked_at, now)
        with self.assertRaises(AccessError):
            row.with_user(self.superintendent).write({"asked_at": self.start + 20 * HOUR})
        with self.assertRaisesRegex(UserError, "missing: 2"):
            self._close(30)

    def _asked_by(self, user, hours):
        """The station has acted, and somebody moves it to where the citizen is asked."""
        with self._at(hours):
            self._act(self.complaint.with_user(self.constable))
            self.complaint.with_user(user)._move_to("verification")

    def test_a_station_stops_its_own_clock_by_asking_once(self):
        deadline = self.complaint.promised_deadline
        self._asked_by(self.station_head, 5)
        self.assertTrue(self.complaint.paused_since)
        self._ask(8, "not_resolved")
        self._asked_by(self.station_head, 9)
        self.assertEqual(self.complaint.stage_code, "verification")
        self.assertFalse(self.complaint.paused_since)
        self.assertEqual(self.complaint.deadline, deadline + 3 * HOUR)
        self.assertIn("The clock runs on", str(self.complaint.message_ids.mapped("body")))
        self._ask(10, "not_resolved")
        # Whoever answers for it may stop it again.
        self._asked_by(self.circle_officer, 11)
        self.assertTrue(self.complaint.paused_since)

    def test_the_citizen_says_it_on_the_page_and_again_when_asked_again(self):
        self._in_verification(5)
        with self._at(6):
            self.complaint._keep_feedback("not_resolved", 2, "Nobody came.")
        self.assertEqual(self.complaint.stage_code, "with_station")
        self.assertTrue(self.complaint.has_unread_reply)
        with self._at(7), self.assertRaises(UserError):
            self.complaint._keep_feedback("resolved", 0, "")
        self._in_verification(8)
        with self._at(9):
            self.complaint._keep_feedback("resolved", 5, "")
        self.assertEqual(self.complaint.feedback_ids.mapped("rating"), [5])
        self.assertEqual(self.complaint._answer_on_record(), "resolved")
        self._close(10)

    def test_the_closing_dialogue_says_what_is_missing(self):
        wizard = self.env["police.complaint.close.wizard"].with_user(self.desk_user)
        wizard = wizard.new({"complaint_id": self.complaint.id, "outcome_id": self.resolved.id})
        self.assertIn("missing: 3", wizard.problem)
        wizard.result = "not_resolved"
        self.assertIn("not settled", wizard.problem)
        wizard.result = "resolved"
        self.assertFalse(wizard.problem)
        wizard.outcome_id = self.env.ref("police_grievance.outcome_not_a_complaint")
        wizard.result = False
        self.assertFalse(wizard.problem)
