from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase


@tagged("post_install", "-at_install")
class TestMilestone(ChannelCase):
    """A step of many complaints at once is told afterwards, and told once."""

    def setUp(self):
        super().setUp()
        self.complaints = self.env["police.complaint"]
        for sender in ("a@example.org", "b@example.org"):
            event = self._arrive(Message_ID=f"<{sender}>", From=sender)
            self.complaints |= event.message_ids.complaint_id

    def _told(self):
        return self.messages.search(
            [("complaint_id", "in", self.complaints.ids), ("event_code", "=", "escalated")]
        )

    def test_many_are_told_by_a_job(self):
        with trap_jobs() as trap:
            self.complaints._announce("escalated")
            trap.assert_jobs_count(1)
            self.assertFalse(self._told())
            self.env["police.milestone"]._tell_untold()
            self.env["police.milestone"]._tell_untold()
        self.assertEqual(self._told().complaint_id, self.complaints)
        self.assertEqual(len(self._told()), 2)

    def test_a_lost_job_loses_no_notice(self):
        with trap_jobs():
            self.complaints._announce("escalated")
        with trap_jobs(), self.enter_registry_test_mode():
            self.env.ref("police_channels.cron_tell_citizens").method_direct_trigger()
        self.assertEqual(self._told().complaint_id, self.complaints)

    def test_one_is_told_at_once(self):
        with trap_jobs():
            self.complaints[0]._announce("escalated")
        self.assertEqual(self._told().complaint_id, self.complaints[0])
