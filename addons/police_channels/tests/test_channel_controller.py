import hashlib

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.models.queue_job import QueueJob

from ..models.police_channel_event import ARRIVALS
from ..tools.signature import ENVELOPE_HEADER, SIGNATURE_HEADER, STORED, envelope_header, sign
from .samples import raw_mail

ENVELOPE = envelope_header("asha@example.org", ["grievance@police.example"])


@tagged("post_install", "-at_install")
class TestChannelController(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel = cls.env.ref("police_channels.channel_mail")

    def _post(self, body, secret=None, slug="mail", content_type="message/rfc822"):
        secret = self.channel.secret if secret is None else secret
        headers = {
            "Content-Type": content_type,
            ENVELOPE_HEADER: ENVELOPE,
            SIGNATURE_HEADER: sign(secret, ENVELOPE, body),
        }
        return self.url_open(f"/police/channel/{slug}/in", data=body, headers=headers)

    def _events(self):
        return self.env["police.channel.event"].search([("channel_id", "=", self.channel.id)])

    def test_stored_byte_for_byte(self):
        body = raw_mail() + bytes(range(256))
        answer = self._post(body)
        self.assertEqual((answer.status_code, answer.text), (200, STORED))
        event = self._events()
        self.assertEqual(event._raw(), body)
        self.assertEqual(event.sha256, hashlib.sha256(body).hexdigest())
        self.assertEqual((event.size, event.state), (len(body), "stored"))
        self.assertEqual(self._jobs().method_name, "_take_arrivals")

    def _jobs(self):
        return self.env["queue.job"].search([("identity_key", "=", ARRIVALS)])

    def test_one_job_looks_after_all_that_arrives_before_it_begins(self):
        for number in range(3):
            self.assertEqual(self._post(raw_mail(text=f"Number {number}")).status_code, 200)
        self.assertEqual(len(self._jobs()), 1)
        self._jobs().with_context(_job_edit_sentinel=QueueJob.EDIT_SENTINEL).state = "started"
        self._post(raw_mail(text="One more"))
        self.assertEqual(len(self._jobs()), 2)

    def test_form_bodies_are_kept_as_they_came(self):
        body = b"Body=hello&From=%2B910000000000"
        answer = self._post(body, content_type="application/x-www-form-urlencoded")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self._events()._raw(), body)

    def test_same_bytes_again(self):
        for _time in range(3):
            self.assertEqual(self._post(raw_mail()).status_code, 200)
        self.assertEqual(self._events().mapped("repeat_count"), [2])

    def test_unsigned_and_wrongly_signed_are_refused(self):
        self.assertEqual(self._post(raw_mail(), secret="wrong").status_code, 403)
        self.assertEqual(self._post(raw_mail(), secret="").status_code, 403)
        bare = self.url_open(
            "/police/channel/mail/in", data=raw_mail(), headers={"Content-Type": "x/y"}
        )
        self.assertEqual(bare.status_code, 403)
        self.assertFalse(self._events())

    def test_without_a_secret_nothing_is_taken(self):
        self.channel.secret = False
        self.assertEqual(self._post(raw_mail(), secret="").status_code, 403)

    def test_unknown_channel_and_other_methods(self):
        self.assertEqual(self._post(raw_mail(), slug="nothing").status_code, 404)
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open("/police/channel/mail/in").status_code, 405)

    def test_too_big(self):
        self.channel.max_megabytes = 1
        self.assertEqual(self._post(b"x" * (1024 * 1024 + 1)).status_code, 413)
        self.assertFalse(self._events())

    def test_paused_channel_still_stores(self):
        self.channel.is_paused = True
        self.assertEqual(self._post(raw_mail()).status_code, 200)
        self.assertEqual(self._events().state, "stored")
