from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase


@tagged("post_install", "-at_install")
class TestTransferNotices(ChannelCase):
    """The citizen hears once where the complaint is, however often it went to and fro."""

    def setUp(self):
        super().setUp()
        self.complaint = self._arrive().message_ids.complaint_id
        with trap_jobs():
            self.complaint.with_user(self.desk_user)._send_to_unit(self.station)

    def _tell(self, minutes):
        with trap_jobs(), freeze_time(fields.Datetime.now() + timedelta(minutes=minutes)):
            self.env["police.milestone"]._tell_untold()
        return self._notices(self.complaint, "transferred")

    def _pass(self, user, unit):
        with trap_jobs():
            self.complaint.with_user(user)._transfer(unit, "Theirs.")

    def test_told_once_after_some_minutes(self):
        self._pass(self.station_head, self.other_station)
        self.assertFalse(self._tell(5))
        notice = self._tell(11)
        self.assertEqual(len(notice), 1)
        self.assertIn("Shyamgarh", notice.text)
        self.assertEqual(len(self._tell(30)), 1)

    def test_there_and_back_is_not_told(self):
        self._pass(self.station_head, self.other_station)
        self._pass(self.other_head, self.station)
        self.assertFalse(self._tell(30))

    def test_where_it_ends_is_told_and_not_where_it_passed(self):
        self._pass(self.station_head, self.other_station)
        self._pass(self.other_head, self.circle)
        notice = self._tell(30)
        self.assertEqual(len(notice), 1)
        self.assertIn("Test Circle", notice.text)

    def test_a_transfer_that_is_history_is_not_told(self):
        with freeze_time(fields.Datetime.now() - timedelta(minutes=15)):
            self._pass(self.station_head, self.other_station)
        self._pass(self.other_head, self.circle)
        self.assertEqual(len(self._tell(30)), 1)

    def test_spam_hears_nothing(self):
        before = self._notices(self.complaint)
        with trap_jobs():
            self.complaint.with_user(self.desk_user)._set_aside("spam")
            self.complaint._announce("reply")
        self.assertEqual(self._notices(self.complaint), before)
