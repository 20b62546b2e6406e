from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .asked_common import AskedCase
from .sms_common import PHONE


@tagged("post_install", "-at_install")
class TestConversationStopped(AskedCase):
    """STOP by SMS: what is not wanted there goes another way, or somebody calls."""

    def test_stop_and_start(self):
        with trap_jobs():
            self.complaint._send_to_citizen("We are on it.")
        waiting = self._notices(self.complaint, "message")
        self._ask("BAND", "stop")
        self.assertTrue(self.address.no_notices_since)
        with self._smsbox() as asked:
            waiting._work()
        self.assertEqual((waiting.state, waiting.error, asked), ("set_aside", "stopped", []))
        self.assertIn("STOP", self.complaint.with_user(self.desk_user).contact_warning)
        self.assertTrue(self.complaint.is_open)
        with self._smsbox() as asked:
            self._ask("STATUS", "status_open")._work()
        self.assertEqual(len(asked), 1)
        self._ask("shuru", "start")
        self.assertFalse(self.address.no_notices_since)

    def _add(self, kind, value):
        return self.address.create({"complainant_id": self.person.id, "kind": kind, "value": value})

    def test_what_is_not_wanted_here_goes_another_way(self):
        self._add("email", "asha@example.org")
        with trap_jobs():
            self.complaint._send_to_citizen("We are on it.")
        waiting = self._notices(self.complaint, "message")
        self.assertEqual(waiting.address, PHONE)
        self._ask("STOP", "stop")
        with self._smsbox() as asked, trap_jobs():
            waiting._work()
        self.assertEqual((waiting.state, waiting.error, asked), ("passed_on", "stopped", []))
        self.assertEqual(waiting.stand_in_ids.address, "asha@example.org")

    def test_without_another_way_somebody_calls_where_they_are_asked(self):
        self._ask("STOP", "stop")
        with trap_jobs():
            self.complaint._move_to("action_taken")
            self.complaint._move_to("verification")
        for event, calls in (("action_taken", 0), ("asked", 1)):
            with self._smsbox() as asked:
                self._notices(self.complaint, event)._work()
            self.assertFalse(asked)
            self.assertEqual(len(self.complaint.activity_ids), calls, event)

    def test_an_sms_stops_sms_to_the_phone_of_a_whatsapp_address(self):
        self.address.write({"kind": "whatsapp", "is_shared": True})
        with trap_jobs():
            self.complaint._send_to_citizen("We are on it.")
        waiting = self._notices(self.complaint, "message")
        self.assertEqual(waiting.channel_id, self.channel)
        self._ask("STOP", "stop")
        phone = self.person.address_ids - self.address
        self.assertEqual((phone.kind, phone.value, phone.is_shared), ("phone", PHONE, True))
        self.assertTrue(phone.no_notices_since)
        self.assertFalse(self.address.no_notices_since, "WhatsApp is another way")
        with self._smsbox() as asked, trap_jobs():
            waiting._work()
        self.assertFalse(asked)
        channels = self.env["police.channel"]._by_address_kind()
        ways = self.complaint._ways(self.complaint.party_ids, channels)
        by_sms = [way.address for way in ways if way.channel == self.channel]
        self.assertNotIn(self.address, by_sms)
        self._ask("STOP", "stop")
        self.assertEqual(len(self.person.address_ids), 2)
        self._ask("START", "start")
        self.assertFalse(phone.no_notices_since)
