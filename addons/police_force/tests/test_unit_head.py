from odoo.tests import tagged

from .common import ForceCase


@tagged("post_install", "-at_install")
class TestUnitHead(ForceCase):
    """What is kept in memory of units follows each change at once."""

    def test_the_post_that_heads_a_unit(self):
        head = self.station_head.police_posting_ids.post_id
        self.assertEqual(self.station._head_post(), head)
        with self.assertQueryCount(0):
            self.assertEqual(self.station.with_user(self.constable)._head_post(), head)
        self.assertFalse(self.env["police.unit"]._head_post())
        below = self.env.ref("police_force.rank_constable")
        below.unit_kind = "station"
        self.assertEqual(self.station._head_post().rank_id, below)
        below.unit_kind = False
        head.unit_id = self.other_station.create(
            {"code": "STN3", "kind": "station", "name": "Third", "parent_id": self.circle.id}
        )
        self.assertFalse(self.station._head_post())
        self.assertEqual(head.unit_id._head_post(), head)
        head.posting_ids.unlink()
        head.active = False
        self.assertFalse(head.unit_id._head_post())

    def test_what_has_nothing_above_it(self):
        self.assertTrue(self.zone._is_top())
        with self.assertQueryCount(0):
            self.assertFalse(self.district._is_top())
        self.assertFalse(self.env["police.unit"]._is_top())
        other = self._make_unit("ZON2", "zone", "Other Zone")
        self.assertTrue(other._is_top())
        other.kind = "range"
        other.parent_id = self.zone
        self.assertFalse(other._is_top())
