from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.police_grievance.tools.number import find_numbers
from odoo.addons.queue_job.tests.common import trap_jobs

from ..adapters.sms import SmsAdapter
from .sms_common import PHONE, SmsCase

OTHER = "+910000077124"
SAID = "Thana Kalyanpur me padosi raat ko gana bajata hai"


@tagged("post_install", "-at_install")
class TestConversationAsked(SmsCase):
    """What a citizen asks for by a word or a number, and what they are answered."""

    def setUp(self):
        super().setUp()
        self.complaint = self._say(SAID).complaint_id
        self.person = self.complaint.party_ids.complainant_id
        self.address = self.person.address_ids
        self.person.language = "en_US"
        self.complaint.write(self.complaint._unit_values(self.station))
        with trap_jobs():
            self.complaint._move_to("with_station")

    def _say(self, text, sender=PHONE):
        """:return: the ledger's row of an SMS, worked on"""
        return self._arrive(self._sms(text, str(next(self._serial)), sender)).message_ids

    def _answer(self, text, sender=PHONE):
        """:return: the row of the answer to an SMS"""
        # What waits, or went out just now, is not said again.
        earlier = self.messages.search([("reply_code", "!=", False)])
        earlier.sent_at = fields.Datetime.now() - timedelta(minutes=6)
        earlier.filtered(lambda row: row.state == "queued").state = "sent"
        message = self._say(text, sender)
        self.assertEqual((message.state, message.action), ("done", "answered"), text)
        return self.messages.search([("in_reply_to", "=", message.external_id)])

    def _ask(self, text, code, sender=PHONE):
        answer = self._answer(text, sender)
        self.assertEqual(answer.reply_code, code, text)
        self.assertEqual((answer.state, answer.address), ("queued", sender))
        self.assertIn("112", answer.text)
        return answer

    def _close(self):
        with trap_jobs():
            self.complaint._move_to("action_taken")
            self.complaint._keep_feedback("resolved", 0, "")
            self.complaint._move_to(
                "closed", outcome=self.env.ref("police_grievance.outcome_resolved")
            )
        self.assertFalse(self.complaint.is_open)

    # How it stands

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
        self._ask("STATUS", "status_open")

    # Ourselves

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

    def test_stop_and_start(self):
        with trap_jobs():
            self.complaint._send_to_citizen("We are on it.")
        waiting = self._notices(self.complaint, "message")
        self._ask("BAND", "stop")
        self.assertTrue(self.address.no_notices_since)
        with self._smsbox() as asked:
            waiting._work()
        self.assertEqual((waiting.state, waiting.error, asked), ("set_aside", "stopped", []))
        self.assertIn("STOP", self.complaint.with_user(self.desk_user).contact_warning)
        self.assertTrue(self.complaint.is_open)
        with self._smsbox() as asked:
            self._ask("STATUS", "status_open")._work()
        self.assertEqual(len(asked), 1)
        self._ask("shuru", "start")
        self.assertFalse(self.address.no_notices_since)

    def _add(self, kind, value):
        return self.address.create({"complainant_id": self.person.id, "kind": kind, "value": value})

    def test_what_is_not_wanted_here_goes_another_way(self):
        self._add("email", "asha@example.org")
        with trap_jobs():
            self.complaint._send_to_citizen("We are on it.")
        waiting = self._notices(self.complaint, "message")
        self.assertEqual(waiting.address, PHONE)
        self._ask("STOP", "stop")
        with self._smsbox() as asked, trap_jobs():
            waiting._work()
        self.assertEqual((waiting.state, waiting.error, asked), ("passed_on", "stopped", []))
        self.assertEqual(waiting.stand_in_ids.address, "asha@example.org")

    def test_without_another_way_somebody_calls_where_they_are_asked(self):
        self._ask("STOP", "stop")
        with trap_jobs():
            self.complaint._move_to("action_taken")
            self.complaint._move_to("verification")
        for event, calls in (("action_taken", 0), ("asked", 1)):
            with self._smsbox() as asked:
                self._notices(self.complaint, event)._work()
            self.assertFalse(asked)
            self.assertEqual(len(self.complaint.activity_ids), calls, event)

    def test_an_sms_stops_sms_to_the_phone_of_a_whatsapp_address(self):
        self.address.write({"kind": "whatsapp", "is_shared": True})
        with trap_jobs():
            self.complaint._send_to_citizen("We are on it.")
        waiting = self._notices(self.complaint, "message")
        self.assertEqual(waiting.channel_id, self.channel)
        self._ask("STOP", "stop")
        phone = self.person.address_ids - self.address
        self.assertEqual((phone.kind, phone.value, phone.is_shared), ("phone", PHONE, True))
        self.assertTrue(phone.no_notices_since)
        self.assertFalse(self.address.no_notices_since, "WhatsApp is another way")
        with self._smsbox() as asked, trap_jobs():
            waiting._work()
        self.assertFalse(asked)
        channels = self.env["police.channel"]._by_address_kind()
        ways = self.complaint._ways(self.complaint.party_ids, channels)
        by_sms = [way.address for way in ways if way.channel == self.channel]
        self.assertNotIn(self.address, by_sms)
        self._ask("STOP", "stop")
        self.assertEqual(len(self.person.address_ids), 2)
        self._ask("START", "start")
        self.assertFalse(phone.no_notices_since)

    # What changes something

    def _is_kept(self, words):
        """Whether words stand among the citizen's, for somebody to read."""
        said = "".join(self.complaint.sudo().message_ids.mapped("body"))
        return words in said and self.complaint.has_unread_reply

    def _sent_code(self, answer):
        with self._smsbox() as asked:
            answer._work()
        self.assertNotIn("{", asked[0]["text"])
        self.assertIn("{code}", answer.text)
        words = asked[0]["text"].split(self.complaint.number)[1].split()
        return words[0]

    def test_reopening_by_sms_takes_a_code(self):
        self._close()
        answer = self._ask("dobara kholo", "code")
        self.assertFalse(self.complaint.is_open)
        self.assertTrue(self._is_kept("dobara kholo"))
        code = self._sent_code(answer)
        wrong = f"{(int(code) + 1) % 10**8:08}"
        self._ask(f"REOPEN {self.complaint.number} {wrong}", "code_wrong")
        self._ask(f"REOPEN {self.complaint.number} {code}", "not_yours", OTHER)
        self.assertFalse(self.complaint.is_open)
        message = self._say(f"REOPEN {self.complaint.number} {code}")
        self.assertTrue(self.complaint.is_open)
        self.assertEqual((message.action, message.complaint_id), ("answered", self.complaint))
        [notice] = self._notices(self.complaint, "reopened")
        self.assertEqual(notice.address, PHONE)

    def test_a_code_is_good_once_and_tries_are_counted(self):
        self._close()
        code = self._sent_code(self._ask("REOPEN", "code"))
        for _try in range(5):
            self._ask(f"REOPEN {self.complaint.number} 00000000", "code_wrong")
        self._ask(f"REOPEN {self.complaint.number} {code}", "code_wrong")
        self.assertFalse(self.complaint.is_open)
        self._ask("REOPEN", "code")

    def _codes(self):
        return self.env["police.access.code"].sudo().search([])

    def test_who_asks_while_a_code_is_good_uses_up_none(self):
        self._close()
        for _time in range(7):
            answer = self._ask("REOPEN", "code")
        self.assertEqual(len(self._codes()), 1, "it waits to be sent")
        answer.state = "queued"
        code = self._sent_code(answer)
        for _time in range(7):
            self._ask("REOPEN", "code_sent")
        self.assertEqual(len(self._codes()), 1)
        self._say(f"REOPEN {self.complaint.number} {code}")
        self.assertTrue(self.complaint.is_open)

    def test_too_many_codes_call_the_desk_once(self):
        self._close()
        for _time in range(5):
            self._ask("REOPEN", "code")
            self._codes().expires_at = fields.Datetime.now()
        self.assertFalse(self.complaint.activity_ids)
        for _time in range(2):
            self._ask("REOPEN", "code_too_many")
            task = self.complaint.activity_ids
            self.assertEqual(
                task.activity_type_id,
                self.env.ref("police_channels.mail_activity_type_codes_used_up"),
            )
            self.assertEqual(len(task), 1)
        task.unlink()
        self._ask("REOPEN", "code_too_many")
        self.assertFalse(self.complaint.activity_ids)

    def test_reopening_and_judging_are_counted_apart(self):
        codes, party = self.env["police.access.code"], self.complaint.party_ids
        nobody = self.env["res.partner"]
        for _time in range(5):
            self.assertTrue(codes._request(party, nobody, "reopen"))
        self.assertFalse(codes._request(party, nobody, "reopen"))
        self.assertTrue(codes._request(party, nobody, "judge"))
        plain = codes._make(party, ("reopen", "judge"))
        self.assertTrue(codes._confirm(party, nobody, plain, "judge"))
        self.assertTrue(codes._confirm(party, nobody, plain, "reopen"))
        self.assertFalse(codes._confirm(party, nobody, plain, "reopen"), "once for each")

    def test_a_channel_that_proves_its_sender_needs_no_code(self):
        self._close()
        with patch.object(SmsAdapter, "proves_sender", True):
            self.assertEqual(self._say("REOPEN").action, "answered")
        self.assertTrue(self.complaint.is_open)

    def test_what_is_open_or_long_closed_is_not_reopened(self):
        self._ask(f"REOPEN {self.complaint.number}", "reopen_refused")
        self._close()
        self.complaint.closed_at = fields.Datetime.now() - timedelta(hours=73)
        self._ask("REOPEN", "status_none")
        self._ask(f"REOPEN {self.complaint.number}", "reopen_refused")

    def test_how_it_went(self):
        self._ask("FEEDBACK", "status_none")
        with trap_jobs():
            self.complaint._move_to("action_taken")
            self.complaint._move_to("verification")
        self._ask("STATUS", "status_asked")
        self._ask("FEEDBACK", "feedback")
        code = self._sent_code(self._ask("nahi hua", "code"))
        self.assertTrue(self._is_kept("nahi hua"))
        self.assertFalse(self.complaint.feedback_ids)
        self._ask(f"NAHI HUA {self.complaint.number} {code}", "not_settled")
        self.assertEqual(self.complaint.feedback_ids.answer, "not_resolved")
        self.assertEqual(self.complaint.verification_ids.result, "not_resolved")
        self._ask(f"FEEDBACK {self.complaint.number}", "feedback_refused")

    # The answer itself

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


@tagged("post_install", "-at_install")
class TestConversationLists(SmsCase):
    """The lists that an administrator keeps."""

    def test_an_answer_fits_into_an_sms(self):
        replies = self.env["police.conversation.reply"].search([])
        self.assertLessEqual(max(replies.mapped("sms_parts")), self.gateway.most_parts)
        codes = replies.grouped("code")
        self.assertEqual(set(codes), {code for code, _label in replies._fields["code"].selection})
        for code, rows in codes.items():
            self.assertEqual(set(rows.mapped("language")), {"en_US", "hi_IN"}, code)

    def test_each_answer_names_112_and_known_places(self):
        reply = self.env["police.conversation.reply"].search([], limit=1)
        for body in ("Nothing", "{name} 112"):
            with self.assertRaises(ValidationError):
                reply.body = body

    def test_a_word_asks_for_one_thing(self):
        commands = self.env["police.conversation.command"]
        stop = commands.search([("code", "=", "stop")], limit=1)
        for words in ("stop\nSTATUS", "stop 1", " \n"):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                stop.words = words
                self.env.flush_all()
        stop.words = "ruko"
        self.assertEqual(commands._read("Ruko!")[1], "stop")
        stop.active = False
        self.assertIsNone(commands._read("Ruko!"))
