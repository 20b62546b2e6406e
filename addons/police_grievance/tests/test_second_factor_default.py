from unittest.mock import patch

from odoo.tests import new_test_user, tagged

from odoo.addons.police_force.models.police_second_factor import PARAMETER

from .admin_common import AdminCase


@tagged("post_install", "-at_install")
class TestSecondFactorDefault(AdminCase):
    """Who sees or changes more than the own station is asked for a code, unless set otherwise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].search([("key", "=", PARAMETER)]).unlink()
        cls.auditor = new_test_user(cls.env, "test_auditor", groups="police_force.group_auditor")
        cls.privileged = (
            cls.circle_officer
            | cls.superintendent
            | cls.zone_head
            | cls.desk_user
            | cls.auditor
            | cls.keeper
            | cls.administrator
        )

    def test_by_default_all_who_see_more_than_a_station_are_asked(self):
        self._complaint(self.station)
        for user in self.privileged:
            self.assertEqual(user._mfa_type(), "totp_mail", user.login)
            self.assertTrue(user._rpc_api_keys_only(), "no password opens RPC")
        for user in self.constable | self.station_head:
            self.assertIsNone(user._mfa_type(), user.login)

    def test_it_is_decided_while_nobody_is_logged_in(self):
        self._complaint(self.station)
        nobody = self.env.ref("base.public_user")
        self.assertIsNone(self.constable.with_user(nobody)._mfa_type())
        self.assertEqual(self.desk_user.with_user(nobody)._mfa_type(), "totp_mail")

    def test_while_the_service_is_being_set_up_nobody_is_locked_out(self):
        grants = type(self.env["police.role.grant"])
        with patch.object(grants, "_is_set_up_going_on", lambda _self: True):
            for user in self.privileged:
                self.assertIsNone(user._mfa_type(), user.login)

    def test_who_cannot_get_a_code_is_counted_and_not_locked_out(self):
        self._complaint(self.station)
        self.superintendent.email = False
        self.assertIsNone(self.superintendent._mfa_type())
        self.assertIn(self.superintendent, self.env["res.users"]._without_second_factor())
        self.superintendent.sudo().totp_secret = "ABCDEFGH"
        self.env.invalidate_all()
        self.assertEqual(self.superintendent._mfa_type(), "totp")
        self.assertNotIn(self.superintendent, self.env["res.users"]._without_second_factor())

    def test_the_page_shows_it_and_can_turn_it_off(self):
        self._complaint(self.station)
        page = self.env["police.settings"].with_user(self.administrator)
        self.assertEqual(page._in_force()["second_factor"], "privileged")
        page.create({**page.default_get([]), "second_factor": "nobody"})
        self.assertIsNone(self.superintendent._mfa_type())
        self.assertEqual(page._in_force()["second_factor"], "nobody")
