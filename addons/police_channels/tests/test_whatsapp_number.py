from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import file_open

from .whatsapp_common import NUMBER_ID, WhatsAppCase, error


@tagged("post_install", "-at_install")
class TestWhatsAppNumber(WhatsAppCase):
    """The settings of a number: what is tested, who reads its secrets, what is copied."""

    def test_the_test_button_asks_for_the_number(self):
        with self._graph((200, {"id": NUMBER_ID})) as asked:
            self.channel.with_user(self.administrator).action_test()
        self.assertEqual(asked[0][0].partition("?")[0], f"/v25.0/{NUMBER_ID}")
        for answer, words in (
            ((401, error(190)), "refuses the user, the password or the token"),
            ((400, error(100)), "refuses what it is asked for"),
        ):
            with self._graph(answer), self.assertRaisesRegex(UserError, words):
                self.channel.action_test()
        self.number.api_url = "http://127.0.0.1:9"
        with self.assertRaisesRegex(UserError, "does not answer"):
            self.channel.action_test()

    def test_secrets_are_the_systems(self):
        secrets = ["app_secret", "access_token", "verify_token"]
        with self.assertRaises(AccessError):
            self.number.with_user(self.administrator).read(secrets)
        both = "police_force.group_administrator,base.group_system"
        owner = new_test_user(self.env, "test_owner", groups=both)
        self.assertTrue(self.number.with_user(owner).read(secrets))
        copied = self.number.copy_data()[0]
        self.assertFalse(set(secrets[:2]) & set(copied))

    def test_a_token_is_for_the_address_that_it_was_typed_for(self):
        self.number.with_user(self.administrator).api_url = "https://elsewhere.example"
        self.assertFalse(self.number.access_token)
        self.assertTrue(self.number.app_secret)

    def test_what_stands_in_an_address_is_checked(self):
        for name, value in (("phone_number_id", "1/../2"), ("version", "v1/x")):
            with self.assertRaises(ValidationError):
                self.number[name] = value

    def test_a_copied_database_has_no_secret(self):
        self.env.flush_all()
        with file_open("police_channels/data/neutralize.sql") as file:
            self.env.cr.execute(file.read())
        self.env.invalidate_all()
        number = self.number
        self.assertFalse(number.app_secret or number.access_token or number.verify_token)
        self.assertIn("neutralized.invalid", number.api_url)
