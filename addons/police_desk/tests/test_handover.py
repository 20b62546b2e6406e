from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.police_grievance.tests.common import PoliceCase


@tagged("post_install", "-at_install")
class TestHandover(PoliceCase):
    def _hand_over(self, user, **values):
        handovers = self.env["police.handover"].with_user(user)
        return handovers.create({"note": "The witness calls back at nine.", **values})

    def test_the_next_shift_sees_it_until_it_takes_over(self):
        self._complaint(self.station)
        handover = self._hand_over(self.constable)
        self.assertEqual((handover.unit_id, handover.user_id), (self.station, self.constable))
        handovers = self.env["police.handover"]
        (shown,) = handovers.with_user(self.station_head).get_waiting()
        self.assertEqual(shown["note"], "The witness calls back at nine.")
        self.assertFalse(shown["own"])
        tiles = {tile["code"]: tile for tile in shown["tiles"]}
        self.assertEqual(tiles["open"]["count"], 1)
        self.assertEqual(tiles["open"]["action"]["res_model"], "police.complaint")
        for stranger in (self.other_head, self.circle_officer, self.desk_user):
            self.assertFalse(handovers.with_user(stranger).get_waiting())
        handover.with_user(self.station_head).action_take_over()
        self.assertEqual(handover.taken_by_id, self.station_head)
        self.assertTrue(handover.taken_at)
        self.assertFalse(handovers.with_user(self.station_head).get_waiting())

    def test_the_first_to_take_over_counts(self):
        handover = self._hand_over(self.constable)
        handover.with_user(self.station_head).action_take_over()
        handover.with_user(self.constable).action_take_over()
        self.assertEqual(handover.taken_by_id, self.station_head)

    def test_nobody_hands_over_for_others_or_takes_what_is_not_theirs(self):
        handover = self._hand_over(
            self.constable,
            user_id=self.station_head.id,
            handed_at="2020-01-01 00:00:00",
            counts={"late": 0},
            taken_by_id=self.station_head.id,
        )
        self.assertEqual((handover.user_id, handover.taken_by_id.id), (self.constable, False))
        self.assertEqual(handover.handed_at.date(), fields.Date.today())
        forged = {"handed_at": "2020-01-01 00:00:00", "taken_at": "2020-01-01 09:00:00"}
        forged["taken_by_id"] = self.station_head.id
        by_context = self.env["police.handover"].with_user(self.constable)
        by_context = by_context.with_context(
            **{f"default_{name}": value for name, value in forged.items()}
        ).create({"note": "Nothing."})
        self.assertEqual((by_context.taken_by_id.id, by_context.taken_at), (False, False))
        self.assertEqual(by_context.handed_at.date(), fields.Date.today())
        with self.assertRaises(AccessError):
            self._hand_over(self.constable, unit_id=self.other_station.id)
        with self.assertRaises(AccessError):
            handover.with_user(self.other_head).action_take_over()
        with self.assertRaises(AccessError):
            handover.with_user(self.station_head).write({"note": "Nothing."})

    def test_who_hands_over_nothing_has_a_start_page_all_the_same(self):
        auditor = self._make_officer("test_auditor", "auditor", "desk", self.district)
        self.assertFalse(self.env["police.handover"].with_user(auditor).get_waiting())

    def test_a_posting_that_ends_takes_the_notes_with_it(self):
        self._hand_over(self.constable)
        self.station_head.police_posting_ids.date_to = fields.Datetime.now()
        self.assertFalse(self.env["police.handover"].with_user(self.station_head).get_waiting())
