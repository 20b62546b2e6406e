from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from odoo.addons.police_grievance.tests.common import PoliceCase

# Midnight in Kanpur before 3 March 2026.
DAY = datetime(2026, 3, 2, 18, 30)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
TEN = DAY + 10 * HOUR


@tagged("post_install", "-at_install")
class TestCallFigures(PoliceCase):
    """A day's calls in figures: each opens the calls that it counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calls = cls.env["police.call"].sudo()
        cls.channel = cls.env.ref("police_channels.channel_voice").sudo()
        cls.other = new_test_user(
            cls.env, "test_other_taker", groups="police_force.group_control_room"
        )
        cls.early = cls._call(DAY - SECOND, answered=5)
        cls.quick = cls._call(TEN, answered=20)
        cls.slow = cls._call(TEN + 59 * 60 * SECOND, answered=21, taker=cls.other)
        cls.given_up = cls._call(TEN + HOUR, ended=40, outcome="gave_up")
        cls.to_the_tone = cls._call(TEN + HOUR, ended=40, outcome="words")
        cls.in_the_menu = cls._call(TEN + HOUR, asked=False, ended=9, outcome="gave_up")
        cls.made = cls._call(TEN + HOUR, direction="out", answered=3)
        cls.late_evening = cls._call(DAY + 24 * HOUR - SECOND, answered=10)
        cls.in_time, cls.late, cls.left, cls.heard = (
            cls._call_back(phone, **values)
            for phone, values in enumerate(
                (
                    {"called_at": TEN, "was_in_time": True, "called_by_id": cls.other.id},
                    {"called_at": TEN + HOUR, "called_by_id": cls.other.id},
                    {},
                    {"state": "heard"},
                )
            )
        )

    @classmethod
    def _call(cls, began, answered=None, ended=None, asked=True, taker=None, **values):
        """:param answered, ended: seconds after a person was looked for"""
        queued = began + 30 * SECOND
        if answered:
            taker = taker or cls.desk_user
            values |= {"answered_at": queued + answered * SECOND, "taker_id": taker.id}
        return cls.calls.create(
            {
                "channel_id": cls.channel.id,
                "exchange_call": f"test-{len(cls.calls.search([]))}.1",
                "direction": "in",
                "state": "ended",
                "began_at": began,
                "queued_at": asked and queued,
                "waited_seconds": asked and (answered or ended),
                "ended_at": queued + 100 * SECOND,
                "outcome": "talked",
                **values,
            }
        )

    @classmethod
    def _call_back(cls, number, **values):
        rang = TEN - HOUR
        return (
            cls.env["police.call.back"]
            .sudo()
            .create(
                {
                    "phone": f"+91000006600{number}",
                    "first_rang_at": rang,
                    "last_rang_at": rang,
                    "due_at": rang + timedelta(minutes=15),
                    **values,
                }
            )
        )

    def _day(self, user=None, day="2026-03-03", at=TEN + 20 * HOUR):
        with freeze_time(at):
            return self.env["police.call.figures"].with_user(user or self.zone_head).get_day(day)

    def _rows(self, part, **more):
        """:return: dict of label to dict of code to its cell"""
        [found] = [one for one in self._day(**more)["parts"] if one["code"] == part]
        return {
            row["label"]: {cell["code"]: cell for cell in row["cells"]} for row in found["rows"]
        }

    def _told(self, cells):
        return {
            code: cell.get("count", cell.get("text", cell.get("percent")))
            for code, cell in cells.items()
        }

    def test_by_hour(self):
        rows = self._rows("hour")
        self.assertEqual(
            [*rows],
            ["09:00–10:00", "10:00–11:00", "11:00–12:00", "23:00–00:00", "All together"],
        )
        ten = {"calls": 2, "asked": 2, "answered": 2, "fast": 1, "share": 50, "gave_up": 0}
        self.assertLessEqual(ten.items(), self._told(rows["10:00–11:00"]).items())
        eleven = {"calls": 3, "asked": 2, "answered": 0, "fast": 0, "share": 0, "gave_up": 1}
        self.assertLessEqual(eleven.items(), self._told(rows["11:00–12:00"]).items())
        together = {"calls": 6, "asked": 5, "answered": 3, "fast": 2, "share": 40, "gave_up": 1}
        told = self._told(rows["All together"])
        self.assertLessEqual(together.items(), told.items())
        self.assertEqual(told["wait"], "26 s")
        self.assertEqual((told["returned"], told["returned_late"]), (1, 2))

    def test_by_call_taker(self):
        rows = self._rows("taker")
        other = {"calls": 1, "answered": 1, "fast": 0, "returned": 1, "returned_late": 1}
        self.assertLessEqual(other.items(), self._told(rows[self.other.name]).items())
        desk = {"calls": 2, "answered": 2, "fast": 2, "share": 100, "returned": 0}
        self.assertLessEqual(desk.items(), self._told(rows[self.desk_user.name]).items())
        self.assertEqual(self._told(rows["All together"])["calls"], 3)

    def test_a_count_opens_what_it_counts(self):
        expected = {
            "calls": self.calls.search([("direction", "=", "in")]) - self.early,
            "asked": self.quick | self.slow | self.given_up | self.to_the_tone | self.late_evening,
            "answered": self.quick | self.slow | self.late_evening,
            "fast": self.quick | self.late_evening,
            "gave_up": self.given_up,
            "returned": self.in_time,
            "returned_late": self.late | self.left,
        }
        with freeze_time(TEN + 20 * HOUR):
            for part in ("hour", "taker"):
                for label, cells in self._rows(part).items():
                    for code, cell in cells.items():
                        if "action" not in cell:
                            continue
                        with self.subTest(row=label, figure=code):
                            rows = self.env[cell["action"]["res_model"]].with_user(self.zone_head)
                            found = rows.search(cell["action"]["domain"])
                            self.assertEqual(len(found), cell["count"])
                            if (part, label) == ("hour", "All together"):
                                self.assertEqual(found, rows.union(expected[code]).sorted())

    def test_who_waits_now(self):
        now = datetime(2026, 3, 4, 6, 0)
        waiting = self._call(now - HOUR, state="waiting", outcome=False, ended=1)
        self._call(now - HOUR, state="menu", outcome=False, asked=False)
        tile = self._day(day=None, at=now)["waiting"]
        self.assertEqual((tile["count"], tile["level"]), (1, "late"))
        self.assertEqual(self.calls.search(tile["action"]["domain"]), waiting)
        with freeze_time(now):
            figures = self.env["police.call.figures"].with_user(self.zone_head)
            self.assertEqual(figures.get_waiting()["count"], 1)
        self.assertIsNone(self._day(at=now)["waiting"])

    def test_days(self):
        told = self._day()
        self.assertEqual((told["before"], told["after"]), ("2026-03-02", "2026-03-04"))
        for day in (None, "", "2026-13-01", "2026-03-05", "March", "<script>"):
            with self.subTest(day=day):
                told = self._day(day=day)
                self.assertEqual((told["day"], told["after"]), ("2026-03-04", None))

    def test_whose_they_are(self):
        auditor = new_test_user(self.env, "test_call_audit", groups="police_force.group_auditor")
        for user in (self.desk_user, self.superintendent, auditor):
            self.assertTrue(self._day(user=user)["parts"])
            call = self.quick.with_user(user)
            self.assertEqual(call.read(["answered", "outcome"])[0]["answered"], 1)
            with self.assertRaises(AccessError):
                call.write({"outcome": "words"})
        for user in (self.constable, self.station_head):
            with self.assertRaises(AccessError):
                self._day(user=user)
        with self.assertRaises(AccessError):
            self.quick.with_user(self.superintendent).read(["phone"])

    def test_a_busier_day_costs_no_more_queries(self):
        for minute in range(30):
            self._call(TEN + 2 * HOUR + minute * 60 * SECOND, answered=5)
        self._day()
        self.env.invalidate_all()
        few = self._queries("2026-03-02")
        self.assertLessEqual(self._queries("2026-03-03"), few + 2)

    def _queries(self, day):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._day(day=day)
        return self.env.cr.sql_log_count - before

    def test_a_call_that_returns_another_says_when_that_was_tried(self):
        self.calls.with_user(self.other).sudo().create(
            {
                "channel_id": self.channel.id,
                "exchange_call": "out-1.1",
                "direction": "out",
                "state": "ringing",
                "began_at": TEN,
                "call_back_id": self.left.id,
            }
        )
        self.assertTrue(self.left.called_at)
        self.assertEqual(self.left.called_by_id, self.other)
