from datetime import timedelta

from odoo import fields
from odoo.tests import BaseCase, tagged

from ..tools.stay_unknown import asks_to_stay_unknown
from .common import PoliceCase

THEIRS = "asha.kumari@example.org"
CRY = "They are in my house and beating me, save me!"
WISH = "It goes on. Please keep my name secret."


@tagged("post_install", "-at_install")
class TestHeard(PoliceCase):
    """What words ask for at once: help, and that the name stays unknown."""

    def setUp(self):
        super().setUp()
        self.complaint = self._complaint(self.station, sender_value=THEIRS)

    def _reply(self, text, **values):
        values = {"sender_value": THEIRS, "complaint_numbers": [self.complaint.number], **values}
        self.env["police.complaint"]._intake(self._envelope(text, **values))

    def _steps(self, code):
        return self.complaint.milestone_ids.filtered(lambda step: step.code == code)

    def test_a_cry_for_help_comes_first(self):
        self.assertEqual(self.complaint.priority, "0")
        self._reply(CRY, subject="")
        self.assertEqual(self.complaint.priority, "2")
        self.assertEqual(len(self._steps("danger")), 1)
        view = self.complaint._citizen_view(self.complaint.party_ids, "en_US")
        self.assertIn("112", view["steps"][-1]["title"])
        said = self.complaint.message_ids.mapped("body")
        self.assertIn("ख़तरे की बात", " ".join(said), "in the language of the force")

    def test_any_other_reply_changes_nothing(self):
        self._reply("Is there any news?", subject="")
        self.assertEqual(self.complaint.priority, "0")
        self.assertFalse(self._steps("danger"))

    def test_of_112_is_told_once_an_hour(self):
        self._reply(CRY)
        self._reply(CRY + " Now!")
        self.assertEqual(len(self._steps("danger")), 1)
        self._steps("danger").happened_at = fields.Datetime.now() - timedelta(hours=2)
        self._reply(CRY + " Again!")
        self.assertEqual(len(self._steps("danger")), 2)

    def test_a_cry_after_the_person_who_lowered_it_counts_again(self):
        self._reply(CRY)
        self.complaint.sudo().priority = "0"
        self._reply(CRY + " Again!")
        self.assertEqual(self.complaint.priority, "2")

    def test_who_cries_for_another_is_heard_and_told_nothing(self):
        self._reply("They are killing her, come!", sender_value="neighbour@example.org")
        self.assertEqual(self.complaint.priority, "2")
        self.assertFalse(self._steps("danger"))
        self.assertTrue(self.complaint.has_stranger_words)

    def test_a_closed_one_is_on_the_list_of_danger_as_long_as_nobody_has_read_it(self):
        outcome = self.env["police.outcome"].sudo().search([("needs_answer", "=", False)], limit=1)
        self.complaint.sudo()._move_to("closed", outcome=outcome)
        self._reply(CRY)
        self.assertFalse(self.complaint.is_open)
        self.assertEqual((self.complaint.priority, self.complaint.has_unread_reply), ("2", True))

    def test_a_first_message_that_asks_for_it_is_confidential_at_once(self):
        complaint = (
            self.env["police.complaint"]
            ._intake(
                self._envelope(
                    "Thana Rampurwa: sharab ban rahi hai. Mera naam gupt rakha jaye. Asha Example",
                    sender_value="informer@example.org",
                )
            )
            .complaint
        )
        self.assertEqual(complaint.confidentiality, "confidential")
        self.assertNotIn("Asha", complaint.description)
        self.assertFalse(
            self.env["police.party"]
            .with_user(self.station_head)
            .search([("complaint_id", "=", complaint.id)])
        )
        said = complaint.message_ids.mapped("body")
        self.assertTrue(any("नाम गुप्त रखा जाए" in body for body in said))
        self.assertEqual(complaint.milestone_ids.mapped("code")[:2], ["received", "protected"])

    def test_a_reply_that_asks_for_it_makes_it_confidential_before_it_is_there(self):
        self._reply(f"{WISH} Asha Example, {THEIRS}")
        self.assertEqual(self.complaint.confidentiality, "confidential")
        message = self.complaint.message_ids.filtered(lambda row: "goes on" in (row.body or ""))
        self.assertNotIn("Asha", message.body)
        self.assertNotIn(THEIRS, message.body)
        self.assertEqual(len(self._steps("protected")), 1)
        self._reply(WISH)
        self.assertEqual(len(self._steps("protected")), 1)

    def test_the_desk_can_take_it_back(self):
        self._reply(WISH)
        by_desk = self.complaint.with_user(self.desk_user)
        by_desk._set_confidentiality("open", "The citizen said so on the phone.")
        self.assertEqual(self.complaint.confidentiality, "open")

    def test_somebody_elses_wish_changes_nothing(self):
        self._reply(WISH, sender_value="neighbour@example.org")
        self.assertEqual(self.complaint.confidentiality, "open")

    def test_what_a_person_at_a_desk_chose_stays(self):
        envelope = self._envelope(WISH, taken_by_id=self.desk_user.id)
        complaint = self.env["police.complaint"]._intake(envelope).complaint
        self.assertEqual(complaint.confidentiality, "open")


@tagged("post_install", "-at_install")
class TestAsksToStayUnknown(BaseCase):
    def test_asks(self):
        for text in (
            "नाम गुप्त रखें",
            "कृपया मेरा नाम गुप्त रखा जाए।",
            "मेरी पहचान गोपनीय रखी जाये",
            "naam gupt rakhna",
            "Mera naam gupt rakha jaye, mujhe jaan ka dar hai.",
            "mera nam kisi ko na bataye",
            "Keep my name secret.",
            "Please keep the identity confidential",
            "My name should be kept secret",
            "Please do not disclose my name to anybody",
            "I want to remain anonymous",
        ):
            self.assertTrue(asks_to_stay_unknown(text), text)

    def test_does_not(self):
        for text in (
            "Mera naam Ramesh Gupta hai",
            "मेरा नाम राकेश गुप्ता है",
            "Chor ne apna naam nahi bataya",
            "चोर ने अपना नाम नहीं बताया",
            "An unknown thief took my purse",
            "Do not call me after ten",
            "They keep a secret door in the shop",
        ):
            self.assertFalse(asks_to_stay_unknown(text), text)
