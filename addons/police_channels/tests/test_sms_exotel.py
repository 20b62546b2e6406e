from urllib.parse import urlsplit

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .sms_common import PHONE, SmsCase
from .sms_peers import ExotelPeer

ENTITY, TEMPLATE = "1101000000000000001", "1107000000000000002"
HINDI = "थाना कल्याणपुर में पड़ोसी रात को गाना बजाता है"


@tagged("post_install", "-at_install")
class TestSmsExotel(SmsCase, HttpCase):
    """SMS in and out by Exotel, which signs nothing: its key stands in the address."""

    def setUp(self):
        super().setUp()
        self.channel.secret = "key of the channel"
        self.gateway.write(
            {"provider": "exotel", "url": "https://api.exotel.com", "user": "api key"}
            | {"password": "api token", "account": "force1", "entity_id": ENTITY}
            | {"header": "KNPPOL"}
        )
        templates = self.env["police.notification.template"]
        templates.search([("kind", "=", "sms")]).provider_template = TEMPLATE
        self.peer = ExotelPeer("api key", "api token", "force1")

    def _call(self, said, url=None):
        """Exotel calls us; the host is what leads here."""
        parts = urlsplit(url or self.gateway.incoming_url)
        return self.url_open(f"{parts.path}?{parts.query}", data=said)

    def _events(self):
        self.env.invalidate_all()
        return self.events.search([("channel_id", "=", self.channel.id)], order="id")

    def _work(self):
        with trap_jobs():
            for event in self._events().filtered("next_attempt_at"):
                event._work()

    def _complaint(self):
        said = {"SmsSid": "a1", "From": "0000077123", "To": "9220592205", "Body": HINDI}
        answer = self._call({**said, "From": PHONE, "Date": "2026-11-29 10:00:00"})
        self.assertEqual((answer.status_code, answer.text), (200, ""))
        self._work()
        return self._events().message_ids.complaint_id

    def _send(self, notice):
        with self.peer.running() as url:
            self.gateway.write({"url": url, "password": "api token"})
            self.env.flush_all()
            notice._work()
            self.env.invalidate_all()
        return notice

    def test_what_citizens_write_becomes_a_complaint(self):
        complaint = self._complaint()
        self.assertEqual((complaint.channel, complaint.description), ("sms", HINDI))
        self.assertEqual(complaint.party_ids.complainant_id.address_ids.value, PHONE)

    def test_who_does_not_know_the_key_hands_in_nothing(self):
        said = {"SmsSid": "a1", "From": PHONE, "Body": HINDI}
        path = "/police/channel/sms/in"
        for query in ("", "?key=", "?key=wrong", "?key=%FF", "?Key=key+of+the+channel"):
            self.assertEqual(self.url_open(path + query, data=said).status_code, 403, query)
        self.channel.secret = False
        self.assertEqual(self.url_open(f"{path}?key=", data=said).status_code, 403)
        self.assertFalse(self._events())

    def test_the_key_is_not_stored_with_what_came(self):
        self._complaint()
        self.assertNotIn(b"key", self._events()._raw())

    def test_the_operator_is_told_entity_and_template(self):
        complaint = self._complaint()
        notice = self._send(self._notices(complaint, "received"))
        [sent] = self.peer.sent
        self.assertEqual((sent["From"], sent["To"]), ("KNPPOL", PHONE))
        self.assertEqual((sent["DltEntityId"], sent["DltTemplateId"]), (ENTITY, TEMPLATE))
        self.assertEqual((sent["EncodingType"], sent["SmsType"]), ("unicode", "transactional"))
        self.assertEqual((notice.state, notice.provider_id), ("sent", sent["sid"]))
        self.assertFalse(notice.detail, "its answer has the link in it")

    def test_without_a_template_nothing_goes_out(self):
        notice = self._notices(self._complaint(), "received")
        notice.provider_template = False
        self._send(notice)
        self.assertEqual((notice.state, notice.error), ("failed", "no_template"))
        self.assertFalse(self.peer.sent)

    def test_reports(self):
        notice = self._send(self._notices(self._complaint(), "received"))
        [sent] = self.peer.sent
        for number, (status, detailed, state) in enumerate(
            (
                ("submitted", "SUBMITTED_TO_CARRIER", "sent"),
                ("sent", "DELIVERED_TO_OPERATOR", "sent"),
                ("sent", "DELIVERED_TO_HANDSET", "delivered"),
                ("delivered", "", "delivered"),
                ("failed-dnd", "FAILED_DND", "failed"),
                ("failed", "FAILED_DLT_TEMPLATE", "failed"),
                ("expired", "", "failed"),
            )
        ):
            with self.subTest(status=status, detailed=detailed):
                notice.write({"state": "sent", "next_attempt_at": False})
                said = {"SmsSid": sent["sid"], "To": PHONE, "Status": status, "SmsUnits": "3"}
                said |= {"DetailedStatus": detailed, "DetailedStatusCode": str(number)}
                if number % 2:
                    said["CustomField"] = sent["CustomField"]
                answer = self._call(said, url=sent["StatusCallback"])
                self.assertEqual((answer.status_code, answer.text), (200, ""))
                self._work()
                self.assertEqual(notice.state, state)

    def test_what_it_answers_decides(self):
        notice = self._notices(self._complaint(), "received")
        for status, state, attempts in (
            (202, "sent", 1),
            (400, "failed", 1),
            (401, "queued", 0),
            (403, "queued", 0),
            (429, "queued", 0),
            (302, "queued", 0),
            (409, "unknown", 1),
            (503, "unknown", 1),
        ):
            with self.subTest(status=status):
                notice.write({"state": "queued", "attempts": 0, "error": False})
                notice.next_attempt_at = "2026-01-01 00:00:00"
                self.peer.failing = self.peer.refuse(status, 0, "words")
                self._send(notice)
                self.assertEqual((notice.state, notice.attempts), (state, attempts))

    def test_the_test_button(self):
        with self.peer.running() as url:
            self.gateway.write({"url": url, "password": "api token"})
            self.assertIn("work", self.channel.action_test()["params"]["message"])
            self.gateway.password = "wrong"
            with self.assertRaisesRegex(UserError, "refuses the user"):
                self.channel.action_test()
        self.assertFalse(self.peer.sent)

    def test_what_cannot_be_read_is_kept(self):
        self.assertEqual(self._call("{}").status_code, 200)
        self._work()
        self.assertEqual(self._events().state, "failed")
