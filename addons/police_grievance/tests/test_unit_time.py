from datetime import date, datetime

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.police_force.models.police_unit_time import IN_DIGITS, ON_PAPER

from .common import PoliceCase

NOON = datetime(2026, 7, 1, 12, 0)


@tagged("post_install", "-at_install")
class TestUnitTime(PoliceCase):
    """Moments and days as they are at a unit, whoever reads them where."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_station.tz = "Europe/Berlin"

    def test_words_are_those_of_the_units_clock(self):
        self.assertEqual(self.station._local_words(NOON, IN_DIGITS), "01/07/2026 17:30")
        self.assertEqual(self.other_station._local_words(NOON, IN_DIGITS), "01/07/2026 14:00")
        elsewhere = self.station.with_context(tz="America/New_York")
        self.assertEqual(elsewhere._local_words(NOON, ON_PAPER), "1 Jul 2026, 5:30 PM")
        self.assertEqual(self.station._local_words(False), "")

    def test_words_are_in_the_language_of_who_reads(self):
        hindi = self.station.with_context(lang="hi_IN")
        self.assertIn("जुल", hindi._local_words(NOON, ON_PAPER))
        self.assertEqual(hindi._local_words(NOON, IN_DIGITS), "01/07/2026 17:30")

    def test_no_unit_has_the_time_of_a_new_one(self):
        none = self.env["police.unit"]
        self.assertEqual(none._local_words(NOON, IN_DIGITS), "01/07/2026 17:30")
        self.assertEqual(none._time_zone(), none.default_get(["tz"])["tz"])

    def test_a_day_begins_at_the_units_midnight(self):
        self.assertEqual(self.station._midnight(date(2026, 7, 2)), datetime(2026, 7, 1, 18, 30))
        # Summer time there, and winter time.
        berlin = self.other_station
        self.assertEqual(berlin._midnight(date(2026, 7, 2)), datetime(2026, 7, 1, 22, 0))
        self.assertEqual(berlin._midnight(date(2026, 1, 2)), datetime(2026, 1, 1, 23, 0))

    @freeze_time("2026-07-01 20:00:00")
    def test_today_is_the_units_date(self):
        self.assertEqual(self.station._today(), date(2026, 7, 2))
        self.assertEqual(self.other_station._today(), date(2026, 7, 1))


@tagged("post_install", "-at_install")
class TestZoneOfOld(PoliceCase):
    """A zone typed before there was a list stops neither its own unit nor the others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.of_bad, cls.of_good = cls._complaint(cls.station), cls._complaint(cls.other_station)
        cls.env.flush_all()
        cls.env.cr.execute("UPDATE police_unit SET tz = 'IST' WHERE id = %s", [cls.station.id])
        cls.env.invalidate_all()

    def test_both_are_escalated(self):
        both = self.of_bad | self.of_good
        with freeze_time(max(both.mapped("deadline"))), self.enter_registry_test_mode():
            self.env.ref("police_grievance.ir_cron_escalate").method_direct_trigger()
        for complaint in both:
            self.assertTrue(complaint.escalation_ids)

    def test_citizens_and_officers_read_on(self):
        for complaint in (self.of_bad, self.of_good):
            told = complaint._for_citizen("en_US")
            self.assertTrue(told._citizen_moment(told.deadline)["text"])
            complaint.with_user(self.station_head).sudo().read()

    def test_it_is_asked_about_closed_and_reopened(self):
        complaint = self.of_bad.sudo()
        complaint._move_to("action_taken")
        complaint._move_to("verification")
        self.assertTrue(complaint._citizen_summary())
        complaint._start_cycle()
        self.assertEqual(complaint.cycle, 2)
