from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .voice_common import VoiceCase


@tagged("post_install", "-at_install")
class TestVoiceProviderForm(VoiceCase):
    """What an administrator sets up for calls by a provider."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.row = cls.channel._own_settings()[cls.channel]

    def _set(self, **values):
        self.row.write(values)

    def test_each_provider_has_its_address_and_its_fields(self):
        with Form(self.row) as form:
            form.provider = "twilio"
            self.assertEqual(form.url, "https://api.twilio.com")
            form.provider = "exotel"
            self.assertEqual(form.url, "https://api.in.exotel.com")
            form.url = "https://api.exotel.com"
            form.account = "force1"
        self.channel.secret = "a/b c"
        called = self.channel.webhook_url.removesuffix("/in") + "/call"
        self.assertEqual(self.row.call_url, f"{called}?key=a%2Fb+c")
        self.assertEqual(self.row.ended_url, f"{called}?key=a%2Fb+c&step=ended")
        self.row.provider = "twilio"
        self.assertEqual(self.row.call_url, called)
        self.row.provider = "asterisk"
        self.assertFalse(self.row.call_url)

    def test_the_key_in_the_address_is_no_ones_to_read(self):
        self._set(provider="exotel", url="https://api.exotel.com")
        for user in (self.administrator, self.desk_user):
            for name in ("call_url", "ended_url", "password"):
                with self.assertRaises(AccessError):
                    self.row.with_user(user).read([name])

    def test_a_password_goes_to_no_other_server(self):
        self._set(provider="twilio", url="https://api.twilio.com", password="open sesame")
        row = self.row.with_user(self.administrator)
        row.write({"takers": "9876500001", "answered_from": 9})
        self.assertEqual(self.row.password, "open sesame")
        row.url = "https://elsewhere.example"
        self.assertFalse(self.row.password)

    def test_phones_are_phones(self):
        self._set(takers="9876500001\n\n 0512 2300000 ", emergency_phone="112")
        for values in ({"takers": "9876500001\nRam"}, {"emergency_phone": "call 112"}):
            with self.assertRaisesRegex(ValidationError, "no phone number"):
                self._set(**values)

    def test_the_test_says_what_is_wrong(self):
        self._set(provider="twilio", url="http://127.0.0.1:9", password="x")
        with self.assertRaisesRegex(UserError, "does not answer"):
            self.row.action_test()

    def test_the_door_learns_of_another_provider_and_password(self):
        door = self.env["police.channel"]._door
        self.assertIsNone(door("voice").adapter.provider)
        self._set(provider="twilio", url="https://api.twilio.com", password="theirs")
        self.assertEqual(door("voice").adapter.provider.own.password, "theirs")

    def test_what_only_the_desk_may_not_change(self):
        with self.assertRaises(AccessError):
            self.row.with_user(self.desk_user).takers = "9876500001"
