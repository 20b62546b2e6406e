from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestTransferTour(HttpCase, PoliceCase):
    """The dialogues in Hindi, and a complaint that leaves while somebody looks at it."""

    def test_a_form_whose_complaint_is_gone_is_left(self):
        self.station_head.lang = "hi_IN"
        complaint = self._complaint(self.station, subject="कागज खो गए")
        with mute_logger("odoo.http"):  # the refusal
            self.start_tour("/odoo/complaints", "police_gone_while_open", login="test_head")
        self.assertEqual(complaint.unit_id, self.other_station)

    def test_many_are_assigned_and_transferred(self):
        self.station_head.lang = "hi_IN"
        complaints = self.env["police.complaint"]
        for sender in ("a@example.org", "b@example.org", "c@example.org"):
            complaints |= self._complaint(self.station, subject="कागज खो गए", sender_value=sender)
        self.start_tour("/odoo/complaints", "police_bulk", login="test_head")
        self.assertEqual(complaints.unit_id, self.other_station)
        self.assertEqual(set(complaints.transfer_ids.mapped("reason")), {"ये सब उस थाने की हैं"})

    def test_an_enquiry_turns_out_a_cognisable_offence(self):
        self.desk_user.lang = "hi_IN"
        complaint = self._complaint(self.station, subject="कागज खो गए")
        self.start_tour("/odoo/complaints", "police_set_aside", login="test_desk")
        self.assertTrue(complaint.is_open)
        self.assertEqual(complaint.nature, "cognisable")
        self.assertEqual(complaint.activity_ids.user_id, self.station_head)
