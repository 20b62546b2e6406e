from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.police_grievance.tools.number import find_numbers
from odoo.addons.queue_job.tests.common import trap_jobs

from .asked_common import OTHER, SAID, AskedCase


@tagged("post_install", "-at_install")
class TestConversationAsked(AskedCase):
    """What a citizen asks for by a word or a number, and what they are answered."""

    def test_status_of_the_only_complaint(self):
        answer = self._ask("sthiti", "status_open")
        self.assertEqual(answer.complaint_id, self.complaint)
        self.assertEqual(answer.party_id, self.complaint.party_ids)
        for told in (self.complaint.number, self.complaint.unit_id.name):
            self.assertIn(told, answer.text)
        self.assertFalse(self.complaint.activity_ids)

    def test_status_by_number_in_hindi(self):
        self.person.language = "hi_IN"
        devanagari = self.complaint.number.translate(str.maketrans("0123456789", "०१२३४५६७८९"))
        answer = self._ask(f"स्थिति {devanagari}", "status_open")
        self.assertIn("ख़तरा हो तो 112", answer.text)
        self.assertIn(
            f"{self.complaint.with_context(lang='hi_IN').citizen_stage_id.citizen_name} ",
            answer.text,
        )
        self.assertNotIn("।।", answer.text)
        self._ask(self.complaint.number, "status_open")

    def test_status_of_several_is_a_list(self):
        other = self._say("Thana Kalyanpur me meri cycle chori ho gayi").complaint_id
        answer = self._ask("STATUS", "status_list")
        for complaint in (self.complaint, other):
            self.assertIn(complaint.number, answer.text)
        self.assertFalse(answer.complaint_id)
        both = self._ask(f"{self.complaint.number} aur {other.number} ka kya hua", "status_list")
        self.assertEqual(both.text, answer.text)

    def test_a_stranger_is_told_the_same_of_every_number(self):
        told = self._ask(f"STATUS {self.complaint.number}", "not_yours", OTHER)
        unknown = next(
            number
            for number in (f"{index:010}" for index in range(1234567890, 1234568000))
            if find_numbers(number) and number != self.complaint.number
        )
        nobodys = self._ask(f"STATUS {unknown}", "not_yours", OTHER)
        self.assertEqual(
            told.text.replace(self.complaint.number, "X"), nobodys.text.replace(unknown, "X")
        )
        self.assertFalse(told.complaint_id or nobodys.complaint_id)
        self._ask("STATUS", "status_none", OTHER)

    def test_who_is_complained_of_is_a_stranger(self):
        accused = self.env["police.complainant"].create(
            {"address_ids": [fields.Command.create({"kind": "phone", "value": OTHER})]}
        )
        self.complaint.party_ids.create(
            {"complaint_id": self.complaint.id, "complainant_id": accused.id, "role": "accused"}
        )
        self._ask(f"STATUS {self.complaint.number}", "not_yours", OTHER)
        self._ask("STATUS", "status_none", OTHER)

    def test_a_wrong_number_is_told_so(self):
        wrong = self.complaint.number[:-1] + str((int(self.complaint.number[-1]) + 1) % 10)
        self.assertIn(wrong, self._ask(f"STATUS {wrong}", "wrong_number").text)

    def test_what_says_more_opens_or_joins(self):
        for text in ("Stopped by police on the road", "Helpless, my son is missing", "help me"):
            self.assertEqual(self._say(text, OTHER).action, "opened", text)
        self.assertEqual(self._say(f"{SAID} {self.complaint.number}").action, "joined")

    def test_a_held_closing_is_not_given_away(self):
        with patch.object(type(self.env["police.closing"]), "_hold_seconds", lambda _self: 600):
            head = self.complaint.with_user(self.desk_user)
            with trap_jobs():
                self.complaint._move_to("action_taken")
                self.complaint._keep_feedback("resolved", 0, "")
                head._move_to("closed", outcome=self.env.ref("police_grievance.outcome_resolved"))
        self.assertFalse(self.complaint.is_open)
        for text in ("STATUS", "REOPEN", "FEEDBACK"):
            self._ask(text, "status_open")
        self._ask("hello", "help")

    def test_help_and_language(self):
        self._ask("madad", "help")
        answer = self._ask("हिन्दी", "language")
        self.assertEqual((self.person.language, answer.language), ("hi_IN", "hi_IN"))
        self._ask("ENGLISH", "language")
        self.assertEqual(self.person.language, "en_US")

    def test_a_person_calls_once(self):
        self._ask("call me", "person")
        self._ask("baat karni hai", "person")
        [task] = self.complaint.activity_ids
        self.assertEqual(
            task.activity_type_id,
            self.env.ref("police_channels.mail_activity_type_talk_to_citizen"),
        )

    def test_who_has_no_complaint_gets_one_to_be_called_about(self):
        message = self._say("call me", OTHER)
        self.assertEqual(message.action, "opened")
        self.assertTrue(message.complaint_id.activity_ids)
        self.assertIn("person", self._notices(message.complaint_id).mapped("reply_code"))

    def test_nobody_is_called_about_an_answer(self):
        answer = self._ask("STATUS", "status_open")
        with self._smsbox(status=400):
            answer._work()
        self.assertEqual(answer.state, "failed")
        self.assertFalse(self.complaint.activity_ids)

    def test_where_others_read_an_answer_tells_nothing(self):
        self.address.is_shared = True
        answer = self._ask("STATUS", "status_open")
        with self._smsbox() as asked:
            answer._work()
        self.assertNotIn(self.complaint.number, asked[0]["text"])

    def test_an_answer_names_its_template_where_operators_want_one(self):
        words = [("code", "=", "help"), ("language", "=", "en_US")]
        reply = self.env["police.conversation.reply"].search(words)
        reply.dlt_template = "1107000000000000009"
        self.assertEqual(self._ask("help", "help").provider_template, "1107000000000000009")

    def test_mail_has_no_commands(self):
        self.channel = self.env.ref("police_channels.channel_mail").sudo()
        with trap_jobs():
            raw = b"From: asha@example.org\r\nSubject: x\r\nMessage-ID: <a@example.org>\r\n\r\nSTATUS\r\n"
            event = self.events._store(self.channel, raw, {"from": "asha@example.org"})
            event._work()
        self.assertEqual(event.message_ids.action, "opened")
