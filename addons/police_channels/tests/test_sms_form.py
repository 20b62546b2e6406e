from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .sms_common import SmsCase


@tagged("post_install", "-at_install")
class TestSmsForm(SmsCase):
    """What an administrator sets up for SMS."""

    def test_a_password_goes_to_no_other_server(self):
        for values in (
            {"url": "http://127.0.0.1:13014/cgi-bin/sendsms"},
            {"provider": "twilio"},
            {"url": "https://api.twilio.com", "provider": "twilio", "user": "x"},
        ):
            with self.subTest(values=values):
                self.gateway.write(
                    {"provider": "kannel", "url": "http://127.0.0.1:13013/cgi-bin/sendsms"}
                )
                self.gateway.password = "open sesame"
                self.gateway.with_user(self.administrator).write(values)
                self.assertFalse(self.gateway.password)

    def test_a_password_stays_while_the_server_does(self):
        self.gateway.with_user(self.administrator).write(
            {"url": self.gateway.url, "provider": "kannel", "header": "KNPPOL"}
        )
        self.assertEqual(self.gateway.password, "open sesame")
        self.gateway.write({"url": "http://127.0.0.1:13014/", "password": "theirs"})
        self.assertEqual(self.gateway.password, "theirs")

    def test_each_provider_has_its_address_and_its_fields(self):
        with Form(self.gateway) as form:
            form.provider = "twilio"
            self.assertEqual(form.url, "https://api.twilio.com")
            form.provider = "exotel"
            self.assertEqual(form.url, "https://api.in.exotel.com")
            form.url = "https://api.exotel.com"
            form.account = "force1"
        self.channel.secret = "a/b c"
        self.assertEqual(self.gateway.incoming_url, f"{self.channel.webhook_url}?key=a%2Fb+c")
        self.gateway.provider = "twilio"
        self.assertEqual(self.gateway.incoming_url, self.channel.webhook_url)

    def test_the_key_in_the_address_is_no_ones_to_read(self):
        self.gateway.write({"provider": "exotel", "account": "force1"})
        for user in (self.administrator, self.desk_user):
            with self.assertRaises(AccessError):
                self.gateway.with_user(user).read(["incoming_url"])

    def test_the_door_learns_of_another_provider_and_password(self):
        door = self.env["police.channel"]._door
        self.assertEqual(door("sms").adapter.own.provider, "kannel")
        self.gateway.write({"provider": "twilio", "password": "theirs"})
        self.assertEqual(door("sms").adapter.own.password, "theirs")
        self.gateway.url = "https://twilio.example"
        self.assertEqual(door("sms").adapter.own.password, "")
