from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .admin_common import AdminCase


@tagged("post_install", "-at_install")
class TestSettings(AdminCase):
    """The settings page of the service's administrator."""

    def _page(self, by=None):
        return Form(self.env["police.settings"].with_user(by or self.administrator))

    def _parameter(self, key):
        return self.env["ir.config_parameter"].sudo().get_param(key)

    def test_the_page_shows_what_is_in_force(self):
        self.env["ir.config_parameter"].set_param("police_grievance.slip_validity_days", "3")
        page = self._page()
        self.assertEqual(page.slip_validity_days, 3)
        self.assertEqual(page.closing_notice_hold_seconds, 120)
        self.assertTrue(page.policy_id.is_default)
        self.assertEqual(page.promised_hours, 24)

    def test_saving_puts_it_in_force_and_writes_it_down(self):
        page = self._page()
        page.citizen_phone = "112 0000"
        page.idle_minutes = 7
        page.password_length = 10
        page.save()
        self.assertEqual(self._parameter("police_grievance.citizen_phone"), "112 0000")
        self.assertEqual(self._parameter("auth_password_policy.minlength"), "10")
        self.assertEqual(self.constable._get_lock_timeout_inactivity(), 7 * 60)
        entries = self.env["police.audit.entry"].search([("model", "=", "police.settings")])
        self.assertEqual(
            set(entries.mapped("field")), {"citizen_phone", "idle_minutes", "password_length"}
        )
        self.assertEqual(entries.user_id, self.administrator)
        again = self._page()
        self.assertEqual((again.citizen_phone, again.idle_minutes), ("112 0000", 7))
        again.citizen_phone = False
        again.save()
        self.assertFalse(self._parameter("police_grievance.citizen_phone"))

    def test_the_closing_notice_may_go_at_once(self):
        page = self._page()
        page.closing_notice_hold_seconds = 0
        page.save()
        self.assertEqual(self._page().closing_notice_hold_seconds, 0)
        self.assertEqual(self.env["police.closing"]._hold_seconds(), 0)

    def test_it_is_the_administrators_alone(self):
        for user in (self.keeper, self.desk_user, self.constable):
            with self.assertRaises(AccessError):
                self.env["police.settings"].with_user(user).create({"password_length": 20})
        self.assertFalse(self.administrator.has_group("base.group_system"))

    def test_what_would_be_weak_is_refused(self):
        for field, value in (
            ("password_length", 4),
            ("slip_validity_days", 0),
            ("log_in_attempts", 0),
        ):
            page = self._page()
            setattr(page, field, value)
            with self.assertRaises(ValidationError):
                page.save()

    def test_a_second_factor_for_the_privileged(self):
        # The first value is in force from the first complaint on.
        self._complaint(self.station)
        self._set_second_factor("privileged")
        for user, kind in (
            (self.keeper, "totp_mail"),
            (self.administrator, "totp_mail"),
            (self.desk_user, "totp_mail"),
            (self.circle_officer, "totp_mail"),
            (self.constable, None),
        ):
            self.assertEqual(user._mfa_type(), kind, user.login)
        self.assertTrue(self.keeper._rpc_api_keys_only())
        self._set_second_factor("officers")
        self.assertEqual(self.constable._mfa_type(), "totp_mail")
        self._set_second_factor("nobody")
        self.assertIsNone(self.keeper._mfa_type())

    def test_nobody_is_locked_out_by_it(self):
        self.keeper.email = False
        for value in ("officers", "nobody", "privileged"):
            if value == "nobody":
                self._set_second_factor(value)
                continue
            with self.assertRaisesRegex(UserError, "test_keeper"):
                self._set_second_factor(value)

    def _set_second_factor(self, value):
        # Whoever else is in the database may have no address.
        everybody = self.env["res.users"].search([("share", "=", False), ("email", "=", False)])
        (everybody - self.keeper).email = "somebody@example.org"
        page = self._page()
        page.second_factor = value
        page.save()
