import io
import json
from datetime import datetime, timedelta
from urllib.parse import urlencode

import openpyxl

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.police_grievance.tests.common import PoliceCase
from odoo.addons.report_typst.tests.pdf_common import read_as_chrome

# Midnight in Kanpur before 1 March 2026.
MARCH = datetime(2026, 2, 28, 18, 30)
HOUR = timedelta(hours=1)


def statement_url(month):
    """The address from which the web client fetches the paper of a month."""
    options = urlencode({"options": json.dumps({"month": month}), "context": "{}"})
    return f"/report/pdf/police_desk.statement?{options}"


@tagged("post_install", "-at_install")
class TestStatement(PoliceCase, HttpCase):
    """A month in figures: each is what happened in it, and opens the list that it counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["police.complaint"].search([]).received_at = "2020-01-01 00:00:00"
        cls.far = cls._make_unit("FAR", "district", "Far District", cls.zone)
        cls.far_station = cls._make_unit("FAR1", "station", "Dooragarh", cls.far)
        cls.early = cls._received(MARCH - HOUR, closed_after=2)
        cls.fast = cls._received(MARCH + HOUR, closed_after=24)
        cls.slow = cls._received(MARCH + HOUR, closed_after=30)
        cls.open = cls._received(MARCH + HOUR, cls.far_station, channel="post")
        cls.spam = cls._received(MARCH + HOUR)
        cls.again = cls._received(MARCH + HOUR, closed_after=3)
        with freeze_time(MARCH + 2 * HOUR):
            cls.spam.with_user(cls.desk_user)._set_aside("spam")
        with freeze_time(MARCH + 40 * HOUR):
            cls.again.with_user(cls.circle_officer)._reopen("Look again.")

    @classmethod
    def _received(cls, moment, unit=None, closed_after=None, **values):
        with freeze_time(moment):
            complaint = cls._complaint(unit or cls.station, received_at=moment, **values)
        if closed_after:
            with freeze_time(moment + closed_after * HOUR):
                cls._settle(complaint)
        return complaint

    @classmethod
    def _settle(cls, complaint):
        cls.env["police.verification"].create(
            {"complaint_id": complaint.id, "cycle": complaint.cycle, "result": "resolved"}
        )
        outcome = cls.env.ref("police_grievance.outcome_resolved")
        complaint.with_user(cls.desk_user)._move_to("closed", outcome=outcome)
        complaint.closing_ids._is_held()._tell()

    def _statement(self, user, month="2026-03"):
        with freeze_time(MARCH + timedelta(days=20)):
            return self.env["police.statement"].with_user(user).get_statement(month)

    def _rows(self, user, part, month="2026-03"):
        """:return: dict of label to dict of code to its cell"""
        [found] = [one for one in self._statement(user, month)["parts"] if one["code"] == part]
        return {
            row["label"]: {cell["code"]: cell for cell in row["cells"]} for row in found["rows"]
        }

    def _counts(self, cells):
        return {code: cell.get("count", cell.get("percent")) for code, cell in cells.items()}

    def test_each_figure_is_what_happened_in_the_month(self):
        rows = self._rows(self.zone_head, "district_id")
        together = {"received": 4, "settled": 3, "fast": 2, "share": 67, "late": 3, "reopened": 1}
        self.assertEqual(self._counts(rows["All together"]), together)
        far = {"received": 1, "settled": 0, "fast": 0, "share": None, "late": 1, "reopened": 0}
        self.assertEqual(self._counts(rows["Far District"]), far)
        february = self._rows(self.zone_head, "district_id", "2026-02")["All together"]
        self.assertEqual((february["received"]["count"], february["settled"]["count"]), (1, 0))

    def test_a_count_opens_what_it_counts(self):
        complaints = self.env["police.complaint"].with_user(self.zone_head)
        expected = {
            "received": self.fast | self.slow | self.open | self.again,
            "settled": self.early | self.fast | self.slow,
            "fast": self.early | self.fast,
            "late": self.slow | self.open | self.again,
            "reopened": self.again,
        }
        with freeze_time(MARCH + timedelta(days=20)):
            for part in ("district_id", "channel"):
                rows = self._rows(self.zone_head, part)
                for label, cells in rows.items():
                    for code, cell in cells.items():
                        if "action" not in cell:
                            continue
                        with self.subTest(row=label, figure=code):
                            found = complaints.search(cell["action"]["domain"])
                            self.assertEqual(len(found), cell["count"])
                            if label == "All together":
                                self.assertEqual(found, expected[code].sorted(lambda one: one))

    def test_by_channel_in_the_order_of_the_channels(self):
        self.assertEqual(
            list(self._rows(self.zone_head, "channel")), ["E-mail", "Letter", "All together"]
        )

    def test_each_sees_the_own_jurisdiction(self):
        self.assertNotIn("Far District", self._rows(self.superintendent, "district_id"))
        with self.assertRaises(AccessError):
            self._statement(self.station_head)

    def test_months(self):
        statement = self._statement(self.zone_head, "2026-02")
        self.assertEqual((statement["before"], statement["after"]), ("2026-01", "2026-03"))
        for month in (None, "", "2026-13", "0001-01", "March", "2026-03"):
            with self.subTest(month=month):
                statement = self._statement(self.zone_head, month)
                self.assertEqual((statement["month"], statement["after"]), ("2026-03", None))

    def test_a_later_month_costs_no_more_queries(self):
        self._statement(self.zone_head)
        with self.assertQueryCount(20):
            self._statement(self.zone_head)

    def test_the_workbook_says_the_same(self):
        self.authenticate(self.zone_head.login, self.zone_head.login)
        answer = self.url_open("/police/statement/2026-03.xlsx")
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        self.assertEqual(book.sheetnames, ["By district", "By channel"])
        rows = list(book["By district"].values)
        self.assertEqual(rows[0][:3], ("March 2026", "Received", "Settled"))
        self.assertEqual(rows[-1][:5], ("All together", 4, 3, 2, 0.67))
        self.authenticate(self.station_head.login, self.station_head.login)
        with mute_logger("odoo.http"):
            answer = self.url_open("/police/statement/2026-03.xlsx")
        self.assertEqual(answer.status_code, 403)

    def test_on_paper_in_both_languages(self):
        reports = self.env["ir.actions.report"].with_user(self.superintendent)
        name = self.superintendent._posts_now().unit_id.display_name
        for lang, words in (
            ("en_US", ("Statement of March 2026", "By district", "All together", "67 %", name)),
            ("hi_IN", ("मार्च 2026 का विवरण", "ज़िले से", "कुल", "67 %")),
        ):
            with self.subTest(lang=lang), freeze_time(MARCH + timedelta(days=20)):
                content, _kind = reports.with_context(lang=lang)._render_qweb_pdf(
                    "police_desk.statement", None, {"month": "2026-03"}
                )
                said = " ".join(read_as_chrome(content).split())
                for word in words:
                    self.assertIn(word, said)

    def test_who_may_not_see_the_figures_prints_none(self):
        statement = self.env["police.statement"]
        for user in (self.station_head, self.constable):
            reports = self.env["ir.actions.report"].with_user(user)
            for call in (
                lambda user=user: statement.with_user(user).action_print("2026-03"),
                lambda reports=reports: reports._render_qweb_pdf("police_desk.statement", None, {}),
            ):
                with self.assertRaises(AccessError):
                    call()

    def test_it_is_printed_by_its_address(self):
        self.authenticate(self.zone_head.login, self.zone_head.login)
        asked = statement_url("2026-03")
        data = {"data": json.dumps([asked, "qweb-pdf"]), "csrf_token": Request.csrf_token(self)}
        answer = self.url_open("/report/download", data=data)
        self.assertIn("Statement", answer.headers["Content-Disposition"])
        self.assertIn("March 2026", read_as_chrome(answer.content))
        # Whatever stands there, it is this month.
        answer = self.url_open(statement_url({"a": ["2026-03"]}))
        self.assertTrue(answer.content.startswith(b"%PDF"))

    def test_in_the_browser(self):
        # By the office's day: it is in another month than the server's on the last evening of each.
        office = self.env["police.supervisor.overview"]._office()
        before = office._midnight(office._today().replace(day=1))
        for hours in (40, 20):
            self._received(before - 60 * HOUR, closed_after=hours)
        self.superintendent.lang = "hi_IN"
        self.start_tour("/odoo/month", "police_statement", login=self.superintendent.login)
