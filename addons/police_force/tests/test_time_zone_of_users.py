from lxml import html

from odoo.tests import HttpCase, tagged

from .common import ForceCase


@tagged("post_install", "-at_install")
class TestTimeZoneOfUsers(HttpCase, ForceCase):
    """A PC set to another zone moves nobody's days."""

    def test_a_new_user_lives_in_the_time_zone_of_the_force(self):
        self.zone.tz = "Asia/Dubai"
        users = self.env["res.users"]
        made = users.create({"name": "Naya", "login": "naya"})
        self.assertEqual(made.tz, "Asia/Dubai")
        self.assertEqual(users.create({"name": "U", "login": "u", "tz": "UTC"}).tz, "UTC")

    def test_the_first_log_in_takes_no_zone_from_the_browser(self):
        for before, after in (("Asia/Dubai", "Asia/Dubai"), (False, "Asia/Kolkata")):
            self.constable.tz = before
            self.opener.cookies.clear()
            self.opener.cookies.set("tz", "UTC")
            page = html.fromstring(self.url_open("/web/login").content)
            [token] = page.xpath("//input[@name='csrf_token']/@value")
            form = {"login": "test_constable", "password": "test_constable", "csrf_token": token}
            self.assertIn("/odoo", self.url_open("/web/login", data=form).url)
            self.assertEqual(self.constable.tz, after)
