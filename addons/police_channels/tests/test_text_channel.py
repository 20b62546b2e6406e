from urllib.parse import urlencode

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase
from .text_adapter import SENT, texts_spoken

PHONE = "+910000077123"


@tagged("post_install", "-at_install")
class TestTextChannel(ChannelCase, HttpCase):
    """All the way of a channel that is no mail, with nothing but its adapter and its records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(texts_spoken())
        cls.first, cls.second = (
            cls.env["police.channel"].create(
                {"name": name, "kind": "sms", "slug": name, "address": name, "sequence": sequence}
            )
            for name, sequence in (("text-one", 1), ("text-two", 2))
        )
        notices = cls.env["police.notification.template"]
        notices.search([("kind", "=", "sms")]).unlink()
        notices.create(
            [
                {
                    "event": event,
                    "kind": "sms",
                    "language": "en_US",
                    "subject": event,
                    "body": "{number} {text} 112",
                }
                for event in ("received", "message")
            ]
        )

    def setUp(self):
        super().setUp()
        SENT.clear()

    def _call(self, channel, said=None, secret=None, **asked):
        token = channel.secret if secret is None else secret
        query = urlencode({"token": token, **asked})
        body = said and urlencode(said)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.url_open(
            f"/police/channel/{channel.slug}/in?{query}", data=body, headers=headers
        )

    def _work_on(self, channel):
        event = self.events.search([("channel_id", "=", channel.id)], limit=1)
        with trap_jobs():
            event._work()
        return event

    def _send(self, notices):
        for notice in notices:
            notice._work()
        self.env.invalidate_all()

    def test_the_provider_asks_whether_we_are_there(self):
        answer = self._call(self.first, challenge="4711")
        self.assertEqual((answer.status_code, answer.text), (200, "4711"))
        self.assertEqual(self._call(self.first, secret="no", challenge="1").status_code, 403)
        self.assertFalse(self.events.search([("channel_id", "=", self.first.id)]))

    def test_a_form_becomes_a_complaint_and_is_answered_where_it_came_from(self):
        said = {"Id": "m1", "From": PHONE, "Body": "Loud music in Kalyanpur every night"}
        answer = self._call(self.second, said)
        self.assertEqual((answer.status_code, answer.text), (201, "<Response/>"))
        self.assertIn("text/xml", answer.headers["Content-Type"])
        self.assertEqual(answer.headers["X-Provider"], "seen")
        event = self._work_on(self.second)
        self.assertEqual(event._raw(), urlencode(said).encode())
        message = event.message_ids
        complaint = message.complaint_id
        self.assertEqual((message.action, complaint.channel), ("opened", "sms"))
        self.assertEqual(complaint.description, said["Body"])
        notice = self._notices(complaint)
        self.assertEqual((notice.channel_id, notice.address), (self.second, PHONE))
        self._send(notice)
        [sent] = SENT
        self.assertEqual((sent.sender, sent.recipient), ("text-two", PHONE))
        self.assertEqual((sent.template, sent.buttons, sent.media), (None, [], []))
        self.assertIn(complaint.number, sent.text)
        self.assertEqual((notice.state, notice.provider_id), ("sent", "text-1"))
        self._call(self.second, {"Id": notice.external_id, "Status": "delivered"})
        self._work_on(self.second)
        self.assertEqual(notice.state, "delivered")

    def test_what_comes_by_get_is_stored_as_it_came(self):
        said = {"Id": "m2", "From": PHONE, "Body": "Help me"}
        self.assertEqual(self._call(self.first, **said).status_code, 201)
        self.assertEqual(self._work_on(self.first).message_ids.complaint_id.channel, "sms")

    def test_nothing_is_taken_without_the_token(self):
        self.assertEqual(self._call(self.first, {"Id": "x"}, secret="no").status_code, 403)
        self.assertFalse(self.events.search([("channel_id", "=", self.first.id)]))

    def test_mail_is_not_asked_by_get(self):
        with mute_logger("odoo.http"):
            self.assertEqual(self._call(self.channel, challenge="1").status_code, 405)

    def test_who_came_otherwise_is_told_by_the_first_channel_in_order(self):
        envelope = Envelope(
            channel="voice",
            received_at=fields.Datetime.now(),
            sender_kind="phone",
            sender_value=PHONE,
            text="Loud music",
            language="en_US",
        )
        with trap_jobs():
            complaint = self.env["police.complaint"].sudo()._intake(envelope).complaint
        self.assertEqual(self._notices(complaint).channel_id, self.first)
        self.second.sequence = 0
        with trap_jobs():
            complaint._send_to_citizen("We are on it.")
        self.assertEqual(self._notices(complaint, "message").channel_id, self.second)
        [way] = complaint._ways_to_citizen()
        self.assertEqual((way.channel, way.address), ("sms", PHONE))
