from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .live_common import LiveCase


@tagged("post_install", "-at_install")
class TestViewers(LiveCase):
    """Who else has a complaint open."""

    def setUp(self):
        super().setUp()
        self.complaint = self._complaint(self.station)

    def _see(self, user):
        return [row["name"] for row in self._viewers(user).action_see(self.complaint.id)]

    def _viewers(self, user):
        return self.env["police.viewer"].with_user(user)

    def test_each_sees_the_others(self):
        self.assertEqual(self._see(self.station_head), [])
        self.assertEqual(self._see(self.constable), [self.station_head.name])
        self.assertEqual(self._see(self.station_head), [self.constable.name])
        self._viewers(self.constable).action_leave(self.complaint.id)
        self.assertEqual(self._see(self.station_head), [])

    def test_who_is_there_is_told_that_somebody_came(self):
        self._see(self.station_head)
        self._listen_from_now()
        self._see(self.constable)
        self._commit()
        rows = self.env["bus.bus"].sudo().search([("id", ">", self.last)])
        told = [row for row in rows if "police_viewers" in row.message]
        self.assertEqual(len(told), 1)
        self.assertIn(f",{self.station_head.partner_id.id}]", told[0].channel)
        self.assertNotIn(self.constable.name, told[0].message)

    def test_who_may_not_see_it_sees_nobody(self):
        self._see(self.station_head)
        with self.assertRaises(AccessError):
            self._see(self.other_head)
        self.complaint.sudo().complained_user_id = self.constable
        with self.assertRaises(AccessError):
            self._see(self.constable)

    def test_who_says_nothing_any_more_is_gone(self):
        self._see(self.station_head)
        with freeze_time(fields.Datetime.now() + timedelta(minutes=2)):
            self.assertEqual(self._see(self.constable), [])
        with freeze_time(fields.Datetime.now() + timedelta(hours=2)):
            self.env["police.viewer"]._forget()
        rows = self.env["police.viewer"].search([("complaint_id", "=", self.complaint.id)])
        self.assertFalse(rows)
