from odoo import SUPERUSER_ID, fields
from odoo.tests import tagged

from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase


@tagged("post_install", "-at_install")
class TestPagesInLedger(ChannelCase):
    """What citizens send by a page stands in the ledger as what came by mail does."""

    def _file(self, key, **values):
        envelope = Envelope(
            **{
                "channel": "portal",
                "received_at": fields.Datetime.now(),
                "sender_kind": "portal",
                "sender_value": "4711",
                "sender_name": "Zubeda Quillfeather",
                "text": "Loud music every night",
                **values,
            }
        )
        with trap_jobs():
            return self.env["police.complaint"]._file_by_citizen(envelope, key)

    def _rows(self, complaint):
        return self.messages.search(
            [("complaint_id", "=", complaint.id), ("direction", "=", "in")], order="id"
        )

    def test_a_form_is_one_row_and_sent_again_no_second_one(self):
        key = self.env["police.submission"]._new_key()
        complaint = self._file(key)
        again = self._file(key, text="Other words")
        self.assertEqual(again, complaint)
        row = self._rows(complaint)
        self.assertEqual((row.channel_id.kind, row.state, row.action), ("portal", "done", "opened"))
        self.assertEqual(row.happened_at, complaint.received_at)
        self.assertEqual(row.channel_id.last_in_at, row.happened_at)
        submission = self.env["police.submission"].search([("complaint_id", "=", complaint.id)])
        self.assertEqual(row.external_id, submission.key)
        self.assertNotIn(key, str(row.read()))

    def test_words_and_person_stay_with_the_complaint(self):
        for confidentiality in ("open", "anonymous"):
            form = self.env["police.submission"]._new_key()
            row = self._rows(
                self._file(form, confidentiality=confidentiality, text=f"Words, {confidentiality}")
            )
            told = str(row.read())
            for word in ("Quillfeather", "4711", "Words"):
                self.assertNotIn(word, told)
            self.assertEqual((row.create_uid.id, row.write_uid.id), (SUPERUSER_ID, SUPERUSER_ID))

    def test_who_wrote_by_mail_and_by_the_page_is_answered_by_mail(self):
        complaint = self._arrive().message_ids.complaint_id
        with trap_jobs():
            complaint._reply_by_citizen(complaint.party_ids, "One more word", [], "k")
            complaint.sudo()._send_to_citizen("We are on it.")
        self.assertEqual(self._rows(complaint).mapped("action"), ["opened", "joined"])
        notice = self._notices(complaint, "message")
        self.assertEqual((notice.channel_id, notice.address), (self.channel, "asha@example.org"))
        self.assertEqual(notice.in_reply_to, "<one@example.org>")

    def test_nothing_comes_by_its_webhook(self):
        door = self.env["police.channel"]._door("portal")
        self.assertFalse(door.adapter.methods)
