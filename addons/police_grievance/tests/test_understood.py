from odoo.tests import tagged

from ..models.complaint.police_complaint_const import WORDLESS_LANGUAGE
from .common import PoliceCase

ASKS = "मेरा नाम गुप्त रखें। पड़ोस में रोज जुआ होता है। थाना रामपुरवा, Rampurwa thana"
DANGER = "Mera bhai tank par chadh gaya hai aur kud jane ko kah raha hai, jaldi aaiye"


@tagged("post_install", "-at_install")
class TestUnderstood(PoliceCase):
    """What words say decides how a complaint begins, and the desk is told which words."""

    def test_who_asks_to_stay_unknown_is_confidential_from_the_start(self):
        complaint = self._complaint(text=ASKS, subject="जुआ")
        self.assertEqual(complaint.unit_id, self.station)
        self.assertEqual(complaint.confidentiality, "confidential")
        self.assertIn("Asks to stay unknown: says “", complaint.understood)
        self.assertFalse(complaint.party_ids.with_user(self.station_head).has_access("read"))

    def test_who_only_says_a_name_does_not_hide_it(self):
        for text in (
            "मेरा नाम कल्पित कुमार है। कल रात घर के सामने कुछ लोग शराब पीकर गाली गलौज कर रहे थे। मना करने पर पत्थर फेंके।",
            "Mera naam Kalpit hai, mere ghar ke samne roz raat ko tez gana bajta hai",
        ):
            self.assertEqual(self._complaint(text=text, subject="").confidentiality, "open", text)

    def test_who_sends_no_words_is_answered_in_the_language_that_was_chosen(self):
        self.assertEqual(self._complaint(text="", subject="").language, "hi_IN")
        self.env["ir.config_parameter"].set_param(WORDLESS_LANGUAGE, "en_US")
        self.assertEqual(self._complaint(text="?!", subject="").language, "en_US")
        self.assertEqual(
            self._complaint(text="मेरी साइकिल चोरी हो गई", subject="").language, "hi_IN"
        )

    def test_the_control_room_may_undo_it(self):
        complaint = self._complaint(text=ASKS, subject="जुआ")
        complaint.with_user(self.desk_user)._set_confidentiality("open", "They do not mind")
        self.assertEqual(complaint.confidentiality, "open")

    def test_more_protection_that_was_asked_for_stays(self):
        complaint = self._complaint(text=ASKS, subject="जुआ", confidentiality="anonymous")
        self.assertEqual(complaint.confidentiality, "anonymous")

    def test_danger_is_urgent_and_says_why(self):
        complaint = self._complaint(text=DANGER, subject="Help")
        self.assertEqual(complaint.priority, "2")
        self.assertRegex(complaint.understood, "Danger: says “.*(tank|chadh|kud|jaldi).*”")
        told = complaint.with_context(lang="hi_IN").understood
        self.assertRegex(told, "ख़तरा: लिखा है “")

    def test_a_category_that_the_force_does_not_have_is_not_guessed(self):
        self.env["police.category"].search([]).active = False
        text = "kal bazar se mera mobile chori ho gaya"
        self.assertFalse(self._complaint(text=text, subject="chori").category_id)
        theft = self.env["police.category"].search(
            [("code", "=", "theft"), ("active", "in", (True, False))], limit=1
        ) or self.env["police.category"].create({"name": "Theft", "code": "theft"})
        theft.active = True
        self.assertEqual(self._complaint(text=text, subject="chori").category_id, theft)

    def test_an_administrators_keyword_wins(self):
        own = self.env["police.category"].create(
            {"name": "Fair", "code": "test_fair", "keywords": "bazar"}
        )
        complaint = self._complaint(text="kal bazar se mera mobile chori ho gaya", subject="chori")
        self.assertEqual(complaint.category_id, own)
        self.assertNotIn("Category:", complaint.understood or "")

    def _category(self, code, **values):
        """A category of which alone is guessed."""
        self.env["police.category"].search([("code", "!=", code)]).active = False
        category = self.env["police.category"].search([("code", "=", code)])
        category = category or self.env["police.category"].create({"name": code, "code": code})
        category.write(values)
        return category

    def test_of_a_category_that_is_only_guessed_nothing_is_dangerous(self):
        theft = self._category("theft", priority="2")
        text = "kal bazar se mera mobile chori ho gaya"
        guessed = self._complaint(text=text, subject="chori")
        self.assertEqual((guessed.category_id, guessed.priority), (theft, "1"))
        theft.keywords = "bazar"
        named = self._complaint(text=text, subject="chori", sender_value="b@example.org")
        self.assertEqual((named.category_id, named.priority), (theft, "2"))

    def test_what_is_only_guessed_to_be_about_the_police_goes_to_no_station_by_itself(self):
        theft = self._category("theft", about_police=True)
        text = "kal Rampurwa bazar se mera mobile chori ho gaya"
        complaint = self._complaint(text=text, subject="chori")
        self.assertEqual(complaint.category_id, theft)
        self.assertEqual((complaint.unit_id, complaint.routing_state), (self.zone, "proposed"))
        self.assertEqual(complaint.proposed_unit_id, self.station)
        self.assertFalse(complaint.suspected_unit_id)

    def test_what_a_desk_chose_stays_whatever_the_words_ask(self):
        complaint = self._complaint(text=ASKS, subject="जुआ", taken_by_id=self.desk_user.id)
        self.assertEqual(complaint.confidentiality, "open")
        self.assertNotIn("Asks to stay unknown", complaint.understood or "")
