from datetime import datetime, timedelta

from odoo.exceptions import ValidationError
from odoo.tests import Form, freeze_time, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.ir_config_parameter import QUIET_FROM, QUIET_TO
from .sms_common import PHONE, SmsCase

# Half past ten in the evening in India, and eight in the morning.
NIGHT = datetime(2026, 5, 4, 17)
MORNING = datetime(2026, 5, 5, 2, 30)
NOON = datetime(2026, 5, 4, 6, 30)


@tagged("post_install", "-at_install")
class TestQuietHours(SmsCase):
    """No phone rings at night for what can wait."""

    keeps_quiet_hours = True

    def setUp(self):
        super().setUp()
        with freeze_time(NOON):
            said = "Thana Kalyanpur me padosi raat ko gana bajata hai"
            self.complaint = self._arrive(self._sms(said)).message_ids.complaint_id
            self._send(self._notices(self.complaint, "received"))
        self.address = self.complaint.party_ids.complainant_id.address_ids

    def _send(self, notice):
        with self._smsbox() as asked:
            notice._work()
        return asked

    def _tell(self, moment, event="escalated"):
        with freeze_time(moment), trap_jobs():
            self.complaint.sudo()._announce(event)
        return self._notices(self.complaint, event).sorted("id")[-1:]

    def _waits_until(self, notice, moment):
        with freeze_time(moment):
            self.assertFalse(self._send(notice))
        self.assertEqual((notice.state, notice.error), ("queued", "hours"))
        return notice.next_attempt_at

    def test_what_can_wait_goes_in_the_morning(self):
        notice = self._tell(NIGHT)
        self.assertEqual(self._waits_until(notice, NIGHT), MORNING)
        with freeze_time(MORNING - timedelta(seconds=1)):
            self.assertFalse(self._send(notice))
        with freeze_time(MORNING):
            self.assertEqual(len(self._send(notice)), 1)

    def test_the_evening_has_its_boundary_too(self):
        evening = datetime(2026, 5, 4, 15, 30)
        with freeze_time(evening - timedelta(seconds=1)):
            self.assertEqual(len(self._send(self._tell(evening - timedelta(seconds=1)))), 1)
        self.assertEqual(self._waits_until(self._tell(evening), evening), MORNING)

    def test_who_just_wrote_is_answered(self):
        with freeze_time(NIGHT):
            text = f"{self.complaint.number}: gana phir se"
            self._arrive(self._sms(text, "9"))
        for minutes, sent in ((14, 1), (16, 0)):
            notice = self._tell(NIGHT + timedelta(minutes=minutes))
            with freeze_time(NIGHT + timedelta(minutes=minutes)):
                self.assertEqual(len(self._send(notice)), sent, minutes)

    def test_an_answer_that_was_held_up_for_long_wakes_nobody(self):
        with freeze_time(NIGHT):
            self._arrive(self._sms(f"{self.complaint.number}: gana phir se", "9"))
        notice = self._tell(NIGHT)
        self._waits_until(notice, NIGHT + timedelta(minutes=61))

    def test_danger_and_codes_come_at_any_hour(self):
        for event in ("danger", "code", "new_link"):
            with freeze_time(NIGHT), trap_jobs():
                self.complaint.sudo()._tell_party(self.complaint.party_ids, event)
            with freeze_time(NIGHT):
                self.assertEqual(len(self._send(self._notices(self.complaint, event))), 1, event)

    def test_mail_wakes_nobody(self):
        self.address.write({"kind": "email", "value": "asha@example.org"})
        notice = self._tell(NIGHT)
        self.assertEqual(notice.channel_id.kind, "email")
        with freeze_time(NIGHT), self._mail_server() as server:
            notice._work()
        self.assertEqual(len(server.mails), 1)

    def test_both_hours_hold(self):
        self.address.write({"contact_from": 10, "contact_to": 22})
        notice = self._tell(datetime(2026, 5, 4, 16))
        # Half past nine in the evening: theirs, not ours. At eight ours, not theirs.
        at = self._waits_until(notice, datetime(2026, 5, 4, 16))
        self.assertEqual(at, datetime(2026, 5, 5, 4, 30))

    def test_where_they_never_meet_the_citizens_count(self):
        self.address.write({"contact_from": 22, "contact_to": 23})
        notice = self._tell(NIGHT)
        with freeze_time(NIGHT):
            self.assertEqual(len(self._send(notice)), 1)
        at = self._waits_until(self._tell(NOON), NOON)
        self.assertEqual(at, datetime(2026, 5, 4, 16, 30))

    def test_in_the_zone_of_the_unit_also_when_the_clocks_change(self):
        self.complaint.sudo().write(self.complaint._unit_values(self.station))
        self.station.tz = "Europe/Berlin"
        for night, morning in (
            # In these nights the clock goes back, and on.
            (datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 7)),
            (datetime(2027, 3, 27, 22), datetime(2027, 3, 28, 6)),
        ):
            self.assertEqual(self._waits_until(self._tell(night), night), morning)
            self._notices(self.complaint, "escalated").sudo().unlink()

    def test_equal_hours_are_none(self):
        self.env["ir.config_parameter"].set_param(QUIET_FROM, "0")
        self.env["ir.config_parameter"].set_param(QUIET_TO, "0")
        with freeze_time(NIGHT):
            self.assertEqual(len(self._send(self._tell(NIGHT))), 1)

    def test_the_administrator_sets_them(self):
        page = Form(self.env["police.settings"].with_user(self.administrator))
        self.assertEqual((page.quiet_from, page.quiet_to), (21, 8))
        page.quiet_from, page.quiet_to = 0, 5.5
        page.save()
        again = Form(self.env["police.settings"].with_user(self.administrator))
        self.assertEqual((again.quiet_from, again.quiet_to), (0, 5.5))
        again.quiet_to = 25
        with self.assertRaises(ValidationError):
            again.save()

    def test_it_is_said_of_a_phone_only_by_who_wrote_from_it(self):
        with freeze_time(NIGHT):
            other = self._arrive(self._sms("Thana Kalyanpur me kooda", "10", "+910000077129"))
        self.assertTrue(other.message_ids.complaint_id)
        self.assertEqual(self.address.value, PHONE)
        self._waits_until(self._tell(NIGHT), NIGHT)
