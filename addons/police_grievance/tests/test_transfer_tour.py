from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestTransferTour(HttpCase, PoliceCase):
    """In Hindi: a complaint that leaves while somebody looks at it leaves no error behind."""

    def test_a_form_whose_complaint_is_gone_is_left(self):
        self.station_head.lang = "hi_IN"
        complaint = self._complaint(self.station, subject="कागज खो गए")
        with mute_logger("odoo.http"):  # the refusal
            self.start_tour("/odoo/complaints", "police_gone_while_open", login="test_head")
        self.assertEqual(complaint.unit_id, self.other_station)
