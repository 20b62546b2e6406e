import importlib.util
import random
from datetime import datetime, timedelta
from pathlib import Path

from odoo import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from .deadline_common import DeadlineCase

MIGRATIONS = Path(__file__).parents[1] / "migrations/19.0.1.2.0"
START = datetime(2026, 3, 2, 6, 0)
# Minute by minute: what counts of the time from the first contact to the last closing. A policy of
# office hours counts Monday to Friday, 10 to 18 in Kolkata, and not the holiday of 4 March.
RECOUNTED = """
    WITH closed AS (
        SELECT complaint.id, complaint.district_id, complaint.received_at, ending.closed_at,
               policy.id = %(office)s AS by_office
          FROM police_complaint AS complaint
          JOIN LATERAL (
               SELECT kind, state, closed_at FROM police_closing
                WHERE complaint_id = complaint.id AND state != 'taken_back'
                ORDER BY id DESC LIMIT 1) AS ending ON ending.kind = 'outcome'
          LEFT JOIN LATERAL (
               SELECT happened_at FROM police_milestone
                WHERE complaint_id = complaint.id AND code = 'reopened'
                ORDER BY id DESC LIMIT 1) AS again ON TRUE
          JOIN police_sla_version AS version ON version.id = complaint.sla_version_id
          JOIN police_sla_policy AS policy ON policy.id = version.policy_id
         WHERE complaint.id = ANY(%(complaints)s)
           AND (again.happened_at IS NULL OR again.happened_at < ending.closed_at))
    SELECT closed.id, closed.district_id,
           EXTRACT(epoch FROM closed.closed_at - closed.received_at) / 3600 AS gross,
           COUNT(*) FILTER (
               WHERE NOT EXISTS (
                     SELECT FROM police_pause AS pause
                      WHERE pause.complaint_id = closed.id AND pause.start <= minute
                        AND COALESCE(pause."end", pause.latest_end) > minute)
                 AND (NOT by_office OR (
                     EXTRACT(isodow FROM local) < 6 AND local::date != '2026-03-04'
                     AND EXTRACT(hour FROM local) BETWEEN 10 AND 17))) / 60.0 AS net
      FROM closed,
           generate_series(received_at, closed_at - interval '1 minute', '1 minute') AS minute,
           LATERAL (SELECT minute AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Kolkata' AS local) AS here
     GROUP BY closed.id, closed.district_id, closed.received_at, closed.closed_at
"""


@tagged("post_install", "-at_install")
class TestFigures(DeadlineCase):
    """Each figure of hours is what the events say, counted anew by SQL."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far = cls._make_unit("FAR", "district", "Far District", cls.zone)
        cls.far_station = cls._make_unit("FAR1", "station", "Dooragarh", cls.far)
        cls._make_officer("test_far_head", "station_head", "sho", cls.far_station)
        calendar = cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "attendance_ids": [
                    Command.create(
                        {"name": "Day", "dayofweek": str(day), "hour_from": 10, "hour_to": 18}
                    )
                    for day in range(5)
                ],
            }
        )
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Holi",
                "calendar_id": calendar.id,
                "date_from": "2026-03-03 18:30:00",
                "date_to": "2026-03-04 18:30:00",
            }
        )
        with freeze_time(START):
            cls.office = cls._policy("Office", 20, (10, 20), resource_calendar_id=calendar.id)
            cls._category(cls.office)

    def _steps(self):
        """What happens to a complaint, by whom it may happen: name to a function of it."""
        desk, boss = self.desk_user, self.zone_head
        reason = self.env.ref("police_grievance.pause_reason_citizen")
        return {
            "pause": lambda one: one.with_user(boss)._pause(reason),
            "resume": lambda one: one.with_user(boss)._resume(),
            "transfer": lambda one: one.sudo()._apply_transfer(
                self.random.choice(self.station | self.other_station | self.far_station),
                "transfer",
                "Not ours",
            ),
            "ask": self._ask,
            "close": self._close,
            "take back": lambda one: one.closing_ids._is_held()._take_back(desk),
            "reopen": lambda one: one.with_user(boss)._reopen("Look again."),
            "spam": lambda one: one.with_user(desk)._set_aside("spam"),
            "take up": lambda one: one.with_user(desk).action_take_up_after_all(),
        }

    def _ask(self, one):
        one.sudo()._move_to("action_taken")
        one.with_user(self.desk_user)._move_to("verification")

    def _close(self, one):
        self.env["police.verification"].create(
            {"complaint_id": one.id, "cycle": one.cycle, "result": "resolved"}
        )
        outcome = self.env.ref("police_grievance.outcome_resolved")
        one.with_user(self.desk_user)._move_to("closed", outcome=outcome)
        if self.random.random() < 0.7:
            one.closing_ids._is_held()._tell()

    def _possible(self, one):
        if one.set_aside:
            return ["take up"]
        if not one.is_open:
            return ["take back"] if one.closing_ids._is_held() else ["reopen"]
        asked = [] if one.stage_code in ("action_taken", "verification") else ["ask"]
        return ["resume" if one.paused_since else "pause", "transfer", "close", "spam", *asked]

    def _play(self, count, steps):
        """:return: complaints to which so many things have happened, in a random order"""
        self.random, at = random.Random(16), START
        doing, complaints = self._steps(), self.env["police.complaint"]
        for number in range(count):
            values = {"category_code": "paper"} if number % 2 else {}
            with freeze_time(at):
                complaints |= self._complaint(
                    self.random.choice(self.station | self.far_station), received_at=at, **values
                )
            at += timedelta(minutes=self.random.randrange(1, 90))
        for _step in range(steps):
            at += timedelta(minutes=self.random.randrange(1, 200))
            one = self.random.choice(complaints)
            with freeze_time(at):
                one._end_capped_pauses()
                doing[self.random.choice(self._possible(one))](one)
        for one in complaints.filtered("is_open")[::2]:
            at += timedelta(minutes=self.random.randrange(1, 200))
            with freeze_time(at):
                one._end_capped_pauses()
                self._close(one)
        return complaints

    def test_every_hour_is_what_the_events_say(self):
        complaints = self._play(12, 130)
        self.env.flush_all()
        rows = self.env.execute_query_dict(
            SQL(RECOUNTED, office=self.office.id, complaints=complaints.ids)
        )
        self.assertTrue({True, False} <= set(complaints.mapped("is_open")))
        self.assertTrue(any(complaints.mapped("set_aside")))
        self.assertGreater(len(rows), 2)
        self.env.cr.execute(
            SQL(
                "SELECT id, gross_hours, net_hours FROM police_complaint WHERE id = ANY(%s)",
                complaints.ids,
            )
        )
        kept = {row[0]: row[1:] for row in self.env.cr.fetchall()}
        counted = {row["id"]: (float(row["gross"]), float(row["net"])) for row in rows}
        for complaint in complaints:
            with self.subTest(complaint=complaint.id):
                hours = counted.get(complaint.id, (None, None))
                if None in hours:
                    self.assertEqual(kept[complaint.id], hours)
                else:
                    self.assertAlmostEqual(kept[complaint.id][0], hours[0], places=6)
                    self.assertAlmostEqual(kept[complaint.id][1], hours[1], places=6)
        self._check_settled(complaints, counted)
        self._check_pivot(complaints, rows)

    def _check_settled(self, complaints, counted):
        """What sums and averages are made of: a share of what is not settled is no 0."""
        columns = ("settled", "settled_fast", "settled_fast_share")
        self.env.cr.execute(
            SQL(
                "SELECT id, settled, settled_fast, settled_fast_share FROM police_complaint"
                " WHERE id = ANY(%s)",
                complaints.ids,
            )
        )
        fast = {row_id: int(gross <= 24) for row_id, (gross, _net) in counted.items()}
        for row_id, *kept in self.env.cr.fetchall():
            settled = row_id in fast
            expected = [int(settled), fast.get(row_id, 0), fast.get(row_id)]
            with self.subTest(complaint=row_id, columns=columns):
                self.assertEqual(kept, expected)

    def _check_pivot(self, complaints, rows):
        """What list and pivot say of them, by district."""
        shown = complaints.with_user(self.zone_head).formatted_read_group(
            [("id", "in", complaints.ids)],
            ["district_id"],
            ["gross_hours:avg", "net_hours:avg", "settled:sum", "settled_fast_share:avg"],
        )
        for group in shown:
            district = group["district_id"][0]
            own = [row for row in rows if row["district_id"] == district]
            fast = [row for row in own if row["gross"] <= 24]
            self.assertEqual(group["settled:sum"], len(own))
            share = len(fast) / len(own) if own else False
            self.assertAlmostEqual(group["settled_fast_share:avg"] or 0, share)
            for name in ("gross", "net"):
                average = sum(float(row[name]) for row in own) / len(own) if own else False
                self.assertAlmostEqual(group[f"{name}_hours:avg"] or 0, average, places=6)

    def test_the_more_spam_the_faster_is_no_more(self):
        with freeze_time(START):
            complaints = self._complaint(self.station, received_at=START)
            spam = self._complaint(self.station, received_at=START)
        with freeze_time(START + timedelta(hours=30)):
            self.random = random.Random(1)
            self._close(complaints)
        with freeze_time(START + timedelta(minutes=1)):
            spam.with_user(self.desk_user)._set_aside("spam")
        both = [("id", "in", (complaints | spam).ids)]
        [(gross,)] = complaints._read_group(both, [], ["gross_hours:avg"])
        self.assertEqual(gross, 30)
        self.assertIs(spam.gross_hours, False)
        self.assertEqual(spam.read(["gross_hours", "net_hours"])[0]["net_hours"], False)
        with freeze_time(START + timedelta(hours=31)):
            complaints.closing_ids._is_held()._tell()
            complaints.with_user(self.circle_officer)._reopen("Look again.")
        self.assertIs(complaints.gross_hours, False)
        [(gross,)] = complaints._read_group(both, [], ["gross_hours:avg"])
        self.assertFalse(gross)

    def _migrate(self, name):
        spec = importlib.util.spec_from_file_location(name, MIGRATIONS / f"{name}-promises.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()

    def test_an_upgrade_counts_anew(self):
        """As the version before left it: 0 of spam, nights of the office, whoever gave the priority."""
        self.random = random.Random(1)
        with freeze_time(START):
            by_office = self._complaint(self.station, category_code="paper", received_at=START)
            spam = self._complaint(self.station, received_at=START)
            given = self._complaint(self.station, received_at=START)
            danger = self._complaint(self.station, received_at=START)
        with freeze_time(START + timedelta(hours=24)):
            self._close(by_office)
            spam.with_user(self.desk_user)._set_aside("spam")
        self.assertEqual(by_office.net_hours, 8)
        self.env.flush_all()
        for statement, row in (
            ("UPDATE police_complaint SET net_hours = 24 WHERE id = %s", by_office),
            ("UPDATE police_complaint SET gross_hours = 0, net_hours = 0 WHERE id = %s", spam),
            ("UPDATE police_complaint SET gross_hours = 0, net_hours = 0 WHERE id = %s", given),
            ("UPDATE police_complaint SET priority = '1' WHERE id = %s", given),
            ("UPDATE police_complaint SET priority = '2' WHERE id = %s", danger),
        ):
            self.env.cr.execute(SQL(statement, row.id))
        self.env.cr.execute(SQL("UPDATE police_complaint SET priority_stays = NULL"))
        self.env.invalidate_all()
        self._migrate("pre")
        self._migrate("post")
        self.assertEqual((by_office.gross_hours, by_office.net_hours), (24, 8))
        self.assertIs(spam.net_hours, False)
        self.assertIs(given.net_hours, False)
        stays = (by_office | spam | given | danger).mapped("priority_stays")
        self.assertEqual(stays, [False, False, True, True])
