from odoo.tests import tagged

from .common import PoliceCase

ASKS = "मेरा नाम गुप्त रखें। पड़ोस में रोज जुआ होता है। थाना रामपुरवा, Rampurwa thana"
DANGER = "Mera bhai tank par chadh gaya hai aur kud jane ko kah raha hai, jaldi aaiye"


@tagged("post_install", "-at_install")
class TestUnderstood(PoliceCase):
    """What words say decides how a complaint begins, and the desk is told which words."""

    def test_who_asks_to_stay_unknown_is_confidential_from_the_start(self):
        complaint = self._complaint(text=ASKS, subject="जुआ")
        self.assertEqual(complaint.unit_id, self.station)
        self.assertEqual(complaint.identity, "confidential")
        self.assertIn("Asks to stay unknown: says “", complaint.understood)
        self.assertFalse(complaint.party_ids.with_user(self.station_head).has_access("read"))

    def test_the_control_room_may_undo_it(self):
        complaint = self._complaint(text=ASKS, subject="जुआ")
        complaint.with_user(self.desk_user)._set_identity("open", "They do not mind")
        self.assertEqual(complaint.identity, "open")

    def test_more_protection_that_was_asked_for_stays(self):
        complaint = self._complaint(text=ASKS, subject="जुआ", identity="anonymous")
        self.assertEqual(complaint.identity, "anonymous")

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
