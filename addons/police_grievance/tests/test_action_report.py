from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged

from ..tools.envelope import EnvelopeFile
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestActionReport(HttpCase, PoliceCase):
    """The report of action taken (आख्या): what was done, from the station to the citizen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)
        cls.complaint.sudo().language = "hi_IN"
        cls.kind = cls.env.ref("police_grievance.action_kind_warned")

    def _report(self, user, **values):
        wizards = self.env["police.action.wizard"].with_user(user)
        return wizards.create(
            {"complaint_id": self.complaint.id, "kind_id": self.kind.id, **values}
        ).action_report()

    def _view(self):
        return self.complaint._citizen_view(self.complaint.party_ids, "hi_IN")

    def test_it_moves_the_complaint_and_stays_on_it(self):
        self._report(self.constable, text="Spoke to both.")
        report = self.complaint.report_ids
        self.assertEqual(self.complaint.stage_code, "action_taken")
        self.assertEqual(self.complaint.action_kind_id, self.kind)
        self.assertEqual((report.user_id, report.unit_id), (self.constable, self.station))
        self.assertIn("Spoke to both.", self.complaint.message_ids.mapped("body")[0])

    def test_the_kind_is_told_with_the_question_the_words_only_where_meant(self):
        self._report(self.station_head, text="Spoke to both.")
        self.complaint.with_user(self.station_head)._move_to("verification")
        steps = self.complaint.milestone_ids.filtered(
            lambda step: step.code in ("action_taken", "asked")
        )
        self.assertEqual(set(steps.mapped("text")), {"चेतावनी दी"})
        self.complaint.sudo()._move_to("with_station")
        self._report(self.station_head, text="Spoke to both.", is_told=True)
        self.assertEqual(self.complaint.milestone_ids[-1].text, "चेतावनी दी: Spoke to both.")

    def test_who_may_not_write_to_the_citizen_tells_nothing(self):
        self._report(self.constable, text="Spoke to both.", is_told=True)
        self.assertFalse(self.complaint.report_ids.is_told)

    def test_files_are_the_citizens_only_where_told(self):
        for is_told in (False, True):
            self.complaint.sudo()._move_to("with_station")
            files = [EnvelopeFile("scene.txt", "text/plain", b"scene")]
            as_head = self.complaint.with_user(self.station_head)
            as_head._report_action(self.kind, "Seen.", files, is_told)
            said = self.complaint.evidence_ids[-1].message_id
            self.assertEqual(said.model, "police.complaint")
            view = self._view()
            self.assertEqual("scene.txt" in str(view), is_told)
            # Not among what the citizen sent.
            self.assertEqual([row["name"] for row in view["files"]], [])
            self.assertEqual(
                [row["name"] for row in view["office_files"]], ["scene.txt"] if is_told else []
            )

    def test_only_who_works_on_it_reports_and_nobody_without_a_kind(self):
        with self.assertRaises(AccessError):
            self._report(self.other_constable_of_test())
        with self.assertRaises(UserError):
            self._report(self.constable, kind_id=False)

    def test_no_way_to_the_stage_goes_without_a_report(self):
        """As the board, the bar of stages, a list and any program write it."""
        stage = self.env["police.stage"]._by_code("action_taken")
        for user in (self.constable, self.station_head, self.circle_officer):
            complaint = self.complaint.with_user(user)
            for move in (
                lambda complaint=complaint: complaint.write({"stage_id": stage.id}),
                lambda complaint=complaint: complaint.web_save({"stage_id": stage.id}, {}),
                lambda complaint=complaint: complaint.web_save_multi([{"stage_id": stage.id}], {}),
            ):
                with self.assertRaisesRegex(UserError, "Action taken"):
                    move()
            self.assertEqual(self.complaint.stage_code, "with_station")

    def other_constable_of_test(self):
        return self._make_officer(
            "test_other_constable", "station_staff", "constable", self.other_station
        )

    def test_the_closing_shows_it(self):
        self._report(self.station_head, text="Spoke to both.")
        closing = Form(
            self.env["police.complaint.close.wizard"]
            .with_user(self.circle_officer)
            .with_context(default_complaint_id=self.complaint.id)
        )
        self.assertEqual(len(closing.report_ids), 1)

    def test_figures_are_grouped_by_what_was_done(self):
        self._report(self.constable)
        groups = self.env["police.complaint"]._read_group(
            [("unit_id", "=", self.station.id)], ["action_kind_id"], ["__count"]
        )
        self.assertEqual(dict(groups)[self.kind], 1)

    def test_after_the_answer_the_page_says_what_happens_now(self):
        self._report(self.station_head)
        self.complaint.sudo()._move_to("verification")
        self.complaint._keep_feedback("resolved", False, "")
        self.assertIn("बंद", self._view()["next"])
        self.complaint.sudo().feedback_ids.given_at -= timedelta(minutes=1)
        self.complaint.sudo()._announce("asked")
        self.complaint._keep_feedback("not_resolved", False, "")
        self.assertEqual(self.complaint.stage_code, "with_station")
        self.assertIn("दोबारा", self._view()["next"])

    def test_the_button_asks_what_was_done(self):
        self.station_head.lang = "hi_IN"
        path = f"/odoo/complaints/{self.complaint.id}"
        self.start_tour(path, "police_action_reported", login="test_head")
        self.assertEqual(self.complaint.stage_code, "action_taken")
        self.assertTrue(self.complaint.report_ids.is_told)
