from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .sms_common import PHONE, SmsCase


@tagged("post_install", "-at_install")
class TestFrequent(SmsCase):
    """Who writes often is told to the desk, and refused nothing."""

    def setUp(self):
        super().setUp()
        said = "Thana Kalyanpur me padosi raat ko gana bajata hai"
        self.complaint = self._arrive(self._sms(said)).message_ids.complaint_id

    def _wrote(self, count, days=1, address=PHONE):
        moment = fields.Datetime.now() - timedelta(days=days)
        self.messages.create(
            [
                {
                    "channel_id": self.channel.id, "direction": "in", "state": "done",
                    "address": address, "happened_at": moment, "action": "joined",
                }
                for _number in range(count)
            ]
        )  # fmt: skip
        self.env.invalidate_all()

    def test_the_desk_is_told_how_often(self):
        complaint = self.complaint.with_user(self.desk_user)
        self._wrote(8)
        self._wrote(5, days=31)
        self.assertFalse(complaint.writes_often)
        self._wrote(1)
        self.assertEqual(complaint.writes_often, "Wrote 10 times in 30 days")
        self.assertIn("writes_often", Form(complaint)._view["fields"])

    def test_another_number_is_another_person(self):
        self._wrote(20, address="+910000077199")
        self.assertFalse(self.complaint.with_user(self.desk_user).writes_often)

    def test_who_may_not_know_is_not_told(self):
        self._wrote(20)
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.station_head).read(["writes_often"])
        self.complaint.sudo()._set_confidentiality("anonymous")
        self.env.invalidate_all()
        self.assertFalse(self.complaint.with_user(self.desk_user).writes_often)

    def test_what_they_write_is_taken(self):
        self._wrote(200)
        message = self._arrive(self._sms("Thana Kalyanpur me nala band hai", "2")).message_ids
        self.assertEqual((message.state, message.action), ("done", "opened"))
