from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser
from odoo.tools import mute_logger

from .common import PoliceCase

# Three days ahead, from before the first script of the page on.
WRONG_CLOCK = """
    const Correct = Date;
    const SHIFT = 3 * 24 * 3600 * 1000;
    window.Date = class extends Correct {
        constructor(...parts) {
            super(...(parts.length ? parts : [Correct.now() + SHIFT]));
        }
        static now() {
            return Correct.now() + SHIFT;
        }
    };
"""


@tagged("post_install", "-at_install")
class TestComplaintBoardTour(HttpCase, PoliceCase):
    def setUp(self):
        super().setUp()
        # News of the complaint that has just been made would have the board read again, and a card on its
        # way to another column falls out of the hand.
        self.patch(self.env.registry["bus.bus"], "_poll", lambda *_args, **_options: [])

    def test_the_desk_confirms_a_proposal(self):
        complaint = self._complaint()
        complaint.sudo().write({"routing_state": "proposed", "proposed_unit_id": self.station.id})
        self.start_tour("/odoo", "police_confirm_proposal", login="test_desk")
        self.assertEqual((complaint.unit_id, complaint.stage_code), (self.station, "with_station"))

    def test_a_station_moves_a_card(self):
        complaint = self._complaint(self.station)
        with mute_logger("odoo.http"):  # the refusal
            self.start_tour("/odoo/complaints", "police_station_moves_card", login="test_constable")
        self.assertEqual(complaint.stage_code, "action_taken")

    def test_a_card_dropped_on_closed_asks_for_the_outcome(self):
        complaint = self._complaint(self.station)
        complaint.sudo()._move_to("action_taken")
        self.start_tour("/odoo/complaints", "police_supervisor_closes_by_drag", login="test_circle")
        self.assertEqual(complaint.stage_code, "closed")
        self.assertEqual(complaint.outcome_id, self.env.ref("police_grievance.outcome_resolved"))
        self.assertEqual(complaint.verification_ids.result, "resolved")

    def test_a_countdown_runs_on_the_servers_clock(self):
        self._complaint(self.station, received_at=fields.Datetime.now() - timedelta(hours=19))
        navigate = ChromeBrowser.navigate_to

        def navigate_with_wrong_clock(browser, *args, **kwargs):
            browser._websocket_request(
                "Page.addScriptToEvaluateOnNewDocument", params={"source": WRONG_CLOCK}
            )
            return navigate(browser, *args, **kwargs)

        with patch.object(ChromeBrowser, "navigate_to", navigate_with_wrong_clock):
            self.start_tour("/odoo/complaints", "police_countdown", login="test_constable")
