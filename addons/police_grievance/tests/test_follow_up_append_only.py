from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PoliceCase

PAST = "2020-01-01 10:00:00"


@tagged("post_install", "-at_install")
class TestFollowUpAppendOnly(PoliceCase):
    """A direction or a follow-up stays what it was; its date moves with a reason that stays too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)
        cls.due = fields.Datetime.now() + timedelta(hours=4)
        cls.later = cls.due + timedelta(days=1)
        cls.direction = cls._logged(
            cls.superintendent, method="direction", direction="Go there today."
        )
        cls.general = cls._logged(
            cls.superintendent,
            method="direction",
            direction="Keep the register.",
            complaint_id=False,
            unit_id=cls.station.id,
        )
        cls.follow_up = cls._logged(cls.desk_user, contact="SI Example")

    @classmethod
    def _logged(cls, user, **values):
        return (
            cls.env["police.follow.up"]
            .with_user(user)
            .create({"complaint_id": cls.complaint.id, "next_due_at": cls.due, **values})
            .sudo(False)
        )

    def _change(self, user, row, moment=None, reason="The witness is away."):
        wizard = (
            self.env["police.follow.up.date.wizard"]
            .with_user(user)
            .create({"follow_up_id": row.id, "next_due_at": moment or self.later, "reason": reason})
        )
        wizard.action_change()

    def test_nobody_rewrites_what_was_said(self):
        changes = (
            {"direction": "Do nothing."},
            {"next_due_at": self.later},
            {"next_due_at": False},
            {"answer": "It is all done.", "answered_at": self.due},
            {"answered_at": self.due},
            {"contact": "Nobody"},
            {"method": "visit"},
            {"contacted_at": PAST},
            {"unit_id": self.other_station.id},
            {"complaint_id": False},
            {"user_id": self.circle_officer.id},
            {"due_changes": ""},
        )
        users = (self.constable, self.station_head, self.circle_officer, self.superintendent)
        for user in (*users, self.desk_user, self.zone_head):
            for row in (self.direction, self.general, self.follow_up):
                for change in changes:
                    named = self.subTest(user=user.login, change=change)
                    with named, self.assertRaises(AccessError):
                        row.with_user(user).write(change)
                with self.assertRaises(AccessError):
                    row.with_user(user).unlink()
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.desk_user).write(
                {"follow_up_ids": [(1, self.follow_up.id, {"next_due_at": self.later})]}
            )

    def test_nobody_back_dates_or_answers_while_giving(self):
        for what, values in {
            "answered": {"answered_at": PAST},
            "by another": {"answered_by_id": self.station_head.id},
            "silence": {"silence_escalated_at": PAST},
            "changes": {"due_changes": "The SP agreed."},
            "rank": {"rank_id": self.env.ref("police_force.rank_zone").id},
        }.items():
            with self.subTest(what=what), self.assertRaises(AccessError):
                self._logged(self.circle_officer, **values)
            defaults = {f"default_{name}": value for name, value in values.items()}
            row = (
                self.env["police.follow.up"]
                .with_user(self.circle_officer)
                .with_context(default_contacted_at=PAST, **defaults)
                .create({"complaint_id": self.complaint.id, "next_due_at": self.later})
            )
            self.assertFalse(any(row[name] for name in values), what)
            self.assertGreater(row.contacted_at, fields.Datetime.to_datetime(PAST))
        row = self._logged(self.circle_officer, contacted_at=PAST)
        self.assertGreater(row.contacted_at, fields.Datetime.to_datetime(PAST))

    def test_an_answer_that_came_with_the_call_is_one(self):
        answered = self._logged(self.desk_user, answer="They go there.", next_due_at=False)
        self.assertTrue(answered.answered_at)
        self.assertTrue(self.follow_up.answered_at)
        promised = self._logged(self.desk_user, answer="By noon.")
        self.assertFalse(promised.answered_at)

    def test_the_station_answers_once(self):
        self.direction.with_user(self.constable)._answer_direction("Went there.")
        for again in ("Something else.", "Went there."):
            with self.assertRaises(UserError):
                self.direction.with_user(self.station_head)._answer_direction(again)
        self.assertEqual(self.direction.answer, "Went there.")

    def test_the_giver_moves_the_date_with_a_reason_that_stays(self):
        for row, user in (
            (self.direction, self.superintendent),
            (self.general, self.superintendent),
            (self.follow_up, self.desk_user),
        ):
            self._change(user, row)
            self._change(user, row, self.later + timedelta(days=1), "Once more.")
            self.assertEqual(row.next_due_at, self.later + timedelta(days=1))
            first, second = row.due_changes.split("\n")
            self.assertIn("The witness is away.", first)
            self.assertIn(user.name, first)
            self.assertIn("Once more.", second)
        said = self.complaint.message_ids
        self.assertIn("The witness is away.", str(said.mapped("body")))
        self.assertIn(self.superintendent.partner_id, said.author_id)

    def test_a_reason_and_a_moment_to_come(self):
        now = fields.Datetime.now()
        for values in ({"reason": " "}, {"moment": now - timedelta(hours=1)}):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._change(self.superintendent, self.direction, **values)
        self.direction.with_user(self.constable)._answer_direction("Went there.")
        with self.assertRaises(UserError):
            self._change(self.superintendent, self.direction)

    def test_no_subordinate_moves_a_superiors_date(self):
        for user, row in (
            (self.circle_officer, self.direction),
            (self.circle_officer, self.general),
            (self.desk_user, self.direction),
            (self.circle_officer, self.follow_up),
            (self.superintendent, self.follow_up),
            (self.station_head, self.direction),
            (self.constable, self.follow_up),
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._change(user, row)
        self._change(self.zone_head, self.direction)
        self.assertEqual(self.direction.next_due_at, self.later)

    def test_whoever_has_the_givers_post_now_moves_the_date(self):
        successor = self._make_officer("test_sp_2", "supervisor", "addl_sp", self.district)
        with self.assertRaises(AccessError):
            self._change(successor, self.direction)
        posting = self.superintendent.police_posting_ids
        posting.date_to = fields.Datetime.now()
        with self.assertRaises(AccessError):
            self._change(successor, self.direction)
        self.env["police.posting"].create(
            {"post_id": posting.post_id.id, "user_id": successor.id, "date_from": posting.date_to}
        )
        self._change(successor, self.direction)

    def test_the_dialogue_is_about_what_one_may_read(self):
        elsewhere = self._complaint(self.other_station, sender_value="other@example.org")
        about = self.env["police.follow.up"].create({"complaint_id": elsewhere.id})
        elsewhere.with_user(self.desk_user).write({"complained_unit_id": self.circle.id})
        wizards = self.env["police.follow.up.date.wizard"].with_user(self.circle_officer)
        with self.assertRaises(AccessError):
            wizards.create({"follow_up_id": about.id, "reason": "x"})
        wizard = wizards.create({"follow_up_id": self.direction.id, "reason": "x"})
        with self.assertRaises(AccessError):
            wizard.write({"follow_up_id": about.id})
        for values, context in (
            ({"follow_up_id": about.id}, {}),
            ({}, {"default_follow_up_id": about.id}),
        ):
            with self.assertRaises(AccessError):
                wizards.with_context(**context).onchange(
                    values, ["follow_up_id"], {"follow_up_id": {}, "reason": {}}
                )
        action = self.direction.with_user(self.superintendent).action_change_date()
        self.assertEqual(action["context"]["default_follow_up_id"], self.direction.id)
        with self.assertRaises(AccessError):
            about.with_user(self.circle_officer).action_change_date()
