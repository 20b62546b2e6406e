from datetime import date, datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.police_grievance.tests.paper_common import PaperCase
from odoo.addons.police_grievance.tools.number import format_number
from odoo.addons.report_typst.tests.pdf_common import read_pdf

from ..wizards import police_daily_list

LIST = "police_desk.daily_list"
# Nine in the morning in Kanpur.
NOW = datetime(2026, 11, 24, 3, 30)


@tagged("post_install", "-at_install")
class TestDailyList(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.late = cls._open("late", cls.station, hours=30)
        cls.due = cls._open("due", cls.station, hours=20)
        cls.later = cls._open("later", cls.station, hours=1)
        cls.closed = cls._open("closed", cls.station, hours=40)
        closed = cls.env["police.stage"]._by_code("closed")
        cls.closed._enter_stage(closed, closed_at=NOW - timedelta(hours=2))
        cls.elsewhere = cls._open("elsewhere", cls.other_station, hours=1)

    @classmethod
    def _open(cls, name, unit, hours):
        received = NOW - timedelta(hours=hours)
        with freeze_time(received):
            complaint = cls._complaint(
                unit, sender_value=f"{name}@example.org", received_at=received
            )
        complaint.write({"received_at": received, "deadline": received + timedelta(hours=24)})
        return complaint

    def _sections(self, user, unit, day=date(2026, 11, 24)):
        lists = self.env["police.daily.list.wizard"].with_user(user)
        with freeze_time(NOW):
            return lists.create({"unit_id": unit.id, "day": day})._sections_by_unit()

    def test_a_station_sees_late_due_open_received_and_closed(self):
        (sections,) = self._sections(self.constable, self.station).values()
        self.assertEqual(sections["late"], self.late)
        self.assertEqual(sections["due"], self.due)
        self.assertEqual(sections["open"], self.later)
        self.assertEqual(sections["closed"], self.closed)
        self.assertEqual(sections["received"], self.later, "a day begins at midnight in Kanpur")

    def test_a_past_day_is_told_as_it_ended(self):
        (sections,) = self._sections(self.constable, self.station, date(2026, 11, 23)).values()
        self.assertEqual(sections["received"], self.due + self.late)
        self.assertEqual(sections["closed"], self.closed.browse())
        self.assertEqual(sections["late"], self.closed)
        self.assertEqual(sections["open"], self.late + self.due)

    def test_a_circle_sees_its_stations_and_a_station_no_other(self):
        self.assertEqual(
            set(self._sections(self.circle_officer, self.circle)),
            {self.station, self.other_station},
        )
        self.assertEqual(set(self._sections(self.constable, self.circle)), {self.station})
        self.assertFalse(self._sections(self.constable, self.other_station))

    def test_it_opens_for_ones_own_unit_and_today(self):
        with freeze_time(datetime(2026, 11, 23, 20, 0)):
            asked = self.env["police.daily.list.wizard"].with_user(self.constable).create({})
        self.assertEqual(asked.unit_id, self.station)
        self.assertEqual(asked.day, date(2026, 11, 24))
        action = asked.action_print()
        self.assertEqual(action["report_name"], LIST)

    def test_the_paper(self):
        with freeze_time(NOW):
            asked = self.env["police.daily.list.wizard"].with_user(self.constable)
            asked = asked.create({"unit_id": self.station.id, "day": date(2026, 11, 24)})
            pages = read_pdf(self._print(LIST, asked, self.constable))
        for complaint in (self.late, self.due, self.later, self.closed):
            self.assertIn(format_number(complaint.number), pages)
        self.assertNotIn(format_number(self.elsewhere.number), pages)
        self.assertIn("Overdue: 1", pages)
        self.assertIn("Tuesday 24 November 2026", pages)

    def _about(self, complaint):
        report = self.env["report.police_desk.daily_list"].with_user(self.constable)
        return report._about(complaint.with_user(self.constable))

    def test_it_says_what_each_is_about_and_where(self):
        text = "The drain runs over each evening and nobody comes to see. " * 3
        case = self._complaint(self.station, subject="", text=text, place_text="Behind the mill")
        self.assertNotIn("nobody comes to see", case.subject[-10:])
        about = self._about(case)
        self.assertTrue(about.startswith("The drain runs over each evening and nobody comes"))
        self.assertTrue(about.endswith(" … (Behind the mill)"))
        titled = self._complaint(self.station, subject="Drain", text=text)
        self.assertEqual(self._about(titled), "Drain")

    def test_it_does_not_say_who_asked_to_stay_unknown(self):
        text = "My name is Kamla Kalpit and my number is 9000000131. " + "He waits there. " * 9
        case = self._complaint(
            self.station,
            subject="",
            text=text,
            sender_name="Kamla Kalpit",
            sender_kind="phone",
            sender_value="+919000000131",
            confidentiality="confidential",
        )
        about = self._about(case)
        self.assertIn("He waits there.", about)
        for secret in ("Kamla", "9000000131"):
            self.assertNotIn(secret, about)

    def test_more_than_a_list_can_hold_is_refused(self):
        self.patch(police_daily_list, "AT_MOST", 2)
        with self.assertRaises(UserError):
            self._sections(self.constable, self.station)
