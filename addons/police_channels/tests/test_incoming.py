from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.police_grievance.tools.quoted import own_words
from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase
from .samples import mail_bytes, raw_mail


@tagged("post_install", "-at_install")
class TestIncoming(ChannelCase):
    def test_mail_opens_a_complaint(self):
        event = self._arrive()
        message = event.message_ids
        complaint = message.complaint_id
        self.assertEqual((message.state, message.action), ("done", "opened"))
        self.assertEqual(complaint.channel, "email")
        self.assertEqual(complaint.description, "Every night in Kalyanpur.")
        self.assertEqual(complaint.received_at, event.received_at)
        self.assertEqual(complaint.party_ids.complainant_id.address_ids.value, "asha@example.org")
        self.assertFalse(event.next_attempt_at or message.next_attempt_at)

    def test_files_become_evidence_byte_for_byte(self):
        content = b"\x00\x01\x02\xff"
        raw = (
            b"From: asha@example.org\nContent-Type: multipart/mixed; boundary=x\n\n"
            b"--x\n\nsee\n--x\nContent-Type: application/octet-stream; name=a.bin\n"
            b"Content-Transfer-Encoding: base64\n\nAAEC/w==\n--x--\n"
        )
        evidence = self._arrive(raw).message_ids.complaint_id.evidence_ids
        self.assertEqual(evidence.attachment_id.raw, content)
        self.assertEqual(evidence._verify(), {evidence: True})

    def test_who_is_to_be_answered_complains(self):
        complaint = self._arrive(mail_bytes("m04")).message_ids.complaint_id
        person = complaint.party_ids.complainant_id
        self.assertEqual(person.name, "Rekha Pal")
        self.assertEqual(person.address_ids.value, "rekha.pal@private-m04.bugtest.example")
        self.assertEqual(self._notices(complaint)[:1].address, person.address_ids.value)

    def test_an_address_that_nobody_reads_is_nobody(self):
        kiosk = "Kiosk Bharthana <noreply@kiosk.example>"
        first, second = (
            self._arrive(text=f"Words {index}.", From=kiosk, Message_ID=f"<{index}@kiosk.example>")
            for index in range(2)
        )
        complaints = (first.message_ids + second.message_ids).complaint_id
        people = complaints.party_ids.complainant_id
        self.assertEqual((len(complaints), len(people)), (2, 2))
        self.assertFalse(people.address_ids or self._notices(complaints[0]))

    def test_empty_files_are_listed(self):
        evidence = self._arrive(mail_bytes("m08")).message_ids.complaint_id.evidence_ids
        names = evidence.mapped("name")
        self.assertEqual((len(names), names.count("IMG.jpg")), (7, 2))
        [empty] = evidence.filtered("is_empty")
        self.assertEqual((empty.name, empty._verify()), ("bill.pdf", {empty: True}))
        sizes = [row["size"] for row in evidence._citizen_rows()]
        self.assertEqual(sizes.count("arrived empty"), 1)

    def test_reply_by_reference_joins_without_the_quotation(self):
        complaint = self._arrive().message_ids.complaint_id
        ours = self._notices(complaint).external_id
        reply = self._arrive(
            text="It is worse now.\n\nOn 23 Nov 2026, Police <grievance@police.example> wrote:\n> We have it",
            Subject="Re: something else",
            Message_ID="<reply@example.org>",
            In_Reply_To=ours,
        ).message_ids
        self.assertEqual((reply.action, reply.complaint_id), ("joined", complaint))
        words = complaint.message_ids.filtered(lambda row: "worse" in (row.body or ""))
        self.assertEqual(own_words(words.body), "It is worse now.")
        self.assertTrue(complaint.has_unread_reply)

    def test_reply_by_number_in_the_subject_joins(self):
        complaint = self._arrive().message_ids.complaint_id
        reply = self._arrive(
            text="More.", Subject=f"Complaint {complaint.number}", Message_ID="<reply@example.org>"
        ).message_ids
        self.assertEqual((reply.action, reply.complaint_id), ("joined", complaint))

    def test_joined_reply_is_not_answered(self):
        complaint = self._arrive().message_ids.complaint_id
        before = self._notices(complaint)
        self._arrive(text="More.", Subject=complaint.number, Message_ID="<reply@example.org>")
        self.assertEqual(self._notices(complaint), before)

    def test_reply_to_a_closed_complaint_is_attached_and_does_not_reopen(self):
        complaint = self._arrive().message_ids.complaint_id
        outcome = self.env["police.outcome"].sudo().search([("needs_answer", "=", False)], limit=1)
        with trap_jobs():
            complaint.sudo()._move_to("closed", outcome=outcome)
        reply = self._arrive(text="No!", Subject=complaint.number, Message_ID="<r@example.org>")
        self.assertEqual(reply.message_ids.action, "attached")
        self.assertFalse(complaint.is_open)

    def test_stranger_adds_but_is_told_nothing(self):
        complaint = self._arrive().message_ids.complaint_id
        reply = self._arrive(
            text="I know something.",
            Subject=complaint.number,
            From="stranger@example.org",
            Message_ID="<s@example.org>",
        ).message_ids
        self.assertEqual(reply.complaint_id, complaint)
        self.assertNotIn("stranger@example.org", self._notices(complaint).mapped("address"))
        self.assertEqual(len(complaint.party_ids), 1)
        with trap_jobs():
            complaint.sudo()._send_to_citizen("We are on it.")
        self.assertEqual(self._notices(complaint, "message").address, "asha@example.org")

    def test_same_identifier_and_content_changes_nothing(self):
        self._arrive()
        again = self._arrive(b"Received: by mx2.example.org\r\n" + raw_mail())
        self.assertEqual(again.state, "repeat")
        self.assertFalse(again.message_ids)

    def test_same_identifier_with_other_content_is_kept_and_flagged(self):
        first = self._arrive().message_ids
        other = self._arrive(text="Something quite different.").message_ids
        self.assertEqual((other.state, other.original_id), ("flagged", first))
        self.assertFalse(other.complaint_id)
        with trap_jobs():
            other.action_retry()
        other._work()
        self.assertEqual(other.action, "opened")
        self.assertNotEqual(other.complaint_id, first.complaint_id)

    def test_same_words_again_open_nothing(self):
        first = self._arrive().message_ids
        again = self._arrive(Message_ID="<two@example.org>").message_ids
        self.assertEqual((again.action, again.complaint_id), ("repeated", first.complaint_id))
        other_person = self._arrive(Message_ID="<3@example.org>", From="x@example.org").message_ids
        self.assertEqual(other_person.action, "opened")

    def test_same_words_next_day_are_a_new_complaint(self):
        self._arrive().message_ids.happened_at -= timedelta(hours=25)
        again = self._arrive(Message_ID="<two@example.org>").message_ids
        self.assertEqual(again.action, "opened")

    def test_machines_open_nothing_and_get_no_answer(self):
        before = self.env["police.complaint"].search_count([])
        for number, headers in enumerate(
            [
                {"Auto_Submitted": "auto-replied"},
                {"List_Id": "<news.example.org>"},
                {"X_Spam_Flag": "YES"},
                {"From": "grievance@police.example"},
            ]
        ):
            message = self._arrive(Message_ID=f"<{number}@example.org>", **headers).message_ids
            self.assertEqual(message.state, "set_aside", headers)
            self.assertTrue(message.sign)
        self.assertEqual(self.env["police.complaint"].search_count([]), before)

    def test_set_aside_can_become_a_complaint(self):
        message = self._arrive(List_Id="<news.example.org>").message_ids
        with trap_jobs():
            message.with_user(self.desk_user).action_retry()
        message._work()
        self.assertEqual(message.action, "opened")

    def test_automatic_answer_is_shown_at_its_complaint(self):
        complaint = self._arrive().message_ids.complaint_id
        message = self._arrive(
            Auto_Submitted="auto-replied",
            Message_ID="<auto@example.org>",
            In_Reply_To=self._notices(complaint).external_id,
        ).message_ids
        self.assertEqual((message.state, message.complaint_id), ("set_aside", complaint))
        self.assertFalse(complaint.has_unread_reply)

    def test_broken_mails_are_complaints_too(self):
        for raw in (b"", b"\xff\xfe\x00garbage", b"Content-Type: multipart/mixed\n\nwords"):
            message = self._arrive(raw, "").message_ids
            self.assertTrue(message.state in ("done", "set_aside"), raw)
            self.assertTrue(message.event_id)
        nobody = self._arrive(raw_mail(From=None, To=None, Message_ID=None), None).message_ids
        self.assertEqual(nobody.action, "opened")
        self.assertFalse(self._notices(nobody.complaint_id))

    def test_what_fails_keeps_its_reason_and_blocks_nothing(self):
        domain = self.env.registry["police.complaint"]
        with patch.object(domain, "_intake", side_effect=ValueError("no such thing")):
            failed = self._arrive().message_ids
        self.assertEqual((failed.state, failed.error), ("failed", "broke"))
        self.assertEqual(failed.detail, "ValueError: no such thing")
        self.assertGreater(failed.next_attempt_at, fields.Datetime.now())
        fine = self._arrive(text="Other.", Message_ID="<other@example.org>").message_ids
        self.assertEqual(fine.state, "done")
        with trap_jobs() as trap:
            failed.with_user(self.desk_user).action_retry()
            trap.assert_jobs_count(1)
        failed._work()
        self.assertEqual((failed.state, failed.error), ("done", False))

    def test_work_done_twice_is_done_once(self):
        message = self._arrive().message_ids
        complaint = message.complaint_id
        with trap_jobs():
            message._work()
            message.event_id._work()
        self.assertEqual(message.complaint_id, complaint)
        self.assertEqual(len(message.event_id.message_ids), 1)

    def test_nothing_in_a_mail_is_evaluated(self):
        words = "{{ object.id }} ${ 7*7 } <t t-out='1+1'/> %s %(number)s {number} {link}"
        message = self._arrive(text=words, Subject=words).message_ids
        self.assertEqual(message.complaint_id.description, words)
        self.assertEqual(message.complaint_id.subject, words)
        self.assertEqual(message.text, words)
        reply = self._arrive(
            text=words, Subject=message.complaint_id.number, Message_ID="<r@e.org>"
        )
        self.assertIn(
            "{{ object.id }} ${ 7*7 }", reply.message_ids.complaint_id.message_ids[0].body
        )
