from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ChannelCase

WHO = ("address", "address_name", "subject", "text", "html", "external_id", "detail", "in_reply_to")


@tagged("post_install", "-at_install")
class TestAccess(ChannelCase):
    def setUp(self):
        super().setUp()
        self.message = self._arrive().message_ids
        self.event = self.message.event_id

    def test_only_the_control_room_sees_who_wrote(self):
        seen = self.message.with_user(self.desk_user).read(WHO)[0]
        self.assertEqual(seen["address"], "asha@example.org")
        for field in WHO:
            with self.assertRaises(AccessError), mute_logger("odoo.models"):
                self.message.with_user(self.administrator).read([field])
        shown = str(self.message.with_user(self.administrator).read())
        self.assertNotIn("asha", shown.lower())
        with self.assertRaises(AccessError):
            self.messages.with_user(self.administrator).search([("address", "ilike", "asha")])

    def test_officers_see_no_ledger(self):
        for officer in (
            self.constable,
            self.station_head,
            self.circle_officer,
            self.superintendent,
        ):
            for records in (self.message, self.event, self.event.receipt_ids, self.channel):
                with self.assertRaises(AccessError):
                    records.with_user(officer).check_access("read")

    def test_nobody_changes_the_ledger(self):
        for user in (
            self.desk_user,
            self.administrator,
            self.system,
            self.env.ref("base.user_admin"),
        ):
            for record in (self.message, self.event):
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(record.with_user(user).has_access(operation))

    def test_bytes_are_not_for_anyone(self):
        system = self.event.with_user(self.system)
        self.assertNotIn("raw", system._fields)
        with self.assertRaises(AccessError):
            system.read(["headers"])
        self.assertNotIn("asha", str(system.read()).lower())

    def test_nor_is_what_was_parsed(self):
        message = self._arrive(List_Id="<news.example.org>", Message_ID="<l@e.org>").message_ids
        self.assertIn("asha", message.parsed)
        for user in (self.system, self.desk_user, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError), mute_logger("odoo.models"):
                message.with_user(user).read(["parsed"])
            with self.assertRaises(AccessError):
                self.messages.with_user(user).search([("parsed", "ilike", "asha")])

    def test_secrets_are_for_system_administrators(self):
        self.mailbox.imap_password = "hidden"
        for record, field in ((self.channel, "secret"), (self.mailbox, "imap_password")):
            with self.assertRaises(AccessError):
                record.with_user(self.administrator).read([field])
            self.assertTrue(
                record.with_user(self.env.ref("base.user_admin")).read([field])[0][field]
            )
        copied = self.channel.copy({"slug": "copy"})
        self.assertFalse(copied._own_settings()[copied].imap_password)
        self.assertNotEqual(copied.secret, self.channel.secret)

    def test_only_the_control_room_works_on_messages(self):
        for user in (self.administrator, self.constable):
            with self.assertRaises(AccessError):
                self.message.with_user(user).action_retry()
