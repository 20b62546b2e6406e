from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools import number
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestIntake(PoliceCase):
    def test_an_envelope_opens_a_complaint_with_number_and_deadline(self):
        envelope = self._envelope()
        result = self.env["police.complaint"]._intake(envelope)
        complaint = result.complaint
        self.assertEqual(result.action, "opened")
        self.assertEqual(number.find_numbers(complaint.number), [complaint.number])
        self.assertEqual(complaint.deadline, complaint.received_at + timedelta(hours=24))
        self.assertEqual(complaint.next_escalation_at, complaint.received_at + timedelta(hours=12))
        self.assertEqual(
            complaint.party_ids.complainant_id.address_ids.value, "asha.kumari@example.org"
        )
        self.assertEqual(complaint.milestone_ids.mapped("code"), ["received"])

    def test_what_the_citizen_declared_is_kept(self):
        complaint = self._complaint(vulnerability_codes=["woman", "senior", "no_such_code"])
        self.assertEqual(complaint.vulnerability_ids.mapped("code"), ["woman", "senior"])
        self.assertTrue(complaint.is_vulnerable)

    def test_a_reply_with_the_number_joins(self):
        complaint = self._complaint()
        result = self.env["police.complaint"]._intake(
            self._envelope("One more thing.", complaint_numbers=[complaint.number])
        )
        self.assertEqual(result, (complaint, "joined"))
        self.assertTrue(complaint.has_unread_reply)
        self.assertIn("One more thing.", complaint.message_ids[0].body)

    def test_a_station_sees_its_own_complaints_only(self):
        complaint = self._complaint(self.station)
        found = self.env["police.complaint"].with_user(self.constable).search([])
        self.assertIn(complaint, found)
        self.assertNotIn(
            complaint, self.env["police.complaint"].with_user(self.other_head).search([])
        )
        with self.assertRaises(AccessError):
            complaint.with_user(self.other_head).read(["subject"])

    def test_a_direct_write_of_a_guarded_field_is_refused(self):
        complaint = self._complaint(self.station).with_user(self.constable)
        with self.assertRaises(AccessError):
            complaint.write({"deadline": "2030-01-01 00:00:00"})
        with self.assertRaises(AccessError):
            complaint.write({"stage_id": self.env.ref("police_grievance.stage_closed").id})
        self._act(complaint)
        complaint.with_user(self.station_head).write(
            {"stage_id": self.env.ref("police_grievance.stage_verification").id}
        )
        self.assertEqual(complaint.stage_code, "verification")
