from odoo.exceptions import UserError
from odoo.tests import tagged

from .sms_common import SmsCase


@tagged("post_install", "-at_install")
class TestConversationTry(SmsCase):
    """An administrator tries what would be answered; nothing stays of it."""

    converses = True

    def setUp(self):
        super().setUp()
        self.district.name, self.station.name = "Kanpur Nagar", "Kalyanpur"
        self.tables = ("police.complaint", "police.complainant", "police.channel.message")
        self.tables += ("police.channel.event", "police.conversation", "queue.job", "mail.message")
        wizards = self.env["police.conversation.try.wizard"].with_user(self.administrator)
        self.wizard = wizards.create({"language": "en_US", "channel_id": self.channel.id})

    def _count(self):
        self.env.flush_all()
        return {table: self.env[table].sudo().search_count([]) for table in self.tables}

    def _say(self, text):
        self.wizard.text = text
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.assertEqual(self.wizard.action_say()["name"], "Try a conversation")
        return self.wizard.transcript

    def test_several_turns_and_nothing_stays(self):
        before = self._count()
        self.assertIn("how it stands", self._say("help"))
        told = self._say("Loud music every night until two")
        self.assertIn("Opened a complaint", told)
        self.assertIn("where did it happen", told)
        told = self._say("thana kalyanpur")
        self.assertIn("Joined a complaint", told)
        self.assertIn("thank you, we noted it", told)
        self.assertEqual(told.count("> "), 3)
        self.assertEqual(self._count(), before)
        self.wizard.action_begin_anew()
        self.assertFalse(self.wizard.transcript or self.wizard.said)

    def test_why_no_notice_is_shown_is_said_where_the_channel_has_no_address(self):
        for address in (self.channel.address, False):
            self.channel.address = address
            self.wizard.invalidate_recordset()
            self.assertEqual(self.wizard.has_no_address, not address)
        told = self.wizard.get_view(view_type="form")["arch"]
        self.assertIn('invisible="not has_no_address"', told)

    def test_a_real_complaint_is_not_told_of(self):
        number = self._arrive(self._sms("Thana Kalyanpur: gana")).message_ids.complaint_id.number
        told = self._say(f"STATUS {number}")
        self.assertIn("We can tell nothing", told)

    def test_only_where_there_are_conversations(self):
        with self.assertRaises(UserError):
            self._say(" ")
        self.wizard.channel_id = self.env.ref("police_channels.channel_mail")
        with self.assertRaises(UserError):
            self._say("help")
