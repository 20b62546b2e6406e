from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import ForceCase


@tagged("post_install", "-at_install")
class TestUnitMergerPostings(ForceCase):
    """Who serves at a unit that ends serves at its successor, as was ordered."""

    def test_a_leave_to_come_is_kept_with_who_stands_in(self):
        third = self._make_unit("STN3", "station", "Newgarh", self.circle)
        start = fields.Datetime.now() + timedelta(days=2)
        self.env["police.posting.leave.wizard"].with_user(self.circle_officer).create(
            {
                "user_id": self.station_head.id,
                "substitute_id": self.constable.id,
                "date_from": start,
                "date_to": start + timedelta(days=5),
            }
        ).action_leave()
        self.station.sudo()._merge_into(third)
        rows = third._head_post().posting_ids
        substitution = rows.filtered(lambda row: row.kind == "substitute")
        self.assertEqual(
            (substitution.user_id, substitution.date_from, substitution.date_to),
            (self.constable, start, start + timedelta(days=5)),
        )
        self.assertEqual(substitution.stands_in_for_id, rows - substitution)
        self.assertEqual(substitution.stands_in_for_id.user_id, self.station_head)
