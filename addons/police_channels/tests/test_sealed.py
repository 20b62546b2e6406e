from odoo.tests import tagged

from .common import ChannelCase
from .samples import mail_bytes, raw_mail

LOCKED = "-----BEGIN PGP MESSAGE-----\r\n\r\nabcd\r\n-----END PGP MESSAGE-----"


@tagged("post_install", "-at_install")
class TestSealed(ChannelCase):
    """What cannot be opened is kept, and the desk asks what it says."""

    def _tasks(self, complaint):
        kind = self.env.ref("police_channels.mail_activity_type_ask_for_words")
        return complaint.sudo().activity_ids.filtered(lambda row: row.activity_type_id == kind)

    def test_the_desk_asks(self):
        message = self._arrive(mail_bytes("m05")).message_ids
        complaint = message.complaint_id
        self.assertEqual((message.state, message.problem), ("done", "sealed"))
        self.assertEqual(complaint.evidence_ids.name, "winmail.dat")
        self.assertEqual(len(self._tasks(complaint)), 1)

    def test_of_a_reply_too(self):
        complaint = self._arrive().message_ids.complaint_id
        self.assertFalse(self._tasks(complaint))
        self._arrive(raw_mail(LOCKED, Subject=complaint.number, Message_ID="<two@example.org>"))
        self.assertEqual(len(self._tasks(complaint)), 1)

    def test_signed_mail_is_a_message_like_any_other(self):
        complaint = self._arrive(mail_bytes("m06")).message_ids.complaint_id
        self.assertIn("ग्राम भरथना में सरकारी हैंडपंप", complaint.description)
        self.assertFalse(self._tasks(complaint))
