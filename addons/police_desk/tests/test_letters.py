import json

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.police_grievance.tests.paper_common import PaperCase
from odoo.addons.police_grievance.tools.number import format_number
from odoo.addons.report_typst.tests.pdf_common import read_as_chrome

LETTER = "police_desk.letter"
BY_POST = {
    "channel": "post",
    "sender_kind": "other",
    "sender_value": "",
    "sender_name": "Kamla Kalpit",
}


@tagged("post_install", "-at_install")
class TestLetters(PaperCase):
    """Who wrote by post or has no phone is answered by letter."""

    def _written(self, complaint):
        return self.env["police.letter"].search([("complaint_id", "=", complaint.id)])

    def _by_post(self, **values):
        return self._complaint(self.station, **{**BY_POST, **values})

    def test_a_reply_a_question_and_the_result_wait_to_be_sent(self):
        complaint = self._by_post()
        complaint._send_to_citizen("Bring the receipt.")
        complaint.sudo()._move_to("action_taken")
        complaint.sudo()._move_to("verification")
        letters = self._written(complaint)
        self.assertEqual(letters.mapped("about"), ["message", "asked"])
        self.assertEqual(set(letters.mapped("state")), {"waiting"})
        outcome = self.env["police.outcome"].search([("code", "=", "resolved")], limit=1)
        complaint.sudo()._enter_stage(self.env["police.stage"]._by_code("closed"))
        complaint.sudo().outcome_id = outcome
        complaint.sudo()._announce("resolved", text="")
        self.assertEqual(self._written(complaint)[-1].about, "resolved")

    def test_who_replies_reads_that_it_goes_by_letter(self):
        def read(complaint, user, lang="en_US"):
            replies = self.env["police.complaint.reply.wizard"].with_user(user)
            replies = replies.with_context(lang=lang)
            return replies.create({"complaint_id": complaint.id}).recipients

        complaint = self._by_post()
        self.assertEqual(
            read(complaint, self.desk_user),
            "Kamla Kalpit: by letter, which the control room sends",
        )
        self.assertIn("चिट्ठी", read(complaint, self.desk_user, "hi_IN"))
        complaint.confidentiality = "confidential"
        self.assertNotIn("Kamla", read(complaint, self.station_head))
        self.assertIn("by letter", read(complaint, self.station_head))
        reached = self._complaint(self.station, channel="walk_in")
        self.assertNotIn("letter", read(reached, self.desk_user))

    def test_who_has_a_phone_or_mail_and_did_not_write_gets_none(self):
        for values in ({"sender_kind": "phone", "sender_value": "+910000077001"}, {}):
            complaint = self._complaint(self.station, channel="walk_in", **values)
            complaint._send_to_citizen("Bring the receipt.")
            self.assertFalse(self._written(complaint))
        walked_in = self._by_post(channel="walk_in")
        walked_in._send_to_citizen("Bring the receipt.")
        self.assertTrue(self._written(walked_in))

    def test_nobody_is_written_to_who_wants_to_be_unknown_or_whose_post_others_read(self):
        for case in ("anonymous", "shared"):
            complaint = self._by_post(sender_kind="phone", sender_value="+910000077002")
            if case == "anonymous":
                complaint.confidentiality = "anonymous"
            else:
                complaint.sudo().party_ids.address_ids.is_shared = True
            complaint._send_to_citizen("Bring the receipt.")
            self.assertFalse(self._written(complaint), case)

    def test_the_address_is_kept_for_the_next_letter(self):
        complaint = self._by_post()
        complaint._send_to_citizen("Bring the receipt.")
        letter = self._written(complaint).with_user(self.desk_user)
        self.assertFalse(letter.address)
        letter.address = "House 7,  Civil Lines, Kanpur 000000"
        complaint._send_to_citizen("Thank you.")
        later = (self._written(complaint) - letter).with_user(self.desk_user)
        self.assertEqual(later.address, "House 7, Civil Lines, Kanpur 000000")
        later.address = "House 8"
        self.assertEqual(complaint.sudo().party_ids.address_ids.mapped("value"), ["House 8"])

    def test_the_letter_on_paper(self):
        complaint = self._by_post()
        complaint.language = "hi_IN"
        complaint._send_to_citizen("रसीद की प्रति भेजें। *not bold* #panic()")
        letter = self._written(complaint)
        letter.address = "मकान 7, सिविल लाइन्स, कानपुर 000000"
        words = read_as_chrome(self._print(LETTER, letter))
        for part in (
            "Kamla Kalpit",
            "सिविल लाइन्स",
            format_number(complaint.number),
            "रसीद की प्रति भेजें। *not bold* #panic()",
            "आपकी शिकायत के बारे में जवाब",
            "112",
        ):
            self.assertIn(part, words)

    def test_the_desk_alone_has_the_list_and_says_nothing_but_where_it_goes(self):
        complaint = self._by_post()
        complaint._send_to_citizen("Bring the receipt.")
        letter = self._written(complaint)
        for user in (self.station_head, self.circle_officer, self.constable):
            theirs = letter.with_user(user)
            for call in (theirs.action_print, theirs.action_sent, lambda row=theirs: row.person):
                with self.assertRaises(AccessError):
                    call()
            with self.assertRaises(AccessError):
                self._said(LETTER, letter, user)
        desk = letter.with_user(self.desk_user)
        for values in ({"state": "sent"}, {"party_id": 1}, {"sent_by_id": self.constable.id}):
            with self.assertRaises(AccessError):
                desk.write(values)
        self.assertEqual(desk.action_print()["report_name"], LETTER)
        desk.action_sent()
        self.assertEqual((letter.state, letter.sent_by_id), ("sent", self.desk_user))
        desk.action_drop()
        self.assertEqual(letter.state, "sent", "what is sent stays so")

    def test_a_name_that_became_secret_is_on_no_letter(self):
        complaint = self._by_post()
        complaint._send_to_citizen("Bring the receipt.")
        complaint.confidentiality = "anonymous"
        with self.assertRaises(AccessError):
            json.loads(self._said(LETTER, self._written(complaint)))
