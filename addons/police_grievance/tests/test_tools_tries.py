from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.tries import Missing, still_missing

KOLKATA = "Asia/Kolkata"
# 8:30, 11:30 and 15:30 in Kanpur.
MORNING, NOON, AFTERNOON = (datetime(2026, 3, 2, hour) for hour in (3, 6, 10))


@tagged("post_install", "-at_install")
class TestToolsTries(BaseCase):
    def test_nobody_tried(self):
        self.assertEqual(still_missing([], KOLKATA), Missing(3, None, None))

    def test_three_at_different_hours_are_enough(self):
        self.assertIsNone(still_missing([AFTERNOON, MORNING, NOON], KOLKATA))

    def test_tries_in_a_row_count_once(self):
        row = [MORNING + timedelta(minutes=minutes) for minutes in (0, 5, 119)]
        self.assertEqual(
            still_missing(row, KOLKATA), Missing(2, MORNING + timedelta(hours=2), None)
        )

    def test_the_same_hour_on_three_days_is_not_enough(self):
        days = [NOON + timedelta(days=day) for day in range(3)]
        earliest = days[-1] + timedelta(hours=2)
        self.assertEqual(still_missing(days, KOLKATA), Missing(1, earliest, (8, 12)))
        self.assertIsNone(still_missing([*days, AFTERNOON + timedelta(days=3)], KOLKATA))

    def test_the_second_in_the_same_hours_says_so_in_time(self):
        days = [NOON, NOON + timedelta(days=1)]
        self.assertEqual(still_missing(days, KOLKATA).outside, (8, 12))

    def test_hours_of_the_day_are_the_citizens(self):
        # 7:30 and 8:30 in Kanpur, both between 0 and 4 in London.
        tries = [datetime(2026, 3, day, hour) for day, hour in ((2, 2), (3, 2), (4, 3))]
        self.assertIsNone(still_missing(tries, KOLKATA))
        self.assertTrue(still_missing(tries, "UTC"))
