from odoo.tests import tagged

from .common import ChannelCase
from .samples import delivery_report


@tagged("post_install", "-at_install")
class TestReceipts(ChannelCase):
    def setUp(self):
        super().setUp()
        self.complaint = self._arrive().message_ids.complaint_id
        self.notice = self._notices(self.complaint)
        self.notice._finish(state="sent")

    def _report(self, **values):
        return self._arrive(delivery_report(self.notice.external_id, **values), "")

    def test_bounce_finds_its_message_and_asks_the_desk_to_call(self):
        event = self._report()
        self.assertEqual(event.receipt_ids.message_id, self.notice)
        self.assertEqual(self.notice.state, "failed")
        self.assertEqual(len(self.complaint.activity_ids), 1)
        self.assertEqual((event.message_ids.kind, event.message_ids.state), ("bounce", "set_aside"))
        self.assertEqual(event.message_ids.complaint_id, self.complaint)

    def test_second_bounce_makes_no_second_task(self):
        self._report()
        self._report(status="5.2.2")
        self.assertEqual(len(self.complaint.activity_ids), 1)

    def test_delay_is_noted_only(self):
        event = self._report(action="delayed", status="4.4.1")
        self.assertEqual(event.receipt_ids.status, "delayed")
        self.assertEqual(self.notice.state, "sent")

    def test_report_settles_an_unknown_outcome(self):
        self.notice.state = "unknown"
        self._report(action="delivered", status="2.0.0")
        self.assertEqual(self.notice.state, "delivered")

    def test_report_on_nothing_of_ours_is_kept(self):
        event = self._arrive(delivery_report("<forged@example.org>"), "")
        self.assertEqual(len(event.receipt_ids), 1)
        self.assertFalse(event.receipt_ids.message_id)

    def test_messages_are_found_by_identifiers_without_looking_at_all(self):
        """Whatever arrives is looked up by them, however many there are."""
        self.env.flush_all()
        self.env.cr.execute(
            """INSERT INTO police_channel_message
                      (channel_id, direction, state, happened_at, external_id, provider_id)
               SELECT %s, direction, 'done', now(), 'x' || number, 'p' || number
                 FROM generate_series(1, 20000) number, unnest(ARRAY['in', 'out']) direction""",
            (self.channel.id,),
        )
        self.env.cr.execute("ANALYZE police_channel_message")
        for condition in (
            "direction = 'in' AND external_id IN ('x1', 'y')",
            "direction = 'out' AND (external_id IN ('x1', 'y') OR provider_id IN ('p1'))",
        ):
            self.env.cr.execute(
                f"EXPLAIN SELECT id FROM police_channel_message WHERE channel_id = %s AND {condition}",
                (self.channel.id,),
            )
            plan = "\n".join(line for [line] in self.env.cr.fetchall())
            self.assertNotIn("Seq Scan", plan)
            self.assertRegex(plan, "Index Cond: .*external_id")
