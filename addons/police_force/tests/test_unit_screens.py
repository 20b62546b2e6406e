from odoo.tests import HttpCase, new_test_user, tagged

from .common import ForceCase

CHART_SHOWS = """
const names = () => [...document.querySelectorAll(".o_hierarchy_node")].map((box) => box.innerText);
const timer = setInterval(() => {
    if (names().some((text) => text.includes("Test District"))) {
        clearInterval(timer);
        console.log("test successful");
    }
}, 50);
"""


@tagged("post_install", "-at_install")
class TestUnitScreens(ForceCase, HttpCase):
    def test_the_chart_shows_the_units_below_the_zone(self):
        new_test_user(self.env, "test_chart", groups="police_force.group_administrator")
        self.browser_js(
            "/odoo/action-police_force.police_unit_action?view_type=hierarchy",
            CHART_SHOWS,
            login="test_chart",
        )
