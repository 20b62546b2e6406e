import re

from odoo.tests import tagged

from odoo.addons.report_typst.tests.pdf_common import read_pdf

from .admin_common import AdminCase
from .paper_common import PaperCase

SHEET, SLIP = "police_grievance.case_sheet", "police_grievance.slip"
ADDRESS = "Grievance Office,\nCivil Lines\n\nKanpur 000000"


@tagged("post_install", "-at_install")
class TestPaperContact(PaperCase, AdminCase):
    """Whom to call and where to write stands on each page; who sets up a force is asked for it."""

    def _set(self, phone, address):
        page = self.env["police.settings"].with_user(self.administrator)
        page.create({"citizen_phone": phone, "citizen_address": address})

    def test_each_page_of_each_paper_names_number_and_address(self):
        self._set("0512 0000000", ADDRESS)
        complaint = self._complaint(self.station, text="The drain runs over. \n" * 90)
        complaint.language = "hi_IN"
        for report in (SHEET, SLIP):
            pages = read_pdf(self._print(report, complaint)).split("\f")[:-1]
            self.assertEqual(len(pages) > 1, report == SHEET)
            for page in pages:
                self.assertIn("0512 0000000", page)
                self.assertIn("Grievance Office, Civil Lines, Kanpur 000000", page)
        self.assertRegex(read_pdf(self._print(SHEET, complaint)), r"1/3[\s\S]+2/3[\s\S]+3/3")

    def test_what_is_not_set_is_not_named(self):
        self._set("", "")
        said = self._said(SLIP, self._complaint(self.station))
        self.assertTrue(re.search(r'"contact": ""', said))

    def test_the_checklist_asks_whoever_can_set_it(self):
        district = self.district.with_user(self.administrator)
        self._set("0512 0000000", "")
        self.assertTrue(district.lacking_contact)
        self._set("0512 0000000", ADDRESS)
        district.invalidate_recordset()
        self.assertFalse(district.lacking_contact)
        action = district.action_settings()
        self.assertEqual(action["res_model"], "police.settings")
        keeper = self.district.with_user(self.keeper)
        self.assertNotIn("lacking_contact", keeper.fields_get())
