from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestUnitRetirement(PoliceCase):
    def test_a_unit_with_open_complaints_stays(self):
        complaint = self._complaint(self.station)
        with self.assertRaisesRegex(ValidationError, "open complaints"):
            self.station.active = False
        complaint.sudo()._move_to(
            "closed",
            self.env["police.outcome"].create(
                {"name": "Done", "code": "done", "citizen_text": "Done.", "needs_answer": False}
            ),
        )
        self.station.active = False
        self.assertFalse(self.station.active)

    def test_a_unit_with_units_below_stays(self):
        with self.assertRaises(ValidationError):
            self.circle.active = False

    def test_merging_moves_what_is_open(self):
        complaint = self._complaint(self.station)
        deadline = complaint.deadline
        self.station._merge_into(self.other_station)
        self.assertEqual((complaint.unit_id, complaint.deadline), (self.other_station, deadline))
        self.assertEqual(
            (self.station.active, self.station.successor_id), (False, self.other_station)
        )

    def test_a_unit_is_not_merged_into_itself(self):
        with self.assertRaises(UserError):
            self.district._merge_into(self.station)
