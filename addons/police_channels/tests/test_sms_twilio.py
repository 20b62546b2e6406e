import ssl
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from twilio.request_validator import RequestValidator
from urllib3.exceptions import MaxRetryError, SSLError
from werkzeug.datastructures import MultiDict

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..adapters.twilio import signature_of
from .sms_common import PHONE, SmsCase
from .sms_peers import TwilioPeer

ACCOUNT, TOKEN = "AC00000000000000000000000000000001", "token of the account"
PUBLIC = "https://grievance.example/police/channel/sms/in"
HINDI = "थाना कल्याणपुर में पड़ोसी रात को गाना बजाता है"


@tagged("post_install", "-at_install")
class TestSmsTwilio(SmsCase, HttpCase):
    """SMS in and out by Twilio, whose own library signs what comes."""

    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param("web.base.url", "https://grievance.example")
        self.channel.address = "+15005550006"
        self.gateway.write(
            {"provider": "twilio", "url": "https://api.twilio.com", "user": ACCOUNT}
            | {"password": TOKEN}
        )
        self.peer = TwilioPeer(ACCOUNT, TOKEN)

    def _call(self, said, url=PUBLIC, token=TOKEN, signed=None):
        """Twilio calls us at `url`; a proxy hands it on.

        :param dict signed: what the signature is made of, if not of what is sent
        """
        signature = RequestValidator(token).compute_signature(url, signed or said)
        query = urlsplit(url).query
        return self.url_open(
            "/police/channel/sms/in" + (f"?{query}" if query else ""),
            data=said,
            headers={"X-Twilio-Signature": signature},
        )

    def _message(self, number=1, **values):
        return {
            "MessageSid": f"SM{number:032x}", "SmsMessageSid": f"SM{number:032x}",
            "AccountSid": ACCOUNT, "SmsStatus": "received", "From": PHONE, "To": "+15005550006",
            "Body": HINDI, "NumMedia": "0", "NumSegments": "1", "ApiVersion": "2010-04-01",
            **values,
        }  # fmt: skip

    def test_what_another_provider_brought_is_read_as_its_own(self):
        """Taken in while Twilio was set, worked on when somebody has set Kannel."""
        self.channel.is_paused = True
        self._call(self._message())
        self.gateway.provider = "kannel"
        self.channel.is_paused = False
        event = self._events()
        with trap_jobs():
            event._work()
        self.assertEqual((event.state, event.message_ids.text), ("parsed", HINDI))

    def _events(self):
        self.env.invalidate_all()
        return self.events.search([("channel_id", "=", self.channel.id)], order="id")

    def _work(self):
        with trap_jobs():
            for event in self._events().filtered("next_attempt_at"):
                event._work()

    def _complaint(self):
        self.assertEqual(self._call(self._message()).status_code, 200)
        self._work()
        return self._events().message_ids.complaint_id

    def _send(self, notice):
        with self.peer.running() as url:
            self.gateway.write({"url": url, "password": TOKEN})
            self.env.flush_all()
            notice._work()
            self.env.invalidate_all()
        return notice

    def test_what_citizens_write_becomes_a_complaint(self):
        answer = self._call(self._message())
        self.assertEqual((answer.status_code, answer.text), (200, "<Response/>"))
        self.assertTrue(answer.headers["Content-Type"].startswith("text/xml"))
        self._work()
        complaint = self._events().message_ids.complaint_id
        self.assertEqual((complaint.channel, complaint.description), ("sms", HINDI))
        self.assertEqual(complaint.party_ids.complainant_id.address_ids.value, PHONE)
        self._call(self._message(NumSegments="2"))
        self._work()
        self.assertEqual(len(self._events().message_ids), 1, "the same message again")

    def test_only_what_twilio_signed_is_taken(self):
        for refused in (
            self._call(self._message(), token="another"),
            self._call(self._message(), signed=self._message(Body="other words")),
            self._call(self._message(), url=f"{PUBLIC}?x=1", signed=None, token=TOKEN + " "),
            self.url_open("/police/channel/sms/in", data=self._message()),
            self.url_open(
                "/police/channel/sms/in", data=self._message(), headers={"X-Twilio-Signature": "é"}
            ),
        ):
            self.assertEqual(refused.status_code, 403)
        self.gateway.password = False
        self.assertEqual(self._call(self._message(), token="").status_code, 403)
        self.assertFalse(self._events())

    def test_a_signature_that_was_made_for_another_address(self):
        for url in ("https://elsewhere.example/police/channel/sms/in", f"{PUBLIC}/"):
            self.assertEqual(self._call(self._message(), url=url).status_code, 403)

    def test_as_it_is_called_with_a_port_and_without(self):
        for number, url in enumerate((PUBLIC.replace(".example", ".example:443"), PUBLIC), 1):
            self.assertEqual(self._call(self._message(number), url=url).status_code, 200)

    def test_without_a_proxy_the_address_of_the_request_counts(self):
        said = self._message()
        url = f"{self.base_url()}/police/channel/sms/in"
        self.assertEqual(self._call(said, url=url).status_code, 200)

    def test_the_signature_is_that_of_its_library(self):
        validator = RequestValidator(TOKEN)
        for said in (
            self._message(),
            {"b": "2", "a": "", "B": "+ & = %", "ü": "ß\n"},
            {"a": ["2", "1", "2"]},
            {},
        ):
            body = urlencode(said, doseq=True).encode()
            form = MultiDict(
                (name, value)
                for name, values in parse_qs(body.decode(), True).items()
                for value in values
            )
            expected = validator.compute_signature(PUBLIC, form)
            self.assertEqual(signature_of(TOKEN, PUBLIC, body), expected, said)

    def test_a_body_that_is_too_large_is_not_looked_at(self):
        said = self._message(Body="x" * 300_000)
        self.assertEqual(self._call(said).status_code, 403)

    def test_a_picture_is_asked_for_by_a_person(self):
        self._call(self._message(Body="", NumMedia="1", MediaUrl0="https://x.example/1"))
        self._work()
        complaint = self._events().message_ids.complaint_id
        self.assertEqual(
            complaint.activity_ids.activity_type_id,
            self.env.ref("police_channels.mail_activity_type_ask_for_words"),
        )

    def test_a_notice_goes_out_and_is_reported_on(self):
        complaint = self._complaint()
        notice = self._send(self._notices(complaint, "received"))
        [sent] = self.peer.sent
        self.assertEqual((sent["From"], sent["To"]), ("+15005550006", PHONE))
        self.assertIn(complaint.number, sent["Body"])
        self.assertEqual((notice.state, notice.provider_id), ("sent", sent["sid"]))
        self.assertFalse(notice.detail, "its answer has the link in it")
        for status, state in (("sent", "sent"), ("delivered", "delivered")):
            said = {"MessageSid": sent["sid"], "MessageStatus": status, "To": PHONE}
            answer = self._call(said, url=sent["StatusCallback"])
            self.assertEqual(answer.status_code, 200)
            self._work()
            self.assertEqual(notice.state, state)

    def test_what_was_not_delivered_goes_to_the_desk_with_its_code(self):
        complaint = self._complaint()
        notice = self._send(self._notices(complaint, "received"))
        [sent] = self.peer.sent
        said = {"MessageSid": sent["sid"], "MessageStatus": "undelivered", "ErrorCode": "30005"}
        self._call(said, url=sent["StatusCallback"])
        self._work()
        self.assertEqual((notice.state, notice.receipt_ids.code), ("failed", "30005"))
        self.assertTrue(complaint.activity_ids)

    def test_a_messaging_service_sends(self):
        self.gateway.header = "MG00000000000000000000000000000001"
        self._send(self._notices(self._complaint(), "received"))
        [sent] = self.peer.sent
        self.assertNotIn("From", sent)
        self.assertEqual(sent["MessagingServiceSid"], self.gateway.header)

    def test_what_it_answers_decides(self):
        notice = self._notices(self._complaint(), "received")
        for status, code, state, attempts in (
            (400, 21610, "failed", 1),
            (400, 21606, "queued", 0),
            (401, 20003, "queued", 0),
            (404, 20404, "queued", 0),
            (429, 20429, "queued", 0),
            (500, 20500, "unknown", 1),
        ):
            with self.subTest(status=status, code=code):
                notice.write({"state": "queued", "attempts": 0, "error": False})
                notice.next_attempt_at = "2026-01-01 00:00:00"
                self.peer.failing = self.peer.refuse(status, code, "words")
                self._send(notice)
                self.assertEqual((notice.state, notice.attempts), (state, attempts))

    def test_what_is_longer_than_it_takes_is_refused_here(self):
        notice = self._notices(self._complaint(), "received")
        self.gateway.most_parts = 255
        notice.text = "x" * 1601
        self._send(notice)
        self.assertEqual((notice.state, notice.error), ("failed", "too_long"))
        self.assertFalse(self.peer.sent)

    def test_the_test_button(self):
        with self.peer.running() as url:
            self.gateway.write({"url": url, "password": TOKEN})
            self.assertIn("work", self.channel.action_test()["params"]["message"])
            self.gateway.password = "wrong"
            with self.assertRaisesRegex(UserError, "refuses the user"):
                self.channel.action_test()
        with self.assertRaisesRegex(UserError, "does not answer"):
            self.channel.action_test()
        self.assertFalse(self.peer.sent)

    def test_what_it_received_and_never_handed_in_is_counted(self):
        self._complaint()
        known = self._message()["MessageSid"]
        yesterday = fields.Date.today() - timedelta(days=1)
        self.peer.received = [
            (str(yesterday), known), (str(yesterday), "SMlost"), (str(yesterday), "SMlosttoo"),
            (str(fields.Date.today()), "SMnew"),
        ]  # fmt: skip
        with self.peer.running() as url:
            self.gateway.write({"url": url, "password": TOKEN})
            self.assertEqual(self.gateway._left_behind(), 2)
            self.peer.failing = self.peer.refuse(503, 20503, "words")
            self.assertIsNone(self.gateway._left_behind())
        self.assertIsNone(self.gateway._left_behind(), "it does not answer")

    def test_a_certificate_that_is_wrong_is_no_fault_of_the_message(self):
        cause = SSLError(ssl.SSLCertVerificationError(1, "certificate verify failed"))
        error = requests.exceptions.SSLError(MaxRetryError(None, "/", cause))
        notice = self._notices(self._complaint(), "received")
        with patch("requests.request", side_effect=error):
            self._send(notice)
        self.assertEqual((notice.state, notice.attempts), ("queued", 0))
