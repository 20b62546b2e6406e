import re
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.report_typst.tests.pdf_common import pdf_facts, read_pdf

from ..tools.number import format_number
from .common import HOSTILE
from .identity_common import EMAIL, NAME
from .paper_common import DEVANAGARI_STATION, PaperCase

SHEET = "police_grievance.case_sheet"


@tagged("post_install", "-at_install")
class TestCaseSheet(PaperCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(
            cls.station, text=f"मेरा फ़ोन खो गया। {HOSTILE}", sender_name=NAME, sender_value=EMAIL
        )
        cls.env["police.follow.up"].create(
            {
                "complaint_id": cls.complaint.id,
                "user_id": cls.desk_user.id,
                "method": "call",
                "answer": "A constable is on the way.",
            }
        )
        cls.auditor = new_test_user(cls.env, "sheet_auditor", groups="police_force.group_auditor")

    def _words(self, user):
        return self._said(SHEET, self.complaint, user)

    def test_the_sheet_holds_the_case(self):
        pdf = self._print(SHEET, self.complaint, lang="hi_IN")
        self.assertIn("(A4)", pdf_facts(pdf)["Page size"])
        words = " ".join(read_pdf(pdf).split())
        for word in (
            format_number(self.complaint.number),
            DEVANAGARI_STATION,
            "मामला-पत्रक",
            "मेरा फ़ोन खो गया",
            "<script>alert",
            "<img src=x",
            "A constable is on",
            NAME,
            EMAIL,
            "1/1",
        ):
            self.assertIn(word, words)

    def test_who_may_not_know_reads_no_name(self):
        for user in (self.auditor, self.env.ref("base.user_admin")):
            words = self._words(user)
            self.assertIn("A constable" if user == self.auditor else "Rampurwa", words)
            self.assertIn("Not shown to who printed this sheet.", words)
            self.assertNotIn(NAME, words)
            self.assertNotIn(EMAIL, words)

    def test_a_station_reads_the_name_unless_it_is_confidential(self):
        self.assertIn(NAME, self._words(self.constable))
        self.complaint.confidentiality = "confidential"
        words = self._words(self.constable)
        self.assertIn('"Who may know", "Confidential"', words)
        self.assertNotIn(NAME, words)
        self.assertNotIn(EMAIL, words)
        self.assertIn(NAME, self._words(self.desk_user))

    def test_moments_are_in_the_units_time_zone(self):
        self.complaint.sudo().received_at = "2026-11-23 20:15:00"
        self.assertIn("24 Nov 2026, 1:45 AM", self._words(self.desk_user))

    def test_a_moment_stands_on_one_line(self):
        words = read_pdf(self._print(SHEET, self.complaint))
        moments = re.findall(r"\d{4}, \d{1,2}:\d{2}(?: [AP]M)?", words)
        self.assertGreater(len(moments), 3)
        self.assertFalse([moment for moment in moments if not moment.endswith("M")], words)

    def test_pauses_and_escalations_are_on_it(self):
        level = self.complaint.sla_version_id.level_ids[0]
        self.env["police.escalation"].create(
            {
                "complaint_id": self.complaint.id,
                "cycle": 1,
                "level_id": level.id,
                "rank_id": level.rank_id.id,
                "due_at": fields.Datetime.now() - timedelta(hours=1),
                "user_id": self.station_head.id,
            }
        )
        reason = self.env["police.pause.reason"].search([], limit=1)
        self.env["police.pause"].create(
            {
                "complaint_id": self.complaint.id,
                "cycle": 1,
                "reason_id": reason.id,
                "latest_end": fields.Datetime.now() + timedelta(hours=1),
            }
        )
        words = self._words(self.constable)
        self.assertIn(self.station_head.name, words)
        self.assertIn(reason.name, words)

    def test_another_station_cannot_print_it(self):
        with self.assertRaises(AccessError):
            self._words(self.other_head)
        self.authenticate("test_other_head", "test_other_head")
        for converter, status in (("pdf", 403), ("html", 422), ("text", 422)):
            with mute_logger("odoo.http"):
                answer = self.url_open(f"/report/{converter}/{SHEET}/{self.complaint.id}")
            self.assertEqual(answer.status_code, status)
            self.assertNotIn(format_number(self.complaint.number), answer.text)
