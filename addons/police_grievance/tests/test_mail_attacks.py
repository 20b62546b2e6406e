from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestMailAttacks(PoliceCase, HttpCase):
    """No officer writes mails in the office's name, or decides what others look at."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls.env.ref("police_force.partner_office")
        cls.office.email = "office@example.org"
        cls.own = cls.constable.partner_id
        cls.constable.password = "mail-attacks-test"
        cls.forged = ({"author_id": cls.office.id}, {"email_from": "office@example.org"})

    def _sent(self):
        return self.env["mail.mail"].sudo().search_count([])

    def test_no_message_anywhere_in_anothers_name(self):
        channel = (
            self.env["discuss.channel"]
            .with_user(self.constable)
            ._create_channel(name="Station", group_id=None)
        )
        threads = (channel, self.own.with_user(self.constable))
        for thread in threads:
            for forged in (*self.forged, {"outgoing_email_to": "somebody@example.org"}):
                with self.subTest(thread=thread, forged=forged), self.assertRaises(AccessError):
                    thread.message_post(body="Come with money.", **forged)
        for forged in self.forged:
            with self.assertRaises(AccessError):
                self.env["mail.thread"].with_user(self.constable).message_notify(
                    body="Come with money.", partner_ids=self.own.ids, **forged
                )
        self.assertTrue(channel.message_post(body="Tea?"))

    def test_no_template_and_no_composer_sends(self):
        before = self._sent()
        values = {
            "name": "Forged",
            "model_id": self.env["ir.model"]._get_id("res.partner"),
            "email_from": "office@example.org",
            "email_to": "somebody@example.org",
            "subject": "Forged",
            "body_html": "<p>Come with money.</p>",
        }
        templates = self.env["mail.template"].with_user(self.constable)
        known = self.env["mail.template"].search([("model", "=", "res.partner")], limit=1)
        for template in templates.create(values) | known.with_user(self.constable):
            for send in (
                lambda one: one.send_mail(self.own.id, email_values={"email_to": "x@example.org"}),
                lambda one: one.send_mail_batch(self.own.ids),
            ):
                with self.assertRaises(AccessError):
                    send(template)
        for mode in ("mass_mail", "comment"):
            with self.subTest(mode=mode), self.assertRaises(AccessError):
                self.env["mail.compose.message"].with_user(self.constable).create(
                    {
                        "model": "res.partner",
                        "res_ids": repr(self.own.ids),
                        "composition_mode": mode,
                        "author_id": self.office.id,
                        "email_from": "office@example.org",
                        "subject": "Forged",
                        "body": "Come with money.",
                    }
                )._action_send_mail()
        self.assertEqual(self._sent(), before)

    def test_nobody_takes_the_offices_name_for_the_own(self):
        for forged in ({"email": "office@example.org"}, {"name": "Control room"}):
            with self.assertRaises(AccessError):
                self.constable.with_user(self.constable).write(forged)
        self.constable.with_user(self.constable).write({"lang": "hi_IN"})

    def test_filters_for_others_are_the_administrators(self):
        filters = self.env["ir.filters"].with_user(self.constable)
        values = {"name": "None of them", "model_id": "police.complaint", "domain": "[(0,'=',1)]"}
        for users in ([], self.station_head.ids, (self.station_head | self.constable).ids):
            with self.subTest(users=users), self.assertRaises(AccessError):
                filters.create_filter({**values, "is_default": True, "user_ids": [(6, 0, users)]})
        own = filters.create({**values, "user_ids": [(6, 0, self.constable.ids)]})
        for users in ([], self.station_head.ids):
            with self.assertRaises(AccessError):
                own.write({"user_ids": [(6, 0, users)]})
        shared = self.env["ir.filters"].create({**values, "user_ids": False})
        with self.assertRaises(AccessError):
            shared.with_user(self.constable).write({"active": False})
        with self.assertRaises(AccessError):
            shared.with_user(self.constable).unlink()
        own.unlink()
        administrator = self.env.ref("base.user_admin")
        shared.with_user(administrator).write({"name": "All of them"})

    def test_no_page_loads_pictures_from_elsewhere(self):
        self.authenticate(self.constable.login, "mail-attacks-test")
        for path in ("/odoo", "/web/login"):
            policy = self.url_open(path).headers["Content-Security-Policy"]
            rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
            for kind in ("img-src", "media-src", "font-src", "style-src", "frame-src"):
                self.assertIn("'self'", rules[kind], path)
                self.assertNotIn("http", rules[kind])
                self.assertNotIn("*", rules[kind])
        self.assertFalse(self.env["mail.link.preview"]._is_link_preview_enabled())
