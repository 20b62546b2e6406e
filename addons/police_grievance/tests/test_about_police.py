from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import PoliceCase

BRIBE = "थाना Rampurwa का दरोगा रिश्वत मांग रहा है"


@tagged("post_install", "-at_install")
class TestAboutPolice(PoliceCase):
    """Words alone bring a complaint about the police to the desk first; an officer is not told."""

    def test_words_about_the_police_wait_for_a_person(self):
        for text in (BRIBE, "The SHO of Rampurwa police station demands a bribe."):
            complaint = self._complaint(text=text, subject="Help")
            self.assertEqual(complaint.unit_id, self.zone)
            self.assertEqual(complaint.stage_code, "received")
            self.assertEqual(complaint.routing_rule, "about_police")
            self.assertEqual(complaint.routing_state, "proposed")
            self.assertEqual(complaint.suspected_unit_id, self.station)
            self.assertEqual(complaint.proposed_unit_id, self.circle)
            for user in (self.constable, self.station_head, self.circle_officer):
                self.assertFalse(complaint.with_user(user).has_access("read"))

    def test_the_same_place_without_such_words_goes_to_the_station(self):
        complaint = self._complaint(text="My neighbour shouts. Thana Rampurwa.", subject="Help")
        self.assertEqual((complaint.unit_id, complaint.stage_code), (self.station, "with_station"))

    def test_without_a_place_nobody_is_proposed(self):
        complaint = self._complaint(text="दरोगा ने मुझे पीटा", subject="मदद")
        self.assertEqual(complaint.routing_state, "unknown")
        self.assertFalse(complaint.suspected_unit_id)
        self.assertEqual(complaint.unit_id, self.zone)

    def test_a_category_about_the_police_is_enough(self):
        category = self.env["police.category"].create(
            {"name": "Conduct", "code": "test_conduct", "about_police": True}
        )
        complaint = self._complaint(
            text="Thana Rampurwa.", subject="Help", category_code=category.code
        )
        self.assertEqual(complaint.suspected_unit_id, self.station)

    def test_the_desk_confirms(self):
        complaint = self._complaint(text=BRIBE, subject="Help")
        complaint.with_user(self.desk_user).action_confirm_routing()
        self.assertEqual(complaint.complained_unit_id, self.station)
        self.assertEqual((complaint.unit_id, complaint.stage_code), (self.circle, "with_station"))
        self.assertFalse(complaint.suspected_unit_id)
        self.assertFalse(complaint.with_user(self.station_head).has_access("read"))
        self.assertTrue(complaint.with_user(self.circle_officer).has_access("read"))

    def test_the_desk_decides_otherwise(self):
        complaint = self._complaint(text=BRIBE, subject="Help")
        complaint.with_user(self.desk_user)._send_to_unit(self.station)
        self.assertEqual(complaint.unit_id, self.station)
        self.assertFalse(complaint.suspected_unit_id or complaint.complained_unit_id)

    def test_nobody_else_decides(self):
        complaint = self._complaint(text=BRIBE, subject="Help")
        for user in (self.station_head, self.circle_officer):
            with self.assertRaises(AccessError):
                complaint.with_user(user).action_confirm_routing()

    def test_a_station_cannot_take_it_down_for_itself(self):
        complaint = self._complaint(
            text="दरोगा रिश्वत मांग रहा है",
            subject="Help",
            unit_id=self.station.id,
            taken_by_id=self.constable.id,
        )
        self.assertEqual(complaint.unit_id, self.zone)
        complaint = self._complaint(
            text="दरोगा रिश्वत मांग रहा है",
            subject="Help",
            unit_id=self.station.id,
            taken_by_id=self.desk_user.id,
        )
        self.assertEqual(complaint.unit_id, self.station)

    def test_about_an_officer_wherever_they_serve(self):
        complaint = self._complaint(self.station)
        complaint.with_user(self.desk_user).write({"complained_user_id": self.station_head.id})
        self.assertEqual(complaint.complained_unit_id, self.station)
        self.assertEqual(complaint.unit_id, self.circle)
        self.assertFalse(complaint.with_user(self.station_head).has_access("read"))
        self.assertFalse(complaint.with_user(self.constable).has_access("read"))
        # The officer rises to the circle: still not.
        posting = self.station_head.police_posting_ids
        post = self.circle_officer.police_posting_ids.post_id
        now = fields.Datetime.now()
        (posting | self.circle_officer.police_posting_ids).write({"date_to": now})
        self.env["police.posting"].create(
            {"post_id": post.id, "user_id": self.station_head.id, "date_from": now}
        )
        seen = self.env["police.complaint"].with_user(self.station_head)
        self.assertFalse(seen.search([("id", "=", complaint.id)]))
        self.assertFalse(complaint.with_user(self.station_head).has_access("read"))
        self.assertIn(self.station_head.id, complaint._barred()[complaint])

    def test_about_the_circle_officer_goes_to_the_superintendent(self):
        complaint = self._complaint(self.station)
        complaint.with_user(self.desk_user).write({"complained_user_id": self.circle_officer.id})
        self.assertEqual(complaint.unit_id, self.district)
        self.assertFalse(complaint.with_user(self.circle_officer).has_access("read"))
        self.assertTrue(complaint.with_user(self.superintendent).has_access("read"))

    def test_about_somebody_of_the_control_room(self):
        complaint = self._complaint(self.station)
        other = new_test_user(self.env, "other_desk", groups="police_force.group_control_room")
        complaint.with_user(self.desk_user).write({"complained_user_id": other.id})
        self.assertFalse(complaint.with_user(other).has_access("read"))
        self.assertFalse(complaint.milestone_ids.with_user(other).has_access("read"))
        self.assertTrue(complaint.with_user(self.desk_user).has_access("read"))

    def test_what_the_station_was_told_is_taken_back(self):
        complaint = self._complaint(self.station)
        complaint.message_subscribe(self.station_head.partner_id.ids)
        message = complaint.message_post(body="News.", subtype_xmlid="mail.mt_comment")
        self.assertTrue(message.notification_ids)
        complaint.activity_schedule("mail.mail_activity_data_todo", user_id=self.station_head.id)
        post = self.station_head.police_posting_ids.post_id
        self.env["mail.activity"]._give_to_posts(
            "police_grievance.mail_activity_type_escalation",
            [(complaint, post, self.station_head)],
        )
        tasks = complaint.activity_ids
        complaint.with_user(self.desk_user).write({"complained_unit_id": self.station.id})
        self.assertFalse(message.notification_ids.res_partner_id & self.station_head.partner_id)
        self.assertNotIn(self.station_head.partner_id, complaint.message_partner_ids)
        self.assertEqual(len(tasks.exists()), 2)
        self.assertEqual(tasks.user_id, self.circle_officer)
        self.assertEqual(tasks.police_post_id.unit_id, self.circle)

    def test_a_notice_not_yet_sent_goes_to_who_has_it_now(self):
        complaint = self._complaint(self.station)
        level = complaint.sla_version_id.level_ids[:1]
        escalation = self.env["police.escalation"].create(
            {
                "complaint_id": complaint.id,
                "cycle": complaint.cycle,
                "level_id": level.id,
                "rank_id": level.rank_id.id,
                "due_at": fields.Datetime.now(),
                "post_id": self.station_head.police_posting_ids.post_id.id,
                "user_id": self.station_head.id,
            }
        )
        complaint.with_user(self.desk_user).write({"complained_unit_id": self.station.id})
        self.assertEqual(escalation.user_id, self.circle_officer)

    def test_no_way_back_to_the_station(self):
        complaint = self._complaint(self.station)
        complaint.with_user(self.desk_user).write({"complained_unit_id": self.station.id})
        with self.assertRaises(UserError):
            complaint.with_user(self.desk_user)._send_to_unit(self.station)

    def test_later_levels_pass_the_station_by(self):
        complaint = self._complaint(
            text=BRIBE, subject="Help", received_at=fields.Datetime.now() - timedelta(hours=13)
        )
        complaint.with_user(self.desk_user).action_confirm_routing()
        self.env["police.escalation"]._run_batch(complaint)
        self.assertTrue(complaint.escalation_ids)
        told = complaint.escalation_ids.user_id | complaint.activity_ids.user_id
        self.assertNotIn(self.station_head, told)
