from odoo.tests import HttpCase, tagged

from odoo.addons.police_grievance.tests.common import PoliceCase
from odoo.addons.police_grievance.tests.test_one_screen import BEGIN, END

LOOK = """
        (await one("[data-tile=call_back]")).click();
        await one(".o_view_nocontent .o_view_nocontent_smiling_face");
        check(!document.querySelector(".o_view_nocontent").textContent.includes("<"), "tags");
"""


@tagged("post_install", "-at_install")
class TestEmptyList(HttpCase, PoliceCase):
    """A list that a tile of the start page opens, with nothing in it."""

    def test_it_says_so_in_words(self):
        self.assertFalse(self.env["police.call.back"].search([("state", "=", "waiting")]))
        self.browser_js("/odoo/start", f"{BEGIN}{LOOK}{END}", login="test_desk", timeout=90)
