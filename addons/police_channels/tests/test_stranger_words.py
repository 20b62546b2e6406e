from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase

WITHDRAWN = "I withdraw my complaint."


@tagged("post_install", "-at_install")
class TestStrangerMail(ChannelCase):
    """A mail with a known number, or a known reference, from an address that is not on it."""

    def setUp(self):
        super().setUp()
        self.complaint = self._arrive().message_ids.complaint_id
        self.party = self.complaint.party_ids

    def _reply(self, sender="stranger@example.org", **headers):
        """A mail that joins; the message that it became in the conversation."""
        headers = {"Message_ID": "<reply@example.org>", "From": sender, **headers}
        joined = self._arrive(text=WITHDRAWN, envelope_from=sender, **headers).message_ids
        self.assertEqual((joined.action, joined.complaint_id), ("joined", self.complaint))
        return self.complaint.message_ids[0]

    def _conversation(self):
        return self.complaint._citizen_view(self.party, "en_US")["conversation"]

    def _assert_strangers(self, message):
        self.assertIn(WITHDRAWN, message.body)
        self.assertEqual(message._citizen_side(), "other")
        self.assertFalse(self._conversation())
        self.assertFalse(self.complaint.has_unread_reply)
        self.assertTrue(self.complaint.has_stranger_words)

    def test_by_number(self):
        self._assert_strangers(self._reply(Subject=self.complaint.number))
        row = self.complaint.sudo().stranger_words_ids
        self.assertEqual((row.sender_value, row.channel), ("stranger@example.org", "email"))
        self.assertEqual(row.phone_in_groups, "stranger@example.org")
        row.sender_value = "+910000000001"
        self.assertEqual(row.phone_in_groups, "+91 00000 00001")

    def test_by_reference(self):
        """A forged In-Reply-To, a forwarded notice, a colleague who answers it."""
        ours = self._notices(self.complaint).external_id
        self._assert_strangers(self._reply(In_Reply_To=ours))

    def test_without_a_sender(self):
        self._assert_strangers(self._reply(sender=None, Subject=self.complaint.number))

    def test_the_complainants_own(self):
        message = self._reply("Asha <ASHA@example.org>", Subject=self.complaint.number)
        self.assertEqual(message._citizen_side(), "from")
        self.assertEqual(len(self._conversation()), 1)
        self.assertTrue(self.complaint.has_unread_reply)

    def test_what_a_machine_set_aside_becomes_no_citizens_words(self):
        aside = self._arrive(
            text=WITHDRAWN,
            Subject=self.complaint.number,
            From="stranger@example.org",
            Message_ID="<auto@example.org>",
            Auto_Submitted="auto-replied",
        ).message_ids
        with trap_jobs():
            aside.with_user(self.desk_user).action_retry()
        aside._work()
        self._assert_strangers(self.complaint.message_ids[0])

    def test_theirs_after_all(self):
        self._reply(Subject=self.complaint.number)
        row = self.complaint.sudo().stranger_words_ids
        with trap_jobs():
            row.with_user(self.desk_user).action_theirs()
        self.assertEqual(len(self._conversation()), 1)
        with trap_jobs():
            self.complaint.sudo()._send_to_citizen("We have read it.")
        self.assertEqual(self._notices(self.complaint, "message").address, "stranger@example.org")
