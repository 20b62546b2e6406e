import json
from typing import NamedTuple
from urllib.parse import urlencode

from odoo import http
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.report_typst.tests.pdf_common import read_pdf

from ..tools.number import format_number
from .identity_common import NAME, PlantedCase

SHEET = "police_grievance.case_sheet"
LIST = "police_desk.daily_list"


class Answer(NamedTuple):
    """What somebody reads who asks for a paper."""

    url: str
    is_given: bool
    text: str


@tagged("post_install", "-at_install")
class TestPaperAttacks(PlantedCase):
    """What papers tell, by their addresses, to who guesses ids: no more than the screens."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        about = cls._about_the_station("Quillword takes money.")
        cls._follow_up(about, "call", answer="Quillword was asked.")
        cls.about = about
        cls.number = format_number(about.number)
        models = ("police.complaint", "police.daily.list.wizard", "police.officer")
        reports = cls.env["ir.actions.report"].search([("model", "in", models)])
        cls.reports = {report.report_name: report.model for report in reports}
        # As is real where a list of any size was printed.
        cls.lists = {
            user: cls.env["police.daily.list.wizard"].with_user(user).create({"unit_id": unit.id})
            for user, unit in (
                (cls.circle_officer, cls.circle),
                (cls.desk_user, cls.zone),
                (cls.station_head, cls.station),
                (cls.constable, cls.circle),
            )
        }
        for user in (cls.circle_officer, cls.desk_user, cls.constable):
            user.password = cls.password

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.addons.web.controllers.report"))

    def _as(self, user):
        self.authenticate(user.login, self.password)

    def _paper(self, report, ids, **data):
        """Each way to the same paper: the answers, and whether any of them gave it."""
        ids = ",".join(map(str, ids))
        query = f"?{urlencode(data)}" if data else ""
        for converter in ("html", "text", "pdf"):
            yield self._read(self.url_open(f"/report/{converter}/{report}/{ids}{query}"))
        yield self._read(self._download(f"/report/pdf/{report}/{ids}{query}"))
        yield self._read(self._download(f"/report/pdf/{report}?docids={ids}"))

    def _given(self, report, ids):
        """The answers that are papers."""
        answers = [answer for answer in self._paper(report, ids) if answer.is_given]
        self.assertTrue(answers)
        return answers

    def _read(self, answer):
        is_pdf = answer.content.startswith(b"%PDF")
        return Answer(answer.url, is_pdf, read_pdf(answer.content) if is_pdf else answer.text)

    def _download(self, address):
        return self.url_open(
            "/report/download",
            data={
                "data": json.dumps([address, "qweb-pdf"]),
                "csrf_token": http.Request.csrf_token(self),
            },
        )

    def test_of_a_confidential_complaint_no_paper_names_who_complained(self):
        given = set()
        for user in self._as_each():
            for report, model in self.reports.items():
                ids = self.complaints.ids if model == "police.complaint" else [1]
                for answer in self._paper(report, ids):
                    self._assert_clean(answer.text, f"{user.login}: {answer.url}")
                    given |= {user} if answer.is_given else set()
        self.assertIn(self.station_head, given, "a station prints what it works on")

    def test_nor_does_the_list_of_a_day(self):
        for user in (self.station_head, self.circle_officer, self.desk_user):
            self._as(user)
            for answer in self._given(LIST, self.lists[user].ids):
                self.assertIn(format_number(self.complaints.number), answer.text, user.login)
                self._assert_clean(answer.text, user.login)

    def test_who_may_know_prints_the_name(self):
        self._as(self.desk_user)
        for answer in self._given(SHEET, self.complaints.ids):
            self.assertIn(NAME, answer.text)

    def test_the_station_complained_of_gets_no_paper(self):
        for user in (self.station_head, self.constable, self.other_head):
            self._as(user)
            for report, model in self.reports.items():
                ids = self.about.ids if model == "police.complaint" else [1]
                # Alone, and hidden among what the user may print.
                for asked in (ids, [*self.complaints.ids, *ids]):
                    for answer in self._paper(report, asked):
                        self._tells_nothing(answer, f"{user.login}: {answer.url}")

    def _tells_nothing(self, answer, where):
        for word in (self.number, self.about.number, "quillword"):
            self.assertNotIn(word, answer.text.casefold(), where)

    def test_nor_on_a_list_of_another_unit_or_of_somebody_else(self):
        """A list of the whole circle, made by the station, or by its circle officer."""
        foreign = [self.lists[self.circle_officer].id, self.lists[self.desk_user].id]
        for user in (self.station_head, self.constable):
            self._as(user)
            for unit in (self.station, self.circle, self.district, self.zone):
                made = self._result("police.daily.list.wizard", "create", [{"unit_id": unit.id}])
                for answer in self._paper(LIST, made):
                    self._tells_nothing(answer, user.login)
            for other in foreign:
                for answer in self._paper(LIST, [other]):
                    self._tells_nothing(answer, user.login)
                    self.assertNotIn("Overdue", answer.text, answer.url)
                for method, args in (
                    ("action_print", [[other]]),
                    ("read", [[other], ["unit_id"]]),
                    ("write", [[other], {"unit_id": self.zone.id}]),
                ):
                    answer = json.loads(self._rpc("police.daily.list.wizard", method, *args))
                    self.assertIn("error", answer, method)

    def test_no_paper_is_given_out_by_a_call_with_a_foreign_id(self):
        for user, ids in (
            (self.station_head, self.about.ids),
            (self.other_head, self.complaints.ids),
            (self.blind["portal"], self.complaints.ids),
            (self.blind["none"], self.complaints.ids),
        ):
            self._as(user)
            answer = json.loads(self._rpc("police.complaint", "action_print_slip", ids))
            self.assertIn("error", answer, user.login)

    def test_staff_without_a_role_and_citizens_get_no_list(self):
        for role in ("none", "portal"):
            self._as(self.blind[role])
            for ids in ([], [1], self.lists[self.desk_user].ids):
                answer = json.loads(self._rpc("police.daily.list.wizard", "action_print", ids))
                self.assertIn("error", answer, f"{role} {ids}")
            for answer in self._paper(LIST, self.lists[self.desk_user].ids):
                self._tells_nothing(answer, role)
