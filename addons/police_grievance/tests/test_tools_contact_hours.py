from datetime import datetime

from odoo.tests import BaseCase, tagged

from ..tools.contact_hours import next_allowed, parse_hours

INDIA = "Asia/Kolkata"


@tagged("post_install", "-at_install")
class TestContactHours(BaseCase):
    """Hours in India, moments in UTC (five and a half hours before)."""

    def _at(self, hour, minute=0, begin=10.0, end=16.5):
        return next_allowed(datetime(2026, 5, 4, hour, minute), begin, end, INDIA)

    def test_within_the_hours_at_once(self):
        self.assertEqual(self._at(4, 30), datetime(2026, 5, 4, 4, 30))
        self.assertEqual(self._at(10, 59), datetime(2026, 5, 4, 10, 59))

    def test_before_them_and_after(self):
        self.assertEqual(self._at(1), datetime(2026, 5, 4, 4, 30))
        self.assertEqual(self._at(11), datetime(2026, 5, 5, 4, 30))
        self.assertEqual(self._at(20), datetime(2026, 5, 5, 4, 30), "already the next day in India")

    def test_over_midnight(self):
        night = {"begin": 22.0, "end": 5.0}
        self.assertEqual(self._at(18, **night), datetime(2026, 5, 4, 18))
        self.assertEqual(self._at(23, **night), datetime(2026, 5, 4, 23))
        self.assertEqual(self._at(6, **night), datetime(2026, 5, 4, 16, 30))

    def test_no_hours_are_all_hours(self):
        self.assertEqual(self._at(20, begin=0, end=0), datetime(2026, 5, 4, 20))

    def test_hours_as_they_are_typed(self):
        for typed in ("10-17", "10:00 – 17.00", " 10 से 17 तक ", "10 to 17", "१०-१७", "10 17"):
            self.assertEqual(parse_hours(typed), (10, 17), typed)
        self.assertEqual(parse_hours("10:30-16:45"), (10.5, 16.75))
        self.assertEqual(parse_hours("22-5"), (22, 5))

    def test_what_is_no_hours(self):
        for typed in ("", None, "10", "10-", "10-25", "10-10", "10:70-17", "10 am to 5 pm", "1017"):
            self.assertIsNone(parse_hours(typed), typed)
