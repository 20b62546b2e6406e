import importlib.util
from datetime import datetime, timedelta
from pathlib import Path

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from .deadline_common import DeadlineCase

MIGRATION = Path(__file__).parents[1] / "migrations/19.0.1.2.0/post-promises.py"
# A Monday, 11:30 in Kolkata.
MONDAY = datetime(2026, 3, 2, 6, 0)


@tagged("post_install", "-at_install")
class TestDrafts(DeadlineCase):
    """A version is a draft until it is put in force, and whole from then on."""

    def _change(self, policy):
        action = policy.version_ids.action_change_from_now()
        return policy.version_ids.browse(action["res_id"])

    def test_a_half_edited_version_is_promised_to_nobody(self):
        draft = self._change(self.default)
        draft.hours = 48
        self.assertEqual(draft.standing, "draft")
        complaint = self._complaint()
        self.assertEqual(complaint.promised_hours, 24)
        draft.action_put_in_force()
        self.assertEqual(complaint.promised_hours, 24)
        self.assertEqual(self._complaint().promised_hours, 48)
        self.assertEqual(draft.standing, "current")
        self.assertEqual((self.default.version_ids - draft).standing, "past")

    def test_it_begins_at_the_moment_chosen(self):
        with freeze_time(MONDAY):
            draft = self._change(self.default)
            draft.write({"hours": 48, "date_from": MONDAY + timedelta(hours=3)})
            draft.action_put_in_force()
            self.assertEqual(draft.standing, "planned")
            self.assertEqual(self._complaint(received_at=MONDAY).promised_hours, 24)
            draft.date_from = MONDAY + timedelta(hours=2)
        with freeze_time(MONDAY + timedelta(hours=2, minutes=5)):
            self.assertEqual(self._complaint(received_at=fields.Datetime.now()).promised_hours, 48)
            late = MONDAY + timedelta(hours=1)
            self.assertEqual(self._complaint(received_at=late).promised_hours, 24)

    def test_never_in_the_past_by_any_way(self):
        past = fields.Datetime.now() - timedelta(days=1)
        draft = self._change(self.default)
        draft.date_from = past
        for attempt in (
            draft.action_put_in_force,
            lambda: draft.write({"state": "in_force"}),
            lambda: draft.create(
                {
                    "policy_id": self.default.id,
                    "date_from": past,
                    "level_ids": self._levels(5),
                    "state": "in_force",
                }
            ),
        ):
            with self.assertRaisesRegex(UserError, "cannot begin in the past"):
                attempt()
        draft.write({"date_from": False, "state": "in_force"})
        for change in ({"date_from": past}, {"date_from": False}):
            with self.assertRaisesRegex(UserError, "What has begun stays"):
                draft.write(change)
        with self.assertRaisesRegex(UserError, "no draft again"):
            draft.state = "draft"
        with self.assertRaisesRegex(UserError, "stays with its policy"):
            draft.policy_id = self._policy()
        self.assertEqual(draft.standing, "current")

    def test_what_is_no_promise_is_not_put_in_force(self):
        cases = {
            "no escalation level": [],
            "Later levels go to higher ranks": [(1, 5.0), (0, 8.0)],
            "higher ranks": [(0, 5.0), (0, 8.0)],
            "same hour": [(0, 5.0), (1, 5.0)],
        }
        for words, levels in cases.items():
            policy = self._policy(words, levels=(), put=False)
            policy.version_ids.level_ids = [
                Command.create({"rank_id": self.ranks[rank], "hours": hours})
                for rank, hours in levels
            ]
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                policy.version_ids.action_put_in_force()
            with self.subTest(words, way="a call"), self.assertRaisesRegex(UserError, words):
                policy.version_ids.write({"state": "in_force"})

    def test_an_imported_version_is_looked_at_too(self):
        names = ["name", "version_ids/hours", "version_ids/state"]
        result = self.policies.load(names, [["Imported", "10", "in_force"]])
        self.assertIn("no escalation level", result["messages"][0]["message"])
        self.assertFalse(self.policies.search([("name", "=", "Imported")]))

    def test_a_level_is_due_after_the_start(self):
        version = self._policy(put=False).version_ids
        for values in (
            {"hours": 0},
            {"hours": -5},
            {"hours": float("nan")},
            {"hours": 1e9},
            {"basis": "share", "share": 0},
            {"basis": "share", "share": -0.5},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                version.level_ids[0].write(values)

    def test_a_deadline_is_a_time_to_come(self):
        for hours in (float("nan"), 1e9):
            version = self._policy(hours=hours, put=False).version_ids
            with self.subTest(hours), self.assertRaisesRegex(UserError, "A deadline is"):
                version.action_put_in_force()

    def test_in_force_it_is_whole_after_every_change(self):
        version = self._policy().version_ids
        first, second = version.level_ids
        for attempt in (
            version.level_ids.unlink,
            lambda: first.write({"hours": 9}),
            lambda: version.write({"hours": 1e9}),
            lambda: version.write({"level_ids": [Command.clear()]}),
            lambda: version.level_ids.create(
                {"version_id": version.id, "rank_id": self.ranks[0], "hours": 9}
            ),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                attempt()
        # Changed together they are looked at together.
        version.level_ids = [
            Command.update(first.id, {"hours": 9}),
            Command.update(second.id, {"hours": 10}),
        ]
        self.assertEqual(self.default._promise_of(version.id).levels[0].hours, 9)


@tagged("post_install", "-at_install")
class TestKeptHours(DeadlineCase):
    """A promise by working hours keeps the hours that it was made by."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "Asia/Kolkata",
                "attendance_ids": [
                    Command.create(
                        {"name": "Day", "dayofweek": str(day), "hour_from": 10, "hour_to": 18}
                    )
                    for day in range(5)
                ],
            }
        )
        cls._off(cls, datetime(2026, 3, 3), "Holi")

    def _off(self, day, name, **values):
        """A holiday: a day in Kolkata."""
        start = day - timedelta(hours=5, minutes=30)
        return self.env["resource.calendar.leaves"].create(
            {
                "name": name,
                "calendar_id": self.calendar.id,
                "date_from": start,
                "date_to": start + timedelta(hours=24),
                **values,
            }
        )

    def _promised(self, **values):
        policy = self._policy(resource_calendar_id=self.calendar.id, **values)
        self._category(policy)
        return policy, self._complaint(self.station, category_code="paper", received_at=MONDAY)

    def _touch(self, complaint):
        """What anybody may do to it, after which its deadline is computed anew."""
        complaint._pause(self.env.ref("police_grievance.pause_reason_citizen"))
        complaint._resume(fields.Datetime.now())

    def test_holidays_known_count_and_weeks_go_on(self):
        with freeze_time(MONDAY):
            policy, complaint = self._promised()
        # Six and a half hours of Monday, nothing of Tuesday, three and a half of Wednesday.
        self.assertEqual(complaint.deadline, datetime(2026, 3, 4, 8, 0))
        words = policy.version_ids.hours_in_words
        self.assertIn("Monday 10:00–18:00", words)
        self.assertIn("03/03/2026", words)
        self.assertIn(
            "सोमवार 10:00–18:00", policy.version_ids.with_context(lang="hi_IN").hours_in_words
        )

    def test_whatever_becomes_of_the_calendar_moves_no_deadline(self):
        changes = {
            "hours": lambda: self.calendar.attendance_ids.write({"hour_from": 17}),
            "days": lambda: self.calendar.attendance_ids[:4].unlink(),
            "archived": lambda: self.calendar.write({"active": False, "tz": "UTC"}),
            "a holiday more": lambda: self._off(datetime(2026, 3, 4), "Election"),
            "a holiday less": lambda: self.env["resource.calendar.leaves"].search([]).unlink(),
            "holiday of all": lambda: self._off(datetime(2026, 3, 4), "All", calendar_id=False),
            "the unit's zone": lambda: self.station.write({"tz": "Asia/Dubai"}),
            "of another unit": lambda: self.env["police.unit"].search([]).write({"tz": "UTC"}),
        }
        for what, change in changes.items():
            with self.subTest(what), freeze_time(MONDAY), self.env.cr.savepoint() as savepoint:
                _policy, complaint = self._promised()
                before = complaint.deadline, complaint.next_escalation_at
                change()
                self._touch(complaint)
                self.assertEqual((complaint.deadline, complaint.next_escalation_at), before)
                later = self._complaint(category_code="paper", received_at=MONDAY)
                self.assertEqual(later.deadline, before[0])
                savepoint.close(rollback=True)
                self.env.invalidate_all()
                self.env.registry.clear_cache()

    def test_a_later_holiday_counts_from_the_next_version(self):
        with freeze_time(MONDAY - timedelta(days=7)):
            policy, _complaint = self._promised_before()
            self._off(datetime(2026, 3, 4), "Election")
            draft = policy.version_ids.browse(policy.version_ids.action_change_from_now()["res_id"])
            self.assertFalse(draft.hours_in_words)
            draft.action_put_in_force()
        with freeze_time(MONDAY):
            complaint = self._complaint(category_code="paper", received_at=MONDAY)
        self.assertEqual(complaint.deadline, datetime(2026, 3, 5, 8, 0))

    def _promised_before(self):
        policy = self._policy(resource_calendar_id=self.calendar.id)
        self._category(policy)
        received_at = fields.Datetime.now()
        return policy, self._complaint(category_code="paper", received_at=received_at)

    def test_weeks_in_turn(self):
        self.calendar.attendance_ids.unlink()
        # Which of the two it is, is Odoo's to say.
        week = str(self.env["resource.calendar.attendance"].get_week_type(MONDAY.date()))
        rows = [("1", week, 10, 12), ("1", str(1 - int(week)), 14, 24)]
        self.calendar.write(
            {
                "two_weeks_calendar": True,
                "attendance_ids": [
                    Command.create(
                        {
                            "name": "Tuesday",
                            "dayofweek": day,
                            "week_type": turn,
                            "hour_from": start,
                            "hour_to": end,
                        }
                    )
                    for day, turn, start, end in rows
                ],
            }
        )
        self.env["resource.calendar.leaves"].search([]).unlink()
        with freeze_time(MONDAY):
            _policy, complaint = self._promised()
        # Two hours of this Tuesday, eight of the next, which begins at 14:00.
        self.assertEqual(complaint.deadline, datetime(2026, 3, 10, 16, 30))

    def test_a_calendar_without_hours_promises_nothing(self):
        self.calendar.attendance_ids.unlink()
        with self.assertRaisesRegex(UserError, "no hours of the day"):
            self._promised()

    def test_a_calendar_in_use_is_not_deleted(self):
        with freeze_time(MONDAY):
            self._promised()
        with self.assertRaisesRegex(UserError, "archive the calendar"):
            self.calendar.unlink()
        self.assertTrue(self.calendar.exists())

    def test_what_was_promised_before_keeps_the_hours_of_the_upgrade(self):
        with freeze_time(MONDAY):
            policy, complaint = self._promised()
            version, before = policy.version_ids, complaint.deadline
            self.env.flush_all()
            self.env.cr.execute(
                SQL("UPDATE police_sla_version SET working_hours = NULL WHERE id = %s", version.id)
            )
            self.env.invalidate_all()
            spec = importlib.util.spec_from_file_location("promises", MIGRATION)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            module.migrate(self.env.cr, "19.0.1.1.0")
            self.env.invalidate_all()
            self.env.registry.clear_cache()
            self.calendar.attendance_ids.unlink()
            self._touch(complaint)
        self.assertEqual(complaint.deadline, before)
