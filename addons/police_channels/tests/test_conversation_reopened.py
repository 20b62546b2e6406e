from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..adapters.sms import SmsAdapter
from .asked_common import OTHER, AskedCase
from .sms_common import PHONE


@tagged("post_install", "-at_install")
class TestConversationReopened(AskedCase):
    """Reopening, and saying how it went, by SMS: whose sender is not proven needs a code."""

    def _close(self):
        with trap_jobs():
            self.complaint._move_to("action_taken")
            self.complaint._keep_feedback("resolved", 0, "")
            self.complaint._move_to(
                "closed", outcome=self.env.ref("police_grievance.outcome_resolved")
            )
        self.assertFalse(self.complaint.is_open)

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
        self._ask("FEEDBACK", "status_open")
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

    def test_who_has_an_open_complaint_is_told_how_it_stands(self):
        for text in ("REOPEN", "FEEDBACK"):
            self._ask(text, "status_open")
        self.assertFalse(self.complaint.has_unread_reply)
        for text, code in (
            ("ho gaya", "status_open"),
            (f"not settled {self.complaint.number}", "feedback_refused"),
        ):
            self.complaint.sudo().has_unread_reply = False
            self.assertEqual(self._ask(text, code).complaint_id, self.complaint)
            self.assertTrue(self.complaint.has_unread_reply, "whoever works on it reads it")
            said = "".join(self.complaint.sudo().message_ids.mapped("body"))
            self.assertIn(text.split(" ")[0], said)
        self.assertFalse(self.complaint.feedback_ids)
        for text in ("REOPEN", "ho gaya"):
            self._ask(text, "status_none", OTHER)
