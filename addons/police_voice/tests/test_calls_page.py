from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.police_grievance.tests.common import PoliceCase
from odoo.addons.police_grievance.tests.test_one_screen import BEGIN, END

LOOK = """
        const waiting = await one(".o_police_waiting");
        check(waiting.dataset.count === "1", "nobody waits");
        const hours = await one("[data-part=hour]");
        check(hours.querySelectorAll("th[scope=col]").length === 10, "not all columns");
        check(document.querySelector("[data-part=taker]"), "no call takers");
        const cell = hours.querySelector("tr:last-child [data-cell=calls] button");
        check(cell.textContent === "1", "not counted");
        cell.click();
        await one(".o_list_view .o_data_row");
"""


@tagged("post_install", "-at_install")
class TestCallsPage(HttpCase, PoliceCase):
    """The page of a day's calls, as a supervisor sees it."""

    def test_who_waits_is_seen_and_a_count_opens_its_calls(self):
        now = fields.Datetime.now()
        self.env["police.call"].sudo().create(
            {
                "channel_id": self.env.ref("police_channels.channel_voice").id,
                "exchange_call": "1767348000.77",
                "direction": "in",
                "state": "waiting",
                "began_at": now - timedelta(seconds=9),
                "queued_at": now - timedelta(seconds=5),
            }
        )
        path = "/odoo/calls-of-the-day"
        self.browser_js(path, f"{BEGIN}{LOOK}{END}", login="test_sp", timeout=90)
