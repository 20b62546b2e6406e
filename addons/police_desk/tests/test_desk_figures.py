from datetime import datetime, timedelta

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from odoo.addons.police_grievance.tests.common import PoliceCase

# Midnight in Kanpur, at which a day of the figures ends.
MIDNIGHT = datetime(2026, 3, 4, 18, 30)
# What the events say of each complaint: its endings that stand, and whether it was opened since.
EVENTS = """
    SELECT complaint.id, complaint.received_at,
           complaint.promised_deadline + COALESCE((
               SELECT SUM(pause."end" - pause.start) FROM police_pause AS pause
                WHERE pause.complaint_id = complaint.id AND pause.start >= complaint.cycle_start
               ), interval '0') AS deadline,
           CASE WHEN again.happened_at IS NULL OR again.happened_at < ending.closed_at
                THEN ending.closed_at END AS closed_at,
           ending.kind, outcome.is_resolved
      FROM police_complaint AS complaint
      LEFT JOIN LATERAL (
           SELECT kind, closed_at FROM police_closing
            WHERE complaint_id = complaint.id AND state != 'taken_back'
            ORDER BY id DESC LIMIT 1) AS ending ON TRUE
      LEFT JOIN LATERAL (
           SELECT happened_at FROM police_milestone
            WHERE complaint_id = complaint.id AND code = 'reopened'
            ORDER BY id DESC LIMIT 1) AS again ON TRUE
      LEFT JOIN police_outcome AS outcome ON outcome.id = complaint.outcome_id
     WHERE complaint.id = ANY(%s)
"""


@tagged("post_install", "-at_install")
class TestDeskFigures(PoliceCase):
    """The morning, the start page and the daily list count what the events say."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaints = cls.env["police.complaint"]
        for hours in range(4, 64, 3):
            received_at = MIDNIGHT - timedelta(hours=hours)
            with freeze_time(received_at):
                cls.complaints |= cls._complaint(cls.station, received_at=received_at)
        first, second, third, fourth, fifth = cls.complaints[-5:]
        # Its deadline had not passed yet.
        paused = cls.complaints[8]
        with freeze_time(MIDNIGHT - timedelta(hours=20)):
            cls._close(first)
            cls._close(second)
            cls._close(third)
            third.closing_ids._take_back(cls.desk_user)
            second.closing_ids._is_held()._tell()
            fourth.with_user(cls.desk_user)._set_aside("spam")
            paused.with_user(cls.circle_officer)._pause(
                cls.env.ref("police_grievance.pause_reason_citizen")
            )
        with freeze_time(MIDNIGHT - timedelta(hours=2)):
            second.with_user(cls.circle_officer)._reopen("Look again.")
            paused.with_user(cls.circle_officer)._resume()
            fifth.with_user(cls.desk_user)._set_aside("spam")
            fifth.with_user(cls.desk_user).action_take_up_after_all()
            cls._close(cls.complaints[0])

    @classmethod
    def _close(cls, complaint):
        cls.env["police.verification"].create(
            {"complaint_id": complaint.id, "cycle": complaint.cycle, "result": "resolved"}
        )
        outcome = cls.env.ref("police_grievance.outcome_resolved")
        complaint.with_user(cls.desk_user)._move_to("closed", outcome=outcome)

    def _events(self):
        self.env.flush_all()
        return self.env.execute_query_dict(SQL(EVENTS, self.complaints.ids))

    def test_the_morning_counts_what_happened(self):
        now = MIDNIGHT + timedelta(hours=3)
        rows = self._events()
        still = [row for row in rows if not row["closed_at"]]
        late = [row for row in still if row["deadline"] < now]
        yesterday = MIDNIGHT - timedelta(days=1)
        resolved = [
            row
            for row in rows
            if row["closed_at"]
            and yesterday <= row["closed_at"] < MIDNIGHT
            and row["kind"] == "outcome"
            and row["is_resolved"]
        ]
        with freeze_time(now):
            morning = (
                self.env["police.supervisor.overview"].with_user(self.superintendent).get_morning()
            )
            start = self.env["police.start.page"].with_user(self.superintendent).get_sections()
        counts = {tile["code"]: tile["count"] for tile in morning["tiles"]}
        self.assertEqual((counts["late"], counts["resolved"]), (len(late), len(resolved)))
        breached = [row for row in late if row["deadline"] >= yesterday]
        self.assertEqual(counts["breached"], len(breached))
        [station] = [row for row in morning["stations"] if row["id"] == self.station.id]
        cells = {cell["code"]: cell["count"] for cell in station["cells"]}
        self.assertEqual(
            (cells["open"], cells["late"], cells["resolved"]),
            (len(still), len(late), len(resolved)),
        )
        tiles = {tile["code"]: tile["count"] for part in start for tile in part["tiles"]}
        self.assertEqual((tiles["open"], tiles["late"]), (len(still), len(late)))
        self.assertTrue(late and resolved and breached)

    def test_the_daily_list_counts_what_happened(self):
        day = (MIDNIGHT - timedelta(hours=1)).date()
        start = MIDNIGHT - timedelta(days=1)
        rows = [row for row in self._events() if row["kind"] != "set_aside" or not row["closed_at"]]
        still = [row for row in rows if not row["closed_at"]]
        expected = {
            "late": [row for row in still if row["deadline"] <= MIDNIGHT],
            "due": [],
            "open": [row for row in still if row["deadline"] > MIDNIGHT],
            "received": [row for row in rows if row["received_at"] >= start],
            "closed": [row for row in rows if row["closed_at"] and row["closed_at"] >= start],
        }
        with freeze_time(MIDNIGHT + timedelta(hours=3)):
            asked = self.env["police.daily.list.wizard"].with_user(self.station_head)
            asked = asked.create({"unit_id": self.station.id, "day": day})
            [found] = asked._sections_by_unit().values()
        for name, events in expected.items():
            with self.subTest(name):
                self.assertEqual(set(found[name].ids), {row["id"] for row in events})
        self.assertTrue(expected["late"] and expected["closed"])
