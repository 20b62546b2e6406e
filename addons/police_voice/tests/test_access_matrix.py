from odoo.tests import tagged

from odoo.addons.police_grievance.tests.access_common import AccessCase


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessCase):
    def test_the_table_is_what_happens(self):
        self._check_table("police_voice")

    def _values_police_phone(self, place):
        return {"sip_name": f"phone-{next(self.serial)}"}

    def _values_police_call(self, place):
        channel = self.env.ref("police_channels.channel_voice")
        return {
            "channel_id": channel.id,
            "exchange_call": f"1767348000.{next(self.serial)}",
            "direction": "in",
            "began_at": "2026-01-02 10:00:00",
            "complaint_id": place.complaint.id,
        }
