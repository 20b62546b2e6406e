import json
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import freeze_time, new_test_user, tagged

from .live_common import LiveCase

CHANGED = {"changed"}
ABOVE = {"circle": CHANGED, "sp": CHANGED, "zone": CHANGED}


@tagged("post_install", "-at_install")
class TestTold(LiveCase):
    """Who is told what: each role, each event, each exclusion."""

    def test_an_arrival_alerts_the_station_and_moves_the_screens_above(self):
        complaint = self._complaint(self.station)
        heard = self._kinds()
        self.assertNotIn("other", heard)
        for name in ("constable", "head"):
            self.assertEqual(self._hears(self.officers[name])["arrived"], {complaint.id})
        for name in ("circle", "sp", "zone"):
            self.assertEqual(heard[name], CHANGED)
        self.assertNotIn("arrived", heard["desk"])

    def test_what_no_station_has_alerts_the_control_room(self):
        self._complaint()
        heard = self._kinds()
        self.assertIn("arrived", heard["desk"])
        self.assertEqual(heard["zone"], CHANGED)
        self.assertEqual(heard.keys(), {"desk", "zone"})

    def test_danger_alerts_the_control_room_too(self):
        self._complaint(self.station, text="He is beating me now, he will kill me.")
        heard = self._kinds()
        for name in ("desk", "constable", "head"):
            self.assertIn("danger", heard[name])
        for name in ("circle", "sp", "zone"):
            self.assertEqual(heard[name], CHANGED)
        self.assertNotIn("other", heard)

    def test_a_reply_alerts_the_station(self):
        complaint = self._complaint(self.station)
        self._listen_from_now()
        complaint._intake(self._envelope("Any news?", references=[complaint.id]))
        heard = self._kinds()
        self.assertIn("reply", heard["constable"])
        self.assertIn("reply", heard["head"])
        self.assertEqual(heard["desk"], CHANGED)
        self.assertNotIn("other", heard)

    def test_a_direction_alerts_whom_it_goes_to(self):
        complaint = self._complaint(self.station)
        self._listen_from_now()
        self._direct(complaint)
        heard = self._kinds()
        self.assertIn("direction", heard["head"])
        self.assertEqual({name: heard[name] for name in ABOVE}, ABOVE)
        self._listen_from_now()
        order = self._direct(unit=self.station)
        self.assertEqual(self._hears(self.station_head), {"order": {order.id}})
        self.assertFalse(self._hears(self.other_head))

    def test_a_transfer_alerts_the_new_station(self):
        complaint = self._complaint(self.station)
        self._listen_from_now()
        complaint.with_user(self.station_head)._transfer(self.other_station, "Theirs.")
        self.assertIn("arrived", self._hears(self.other_head))
        self.assertNotIn("arrived", self._hears(self.constable))

    def test_a_station_complained_of_hears_nothing(self):
        complaint = self._complaint(text="He is beating me now, he will kill me.")
        complaint.sudo().complained_unit_id = self.station
        heard = self._kinds()
        self.assertFalse({"constable", "head", "other"} & heard.keys())
        self.assertIn("danger", heard["desk"])
        self.assertIn("arrived", heard["circle"])

    def test_nor_does_an_officer_above_who_serves_there_too(self):
        rank = self.env.ref("police_force.rank_sho")
        post = self.env["police.post"].create(
            {"rank_id": rank.id, "unit_id": self.station.id, "name": "Second"}
        )
        posting = {"post_id": post.id, "user_id": self.circle_officer.id, "kind": "additional"}
        self.env["police.posting"].create(posting)
        self._listen_from_now()
        self._complaint().sudo().complained_unit_id = self.station
        self.assertFalse(self._hears(self.circle_officer))

    def test_nor_does_an_officer_complained_of_wherever_they_serve(self):
        self._complaint().sudo().complained_user_id = self.superintendent
        self.assertFalse(self._hears(self.superintendent))
        self.assertTrue(self._hears(self.desk_user))

    def test_a_posting_that_ends_ends_it_also_on_a_screen_that_is_open(self):
        channels = self.env(user=self.constable)["police.live"]._channels()
        self._complaint(self.station)
        self._commit()
        self.assertTrue(self._told(self.constable, channels))
        self.constable.police_posting_ids.date_to = fields.Datetime.now() + timedelta(hours=1)
        self.assertTrue(self._told(self.constable, channels))
        with freeze_time(fields.Datetime.now() + timedelta(hours=2)):
            self.assertFalse(self._told(self.constable, channels))

    def test_nobody_without_a_role_listens(self):
        stranger = new_test_user(self.env, "test_stranger")
        citizen = new_test_user(self.env, "test_citizen", groups="base.group_portal")
        for user in (stranger, citizen):
            self.assertFalse(self.env(user=user)["police.live"]._channels())

    def test_channels_of_others_are_left_out_even_if_somebody_has_them(self):
        self._complaint(self.station)
        self._commit()
        channels = self.env(user=self.constable)["police.live"]._channels()
        self.assertFalse(self._told(self.other_head, channels))

    def test_many_make_one_row_for_each_channel(self):
        for _number in range(20):
            self._complaint(self.station)
        self._commit()
        rows = self.env["bus.bus"].sudo().search([("id", ">", self.last)])
        live = rows.filtered(lambda row: json.loads(row.message)["type"] == "police_live")
        channels = live.mapped("channel")
        self.assertEqual(len(channels), len(set(channels)))
        self.assertLessEqual(len(channels), 6)
        self.assertEqual(len(self._hears(self.constable)["arrived"]), 20)

    def test_opening_costs_what_is_stored_a_number_and_two_searches(self):
        """Complaint, person, address, party, step; who wrote from there, and the same words before."""
        letter = {"channel": "post", "sender_kind": "other", "text": "They play loud music."}
        self._complaint(sender_value="House 1, Example Street", **letter)
        self.env.flush_all()
        with self.assertQueryCount(8):
            self._complaint(sender_value="House 2, Example Street", **letter)

    def test_opening_reads_nothing_of_who_runs_it(self):
        """Not even the company, by which defaults go, in a transaction of its own."""
        own = self.env(context={"own": True})
        envelopes = [
            self._envelope(sender_kind="other", channel="post", sender_value=f"House {number}")
            for number in range(2)
        ]
        own["police.complaint"]._intake(envelopes[0])
        own.flush_all()
        with patch.object(type(own["res.users"]), "_fetch_field", side_effect=AssertionError):
            own.invalidate_all()
            self.env(context={"own": 2})["police.complaint"]._intake(envelopes[1])

    def test_telling_costs_what_is_stored_and_no_more(self):
        """What waits to be mailed, and a row for each channel: once all else is in memory."""
        self._complaint(self.station)
        self._listen_from_now()
        complaint = self._complaint(self.station)
        self.env.flush_all()
        with self.assertQueryCount(2):
            self.env.cr.precommit.run()
        self.assertEqual(self._hears(self.constable)["arrived"], {complaint.id})

    def test_of_many_about_the_police_it_is_asked_as_often_as_of_one(self):
        def told(count):
            for number in range(count):
                complaint = self._complaint()
                complaint.sudo().complained_unit_id = (
                    self.other_station if number % 2 else self.station
                )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env.cr.precommit.run()
            return self.env.cr.sql_log_count - before

        told(2)
        self.assertEqual(told(10), told(2))

    def test_what_is_gone_by_the_commit_is_told_to_nobody(self):
        complaint = self.env["police.complaint"].create({"subject": "Loud music"})
        complaint.unlink()
        self.assertFalse(self._kinds())

    def test_ids_and_kinds_and_no_words(self):
        self._complaint(self.station, text="He will kill me.", subject="Quillword")
        self._commit()
        rows = self.env["bus.bus"].sudo().search([("id", ">", self.last)])
        for row in rows:
            message = json.loads(row.message)
            if message["type"] == "police_live":
                for kind, value in message["payload"].items():
                    self.assertIn(kind, ("arrived", "danger", "reply", "changed", "by"))
                    self.assertTrue(
                        all(isinstance(one, int) for one in value or ())
                        if isinstance(value, list)
                        else isinstance(value, int)
                    )
