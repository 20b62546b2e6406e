from dataclasses import replace
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..adapters.mail import MailAdapter
from ..tools.kept import pack, unpack
from .common import ChannelCase
from .samples import raw_mail

WITH_FILE = (
    b"From: Asha <asha@example.org>\nMessage-ID: <f@example.org>\n"
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nsee\n--x\n"
    b"Content-Type: application/octet-stream; name=a.bin\n"
    b"Content-Transfer-Encoding: base64\n\nAAEC/w==\n--x--\n"
)


@tagged("post_install", "-at_install")
class TestParsedOnce(ChannelCase):
    def _two_in_one(self):
        """One arrival of two messages, parsed, of which none is worked on yet."""
        read = MailAdapter.parse

        def parse(adapter, raw, headers, received_at):
            [[one], receipts] = read(adapter, raw, headers, received_at)
            envelope = replace(one.envelope, text="The other", files=[])
            other = replace(one, external_id="<o@e.org>", content_hash="2", envelope=envelope)
            return [one, other], receipts

        event = self.events._store(self.channel, WITH_FILE, {})
        with patch.object(MailAdapter, "parse", parse), trap_jobs():
            event._work()
        return event.message_ids.sorted("id")

    def _parse_no_more(self):
        return patch.object(MailAdapter, "parse", side_effect=AssertionError("parsed again"))

    def test_an_arrival_is_parsed_and_its_complaint_looked_for_once(self):
        complaint = self._arrive().message_ids.complaint_id
        domain = self.env.registry["police.complaint"]
        asked = patch.object(
            domain, "_find_addressed", autospec=True, side_effect=domain._find_addressed
        )
        read = patch.object(MailAdapter, "parse", autospec=True, side_effect=MailAdapter.parse)
        with asked as looked_for, read as parsed:
            reply = self._arrive(text="More.", Subject=complaint.number, Message_ID="<r@e.org>")
        self.assertEqual(reply.message_ids.action, "joined")
        self.assertEqual((parsed.call_count, looked_for.call_count), (1, 1))

    def test_each_of_several_stays_what_it_was_parsed_as(self):
        first, other = self._two_in_one()
        self.assertTrue(first.next_attempt_at and other.next_attempt_at)
        with self._parse_no_more(), trap_jobs():
            other._work()
            first._work()
        self.assertEqual(
            (first.complaint_id.description, other.complaint_id.description), ("see", "The other")
        )
        self.assertEqual(first.complaint_id.evidence_ids.attachment_id.raw, b"\x00\x01\x02\xff")
        self.assertFalse(first.parsed or other.parsed)

    def test_what_failed_is_worked_on_as_it_was_parsed(self):
        domain = self.env.registry["police.complaint"]
        with patch.object(domain, "_intake", side_effect=ValueError("no such thing")):
            failed = self._arrive(WITH_FILE).message_ids
        self.assertEqual(failed.state, "failed")
        with self._parse_no_more(), trap_jobs():
            failed.action_retry()
            failed._work()
        self.assertEqual(failed.state, "done")
        self.assertEqual(failed.complaint_id.evidence_ids.attachment_id.raw, b"\x00\x01\x02\xff")

    def test_what_waits_in_a_pause_is_kept(self):
        event = self.events._store(self.channel, raw_mail(), {})
        with trap_jobs():
            event._work()
            waiting = event.message_ids
            self.assertFalse(waiting.parsed)
            waiting.write({"state": "received", "next_attempt_at": fields.Datetime.now()})
            item = event._parse()[0][0]
            self.channel.is_paused = True
            waiting._work(item)
            self.assertTrue(waiting.parsed)

    def test_it_goes_with_the_bytes(self):
        message = self._arrive(List_Id="<news.example.org>").message_ids
        message.event_id.purge_on = fields.Date.today()
        with self.enter_registry_test_mode():
            self.env.ref("police_channels.cron_purge_events").method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(message.parsed)

    def test_there_and_back(self):
        event = self.events._store(self.channel, WITH_FILE, {"from": "asha@example.org"})
        [[item], _receipts] = event._parse()
        odd = replace(
            item,
            answers=["<a@e.org>"],
            is_first=True,
            envelope=replace(item.envelope, text="\0 \ud800 क", latitude=26.4),
        )
        self.assertEqual(unpack(pack(odd)), replace(odd, html="", is_first=False))
