from datetime import timedelta
from unittest.mock import patch

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

    def _told_who_comes(self, user):
        """:return: rows of the bus that say so to those who are there"""
        self._listen_from_now()
        self._see(user)
        self._commit()
        rows = self.env["bus.bus"].sudo().search([("id", ">", self.last)])
        return [row for row in rows if "police_viewers" in row.message]

    def test_who_is_there_is_told_that_somebody_came(self):
        self._see(self.station_head)
        [told] = self._told_who_comes(self.constable)
        self.assertIn(f",{self.station_head.partner_id.id}]", told.channel)
        self.assertNotIn(self.constable.name, told.message)
        self.assertFalse(self._told_who_comes(self.constable), "has been there all the time")

    def test_who_comes_back_without_having_said_good_bye_is_told_of_anew(self):
        self._see(self.constable)
        with freeze_time(fields.Datetime.now() + timedelta(minutes=2)):
            self._see(self.station_head)
            self.assertEqual(len(self._told_who_comes(self.constable)), 1)

    def test_nobody_is_looked_for_who_has_open_what_is_only_being_opened(self):
        viewers = self.registry["police.viewer"]
        with patch.object(viewers, "_present", side_effect=AssertionError):
            complaint = self._complaint(text="Please keep my name secret, I am afraid of them.")
            complaint.sudo()._message_log(body="Confidential")
            complaint.with_user(self.desk_user).message_post(body="We looked at it at once.")
        self._commit()
        with patch.object(viewers, "_present", return_value=self.env["res.users"]) as asked:
            complaint.with_user(self.desk_user).message_post(body="And again.")
        asked.assert_called_once()

    def test_what_is_said_is_read_at_once_by_who_else_has_it_open(self):
        for user in (self.station_head, self.constable):
            self._see(user)
        self._listen_from_now()
        self.complaint.with_user(self.station_head).message_post(body="Beat constable was there")
        self.assertEqual(self._hears(self.constable), {"changed": {self.complaint.id}})
        self.assertEqual(self._hears(self.station_head), {})
        self.assertEqual(self._hears(self.circle_officer), {})

    def test_the_office_s_reply_is_read_at_once_too(self):
        self._see(self.desk_user)
        self._listen_from_now()
        self.complaint.with_user(self.station_head)._send_to_citizen("We are on our way.")
        self.assertEqual(self._hears(self.desk_user), {"changed": {self.complaint.id}})

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
