import re
from datetime import datetime
from unittest.mock import patch

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.report_typst.tests.pdf_common import pdf_facts, read_code, read_pdf

from ..tools.number import format_number
from .common import HOSTILE
from .paper_common import DEVANAGARI_STATION, PaperCase

SLIP = "police_grievance.slip"


@tagged("post_install", "-at_install")
class TestSlip(PaperCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.station.phone = "0000 000000"
        with freeze_time(datetime(2026, 11, 23, 20, 15)):
            cls.complaint = cls._complaint(
                cls.station,
                text=f"Quillfeather's secret. {HOSTILE}",
                received_at=datetime(2026, 11, 23, 20, 15),
            )
        cls.complaint.language = "hi_IN"

    def _words(self, report=SLIP, user=None):
        """The words of the slip before it is printed."""
        return self._said(report, self.complaint, user)

    def test_the_paper_of_a_citizen_of_kanpur(self):
        with freeze_time(datetime(2026, 11, 23, 20, 20)):
            pdf = self._print(SLIP, self.complaint)
        words = re.sub(r"\s+", " ", read_pdf(pdf))
        self.assertIn(format_number(self.complaint.number), words)
        self.assertIn(DEVANAGARI_STATION, words)
        self.assertIn("थाना", words)
        self.assertIn("0000 000000", words)
        self.assertIn("112", words)
        # Half past eight in the evening in London is two at night in Kanpur, a day later.
        self.assertIn("25 नवंबर 2026", words)
        self.assertIn("1:45", words)
        self.assertIn("/complaint/follow", words)
        facts = pdf_facts(pdf)
        width, height = map(float, re.findall(r"[\d.]+", facts["Page size"])[:2])
        self.assertAlmostEqual(width, 148 / 25.4 * 72, delta=1)
        self.assertAlmostEqual(height, 210 / 25.4 * 72, delta=1)
        self.assertEqual(facts["Pages"], "1")
        self.assertEqual(facts["Tagged"], "yes")

    def test_its_code_leads_a_phone_to_the_page(self):
        pdf = self._print(SLIP, self.complaint)
        address = f"{self.complaint.get_base_url()}/complaint/follow"
        self.assertEqual(read_code(pdf), address)

    def test_it_says_nothing_of_the_matter_and_names_nobody(self):
        words = self._words()
        for secret in ("Quillfeather", "Lost papers", "Asha", "example.org", "script"):
            self.assertNotIn(secret, words)

    def test_it_carries_no_link_that_opens_the_complaint(self):
        tokens = self.env["police.access.token"].search_count([])
        self.assertNotRegex(self._words(), r"complaint/follow/\w")
        self.assertEqual(self.env["police.access.token"].search_count([]), tokens)

    def test_the_other_language_by_choice(self):
        self.assertIn("आपकी शिकायत मिल गई है", self._words())
        self.assertIn(
            "Your complaint has been received",
            self._words("police_grievance.slip_other_language"),
        )

    def test_twenty_in_one_paper_each_on_its_page(self):
        complaints = self.complaint + self.complaint.browse().union(
            *(self._complaint(self.station, sender_value=f"c{n}@example.org") for n in range(19))
        )
        pdf = self._print(SLIP, complaints)
        pages = read_pdf(pdf).split("\f")[:-1]
        self.assertEqual(len(pages), 20)
        for complaint, page in zip(complaints, pages, strict=True):
            self.assertIn(format_number(complaint.number), page)

    def test_another_station_cannot_print_it(self):
        with self.assertRaises(AccessError):
            self._words(user=self.other_head)
        self.authenticate("test_other_head", "test_other_head")
        with mute_logger("odoo.http"):
            answer = self.url_open(f"/report/pdf/{SLIP}/{self.complaint.id}")
        self.assertEqual(answer.status_code, 403)
        self.assertNotIn(format_number(self.complaint.number), answer.text)

    def test_the_button_gives_the_report(self):
        action = self.complaint.with_user(self.constable).action_print_slip()
        self.assertEqual(action["report_name"], SLIP)
        self.assertEqual(action["context"]["active_ids"], self.complaint.ids)

    def test_one_key_prints_it_at_the_desk_and_on_the_complaint(self):
        for model in ("police.complaint", "police.registration"):
            view = etree.fromstring(self.env[model].get_view(view_type="form")["arch"])
            (button,) = view.xpath("//button[@data-hotkey='l']")
            self.assertEqual(button.get("name"), "action_print_slip")

    def test_without_pages_it_names_none(self):
        with patch.object(type(self.complaint), "_how_to_follow_url", lambda _complaint: ""):
            words = self._words()
        self.assertIn(format_number(self.complaint.number), words)
        self.assertNotIn("/complaint/follow", words)

    def test_where_it_leads_tells_how_to_follow(self):
        page = self.url_open("/complaint/follow?lang=hi")
        self.assertEqual(page.status_code, 200)
        self.assertIn("पर्ची पर छपा नंबर बताएँ", page.text)
        self.assertIn("112", page.text)
