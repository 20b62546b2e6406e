from odoo.tests import HttpCase, tagged

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestComplaintTalkTour(HttpCase, PoliceCase):
    """Writing to the citizen and to colleagues, closing and taking back: in Hindi, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)
        cls.complaint.sudo().language = "hi_IN"
        (cls.station_head | cls.circle_officer).write({"lang": "hi_IN"})

    def _address(self):
        return f"/odoo/complaints/{self.complaint.id}"

    def test_the_station_answers_the_citizen(self):
        envelope = self._envelope("Still no answer.", references=[self.complaint.id])
        self.env["police.complaint"]._intake(envelope)
        self.start_tour("/odoo/complaints", "police_station_answers_citizen", login="test_head")
        self.assertFalse(self.complaint.has_unread_reply)
        self.assertEqual(self.complaint.milestone_ids[-1].code, "message")
        view = self.complaint._citizen_view(self.complaint.party_ids, "hi_IN")
        self.assertNotIn("Ask his neighbour", str(view))

    def test_a_closing_is_taken_back(self):
        self.complaint.sudo()._move_to("action_taken")
        self.start_tour(self._address(), "police_closing_taken_back", login="test_circle")
        self.assertEqual(self.complaint.stage_code, "action_taken")
        self.assertEqual(self.complaint.closing_ids.state, "taken_back")

    def test_a_closed_complaint_is_reopened_with_a_reason(self):
        outcome = self.env.ref("police_grievance.outcome_not_a_complaint")
        self.complaint.sudo()._move_to("closed", outcome)
        self.start_tour(self._address(), "police_reopened_with_a_reason", login="test_circle")
        self.assertEqual((self.complaint.stage_code, self.complaint.cycle), ("with_station", 2))
        self.assertTrue(self.complaint.message_ids.filtered(lambda row: "noise" in row.body))
