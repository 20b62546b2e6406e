from datetime import timedelta

from lxml import html

from odoo.tests import tagged

from .citizen_common import CitizenCase


@tagged("post_install", "-at_install")
class TestCitizenAnswers(CitizenCase):
    """Whether it is settled, as the citizen says on the page; opening it again."""

    def test_feedback_reaches_the_desk_and_counts_as_the_answer(self):
        self.complaint.sudo()._move_to("action_taken")
        self.complaint.sudo()._move_to("verification")
        path = self._path()
        fields_sent = {
            "answer": "not_resolved",
            "rating": "2",
            "comment": "Nobody came",
            "key": "k",
        }
        self._post(f"{path}/feedback", **fields_sent)
        self._post(f"{path}/feedback", **fields_sent)
        feedback = self.complaint.feedback_ids
        self.assertEqual(
            (feedback.answer, feedback.rating, feedback.comment), ("not_resolved", 2, "Nobody came")
        )
        self.assertEqual(self.complaint.verification_ids.mapped("result"), ["not_resolved"])
        self.assertTrue(self.complaint.has_unread_reply)
        self.assertEqual(self.complaint.stage_code, "with_station")
        self.assertIn("You told us: it is not settled.", self._get(path).text)
        self._post(f"{path}/feedback", 409, answer="resolved", key="another")

    def test_who_has_answered_is_not_told_that_they_are_asked(self):
        for stage in ("action_taken", "verification"):
            self.complaint.sudo()._move_to(stage)
        path = self._path()
        self.assertIn("We are asking you", self._state(path))
        self._post(f"{path}/feedback", answer="resolved", key="k")
        self.assertEqual(self._state(path), "We have your answer.")
        self.assertEqual(self._state(f"{path}?lang=hi"), "आपका जवाब मिल गया है।")
        self.assertIn("The office closes it now", self._get(f"{path}?lang=en").text)
        # Asked once more, as after a closing that was taken back.
        milestones = self.env["police.milestone"].sudo()
        milestones.create({"complaint_id": self.complaint.id, "code": "asked"}).happened_at = (
            self.complaint.feedback_ids.given_at + timedelta(minutes=1)
        )
        self.assertIn("We are asking you", self._state(f"{path}?lang=en"))

    def _state(self, path):
        page = html.fromstring(self._get(path).text)
        return page.xpath("string(//p[@class='state'])").strip()

    def test_a_link_chooses_the_answer_and_changes_nothing(self):
        self.complaint.sudo()._move_to("action_taken")
        self.complaint.sudo()._move_to("verification")
        for answer, other in (("resolved", "not_resolved"), ("not_resolved", "resolved")):
            page = html.fromstring(self._get(f"{self._path()}?answer={answer}").text)
            [checked] = page.xpath("//input[@name='answer'][@checked]/@value")
            self.assertEqual(checked, answer, other)
        self.assertFalse(self.complaint.verification_ids)
        page = html.fromstring(self._get(f"{self._path()}?answer=x").text)
        self.assertFalse(page.xpath("//input[@checked]"))

    def test_feedback_is_not_asked_too_early(self):
        self.assertNotIn("How did it go?", self._get(self._path()).text)
        self._post(f"{self._path()}/feedback", 409, answer="resolved", key="k")
        self.assertFalse(self.complaint.feedback_ids)

    def _close(self):
        self.complaint.sudo()._move_to("action_taken")
        self.complaint.sudo()._move_to("verification")
        self._post(f"{self._path()}/feedback", answer="resolved", key="answer")
        outcome = self.env.ref("police_grievance.outcome_resolved")
        self.complaint.sudo()._move_to("closed", outcome=outcome)

    def test_a_closed_complaint_shows_the_outcome_in_the_citizens_language(self):
        self._close()
        page = self._get(self._path() + "?lang=hi")
        self.assertIn("समस्या सुलझ गई।", page.text)
        self.assertIn("The matter was settled.", self._get(self._path()).text)

    def test_the_citizen_reopens_within_72_hours(self):
        self._close()
        path = self._path()
        page = self._get(path)
        self.assertIn("Not settled after all?", page.text)
        key = self._key(page)
        self._post(f"{path}/reopen", 422, reason=" ", key=key)
        self._post(f"{path}/reopen", reason="They are gone again.", key=key)
        self._post(f"{path}/reopen", reason="They are gone again.", key=key)
        self.assertEqual((self.complaint.is_open, self.complaint.cycle), (True, 2))
        self.assertTrue(self.complaint.has_unread_reply)
        page = self._get(path)
        self.assertIn("They are gone again.", page.text)
        self.assertNotIn("Not settled after all?", page.text)

    def test_after_72_hours_there_is_no_reopening(self):
        self._close()
        self.complaint.sudo().closed_at -= timedelta(hours=73)
        path = self._path()
        self.assertNotIn("Not settled after all?", self._get(path).text)
        page = self._post(f"{path}/reopen", 409, reason="Too late", key="k")
        self.assertIn("The time for reopening is over.", page.text)
        self.assertFalse(self.complaint.is_open)

    def test_a_message_to_a_closed_complaint_does_not_open_it(self):
        self._close()
        self._post(f"{self._path()}/reply", text="Thank you", key="k")
        self.assertFalse(self.complaint.is_open)
        self.assertTrue(self.complaint.has_unread_reply)
