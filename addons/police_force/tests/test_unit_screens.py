from psycopg2 import IntegrityError

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

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

    @mute_logger("odoo.sql_db")
    def test_a_post_that_is_there_already_is_refused_in_words(self):
        posts = self.env["police.post"].with_context(lang="hi_IN")
        same = {"unit_id": self.station.id, "rank_id": self.env.ref("police_force.rank_sho").id}
        with self.assertRaises(IntegrityError) as refused, self.env.cr.savepoint():
            posts.create([same, same])
        self.assertIn("पहले से", posts._sql_error_to_message(refused.exception))
