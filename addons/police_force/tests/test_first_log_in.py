import re

from odoo.tests import HttpCase, tagged

from .admin_common import AdminCase


@tagged("post_install", "-at_install")
class TestFirstLogIn(HttpCase, AdminCase):
    """From the slip to the first session, through the pages."""

    def setUp(self):
        super().setUp()
        self.officer = self._new(login="naya")
        self.officer.action_print_slips()
        self.user = self.env["res.users"].browse(self.officer.id)
        self.slip = self.user._slip_password()

    def _token(self, page):
        return re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)

    def _log_in(self, password):
        page = self.url_open("/web/login")
        values = {"csrf_token": self._token(page), "login": "naya", "password": password}
        return self.url_open("/web/login", data=values)

    def _choose(self, page, password, confirmation=None):
        values = {
            "csrf_token": self._token(page),
            "password": password,
            "confirmation": confirmation or password,
        }
        return self.url_open("/web/login/new_password", data=values)

    def test_the_slip_leads_to_a_password_of_ones_own(self):
        page = self._log_in(self.slip)
        self.assertTrue(page.url.endswith("/web/login/new_password"), page.url)
        self.assertIn("/web/login", self.url_open("/odoo").url)
        self.assertIn("/web/login/new_password", self._choose(page, self.slip).url)
        self.assertIn("/web/login/new_password", self._choose(page, "long enough", "other").url)
        self.assertIn("/web/login/new_password", self._choose(page, "short").url)
        done = self._choose(page, "meri apni kunji")
        self.assertIn("/odoo", done.url)
        self.user.invalidate_recordset()
        self.assertFalse(self.user.sudo().police_slip_expires_at)

    def test_the_slip_works_once(self):
        self._choose(self._log_in(self.slip), "meri apni kunji")
        self.opener.cookies.clear()
        self.assertIn("/web/login", self._log_in(self.slip).url)
        self.assertIn("/odoo", self._log_in("meri apni kunji").url)

    def test_nobody_comes_to_the_page_without_the_slip(self):
        self.assertTrue(self.url_open("/web/login/new_password").url.endswith("/web/login"))
