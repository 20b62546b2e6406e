from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools.envelope import EnvelopeFile
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestExclusion(PoliceCase):
    """A complaint about a station: nobody who serves there sees or finds it by any way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(
            cls.station, files=[EnvelopeFile("note.txt", "text/plain", b"what happened")]
        )
        cls.complaint.message_post(body="An early remark.")
        cls.complaint.with_user(cls.desk_user).write({"complained_unit_id": cls.station.id})
        # What it was given before is taken back; given again, it still finds nothing.
        cls.activity = cls.complaint.activity_schedule(
            "mail.mail_activity_data_todo", user_id=cls.desk_user.id, summary="Look into it"
        )
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE mail_activity SET user_id = %s WHERE id = %s",
            (cls.station_head.id, cls.activity.id),
        )
        cls.env.invalidate_all()
        cls.complaint.message_subscribe(cls.station_head.partner_id.ids)

    def _finds_nothing(self, user):
        complaint = self.complaint
        rows = {
            "police.complaint": complaint,
            "police.milestone": complaint.milestone_ids,
            "police.evidence": complaint.evidence_ids,
            "police.party": complaint.party_ids,
            "police.complainant": complaint.party_ids.complainant_id,
            "police.complainant.address": complaint.party_ids.complainant_id.address_ids,
            "mail.message": complaint.message_ids,
            "mail.activity": self.activity,
            "mail.followers": complaint.message_follower_ids,
            "ir.attachment": complaint.evidence_ids.attachment_id,
        }
        for model, records in rows.items():
            with self.subTest(user=user.login, model=model):
                self.assertTrue(records)
                found = self.env[model].with_user(user)
                self.assertFalse(found.search([("id", "in", records.ids)]))
                self.assertFalse(found.search_count([("id", "in", records.ids)]))
                with self.assertRaises(AccessError):
                    records.with_user(user).read(["display_name"])
        complaints = self.env["police.complaint"].with_user(user)
        self.assertFalse(complaints.name_search(complaint.number))
        self.assertFalse(complaints.formatted_read_group([("id", "=", complaint.id)], ["unit_id"]))
        self.assertFalse(
            user.with_user(user)
            .env["mail.notification"]
            .search_count(
                [
                    ("mail_message_id", "in", complaint.message_ids.ids),
                    ("res_partner_id", "!=", user.partner_id.id),
                ]
            )
        )

    def test_who_serves_there_finds_nothing(self):
        self._finds_nothing(self.station_head)
        self._finds_nothing(self.constable)

    def test_another_charge_does_not_open_it(self):
        post = self.env["police.post"].search([("unit_id", "=", self.circle.id)])
        self.env["police.posting"].create(
            {"post_id": post.id, "user_id": self.station_head.id, "kind": "additional"}
        )
        own = self.station.post_ids.filtered(lambda post: post.rank_id.code == "SHO")
        self.env["police.posting"].create(
            {"post_id": own.id, "user_id": self.circle_officer.id, "kind": "additional"}
        )
        self._finds_nothing(self.station_head)
        self._finds_nothing(self.circle_officer)

    def test_it_goes_to_the_circle(self):
        self.assertEqual(self.complaint.unit_id, self.circle)
        self.assertTrue(self.complaint.with_user(self.circle_officer).has_access("write"))
        self.assertTrue(self.complaint.with_user(self.superintendent).has_access("read"))

    def test_one_about_the_circle_goes_to_the_district(self):
        complaint = self._complaint(self.station)
        complaint.with_user(self.desk_user).write({"complained_unit_id": self.circle.id})
        self.assertEqual(complaint.unit_id, self.district)
        self.assertFalse(complaint.with_user(self.circle_officer).has_access("read"))
        self.assertTrue(complaint.with_user(self.superintendent).has_access("read"))

    def test_what_is_to_be_done_goes_along_to_another_district(self):
        units = self.env["police.unit"]
        district = units.create(
            {
                "name": "Quillshire",
                "code": "QLS",
                "kind": "district",
                "parent_id": self.district.parent_id.id,
            }
        )
        station = units.create(
            {"name": "Quillgate", "code": "QLG", "kind": "station", "parent_id": district.id}
        )
        complaint = self._complaint(self.station)
        task = complaint.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.superintendent.id, summary="Ask them"
        )
        complaint.with_user(self.desk_user).write({"complained_unit_id": station.id})
        self.assertEqual(complaint.unit_id, district)
        self.assertFalse(complaint.with_user(self.superintendent).has_access("read"))
        self.assertNotEqual(task.user_id, self.superintendent)
        self.assertNotIn(task.police_post_id.unit_id, self.district | self.circle | self.station)

    def test_one_taken_by_hand_goes_around_from_the_start(self):
        complaint = (
            self.env["police.complaint"]
            .with_user(self.desk_user)
            .create({"subject": "Rude at the gate", "complained_unit_id": self.station.id})
        )
        self.assertEqual(complaint.unit_id, self.circle)
        self.assertFalse(complaint.with_user(self.station_head).has_access("read"))

    def test_followers_who_may_not_read_are_not_told(self):
        complaint = self._complaint(self.station)
        complaint.message_subscribe((self.station_head | self.circle_officer).partner_id.ids)
        told = self.complaint_told(complaint)
        self.assertLessEqual((self.station_head | self.circle_officer).partner_id, told)
        complaint.write(complaint._unit_values(self.other_station))
        told = self.complaint_told(complaint)
        self.assertIn(self.circle_officer.partner_id, told)
        self.assertNotIn(self.station_head.partner_id, told)
        message = complaint.message_ids[0]
        self.assertFalse(message.with_user(self.station_head).has_access("read"))

    def complaint_told(self, complaint):
        message = complaint.message_post(body="News.", subtype_xmlid="mail.mt_comment")
        return message.notification_ids.res_partner_id

    def test_citizens_do_not_become_followers(self):
        complaint = self._complaint(self.station)
        citizen = self.env["res.partner"].create({"name": "A. Citizen", "email": "c@example.org"})
        complaint.message_subscribe(citizen.ids)
        self.assertNotIn(citizen, complaint.message_partner_ids)
