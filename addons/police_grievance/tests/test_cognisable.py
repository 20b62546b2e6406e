from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..tools.number import format_number
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestCognisable(PoliceCase):
    """A cognisable offence does not wait: whoever heads the station hears of it at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)
        cls.station_head.email = "head@example.org"
        cls.kind = cls.env.ref("police_grievance.mail_activity_type_cognisable")

    def _alerted(self):
        rows = self.complaint.activity_ids.filtered(lambda row: row.activity_type_id == self.kind)
        return rows.user_id

    def _mails(self):
        return self.env["mail.mail"].search([("subject", "ilike", "BNSS 173")])

    def test_the_station_head_is_told_at_once(self):
        self.complaint.with_user(self.constable).action_cognisable()
        self.assertEqual(self.complaint.nature, "cognisable")
        self.assertEqual(self._alerted(), self.station_head)
        self.assertIn(format_number(self.complaint.number), self._mails().body_html)
        self.assertNotIn("Asha", self._mails().body_html)

    def test_the_nature_entered_by_hand_alerts_once(self):
        complaint = self.complaint.with_user(self.desk_user)
        complaint.write({"nature": "cognisable"})
        complaint.write({"nature": "cognisable"})
        complaint.action_cognisable()
        self.assertEqual(len(self._mails()), 1)
        self.assertEqual(len(self.complaint.activity_ids), 1)
        complaint.write({"nature": "civil"})
        self.assertFalse(self.complaint.found_cognisable_at)

    def test_while_the_post_is_vacant_the_next_one_up_is_told(self):
        self.station_head.police_posting_ids.date_to = fields.Datetime.now()
        self.complaint.with_user(self.desk_user).action_cognisable()
        self.assertEqual(self._alerted(), self.circle_officer)

    def test_the_head_complained_of_is_not_told(self):
        self.complaint.with_user(self.desk_user).write({"complained_unit_id": self.station.id})
        self.complaint.with_user(self.desk_user).action_cognisable()
        self.assertEqual(self._alerted(), self.circle_officer)

    def test_the_head_of_the_station_that_gets_it_is_told(self):
        self.complaint.with_user(self.station_head).action_cognisable()
        self.complaint.with_user(self.station_head)._transfer(self.other_station, "Theirs.")
        self.assertEqual(self._alerted(), self.other_head)
        self.assertEqual(len(self.complaint.activity_ids), 1)

    def test_taken_under_173_needs_number_and_date(self):
        complaint = self.complaint.with_user(self.circle_officer)
        self._act(complaint)
        outcome = self.env.ref("police_grievance.outcome_fir")
        self.assertTrue(outcome.needs_reference)
        wizard = self.env["police.complaint.close.wizard"].with_user(self.circle_officer)
        wizard = wizard.create(
            {"complaint_id": complaint.id, "outcome_id": outcome.id, "result": "resolved"}
        )
        with self.assertRaises(UserError):
            wizard.action_close()
        wizard.write({"reference": "0123/2026", "reference_date": "2026-11-24"})
        wizard.action_close()
        self.assertEqual(self.complaint.outcome_reference, "0123/2026")
        self.assertEqual(self.complaint.outcome_id, outcome)
