from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from requests.exceptions import InvalidSchema, InvalidURL, MissingSchema

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import file_open

from ..adapters.sms.alphabet import length_of
from .sms_common import PHONE, SmsCase


@tagged("post_install", "-at_install")
class TestSmsOut(SmsCase):
    """What citizens get by SMS."""

    def setUp(self):
        super().setUp()
        said = "Thana Kalyanpur me padosi raat ko gana bajata hai"
        self.complaint = self._arrive(self._sms(said)).message_ids.complaint_id
        self.notice = self._notices(self.complaint, "received")

    def _send(self, **answer):
        with self._smsbox(**answer) as asked:
            self.notice._work()
        return asked

    def test_the_gateway_gets_all_that_it_needs(self):
        [asked] = self._send()
        self.assertEqual((self.notice.state, self.notice.attempts), ("sent", 1))
        self.assertEqual((asked["username"], asked["password"]), ("force", "open sesame"))
        self.assertEqual((asked["from"], asked["to"]), ("9220592205", PHONE))
        self.assertEqual((asked["coding"], asked["charset"]), ("2", "UTF-8"))
        self.assertIn("शिकायत", asked["text"])
        self.assertIn(self.complaint._how_to_follow_url(), asked["text"])
        self.assertNotIn("meta-data", asked)
        reported = parse_qs(urlsplit(asked["dlr-url"]).query)
        self.assertEqual(reported["ours"], [self.notice.external_id])
        self.assertEqual(reported["parts"], [str(length_of(asked["text"]).parts)])

    def test_who_replies_reads_the_number_in_groups(self):
        replies = self.env["police.complaint.reply.wizard"]
        dialogue = replies.new({"complaint_id": self.complaint.id})
        self.assertIn("+91 00000 77123", dialogue.recipients)

    def test_plain_letters_go_as_such(self):
        self.notice.text = "Complaint received. Danger: call 112"
        [asked] = self._send()
        self.assertEqual(asked["coding"], "0")

    def test_what_the_gateway_says_decides(self):
        for status, state in ((202, "sent"), (400, "failed"), (403, "queued"), (503, "queued")):
            with self.subTest(status=status):
                self.notice.write({"state": "queued", "next_attempt_at": "2026-01-01 00:00:00"})
                self._send(status=status, words="words of the gateway")
                self.assertEqual(self.notice.state, state)
                self.assertEqual(self.notice.detail, "words of the gateway")

    def test_a_wrong_address_of_the_gateway_is_nothing_to_call_citizens_about(self):
        for status in (301, 302, 401, 404, 405):
            with self.subTest(status=status):
                self.notice.write({"state": "queued", "next_attempt_at": "2026-01-01 00:00:00"})
                [_asked] = self._send(status=status)
                self.assertEqual((self.notice.state, self.notice.attempts), ("queued", 0))
        for error in (MissingSchema, InvalidSchema, InvalidURL):
            with self.subTest(error=error), patch("requests.get", side_effect=error("address")):
                self.notice.write({"state": "queued", "next_attempt_at": "2026-01-01 00:00:00"})
                self._send()
                self.assertEqual((self.notice.state, self.notice.attempts), ("queued", 0))
        self.assertFalse(self.complaint.activity_ids)

    def test_it_is_not_led_elsewhere(self):
        elsewhere = {"Location": "/elsewhere"}
        self.assertEqual(len(self._send(status=302, headers=elsewhere)), 1)

    def test_what_may_have_gone_out_is_not_sent_again(self):
        self._send(status=500)
        self.assertEqual(self.notice.state, "unknown")
        self.assertEqual(len(self.complaint.activity_ids), 1)

    def test_a_gateway_that_is_away_is_tried_again(self):
        with self._smsbox() as asked:
            self.gateway.write({"url": "http://127.0.0.1:9/", "password": "x"})
            self.notice._work()
        self.assertEqual((self.notice.state, asked), ("queued", []))
        self.assertFalse(self.complaint.activity_ids)

    def _refused(self, error):
        self.assertEqual(self._send(), [])
        self.assertEqual((self.notice.state, self.notice.error), ("failed", error))
        self.assertEqual(len(self.complaint.activity_ids), 1)

    def test_nothing_goes_out_without_its_template_where_one_is_needed(self):
        self.gateway.entity_id = "1101000000000000001"
        self._refused("no_template")

    def test_the_operator_is_told_entity_and_template(self):
        self.gateway.write({"entity_id": "1101000000000000001", "header": "KNPPOL"})
        template = self.env["police.notification.template"]._find("received", "sms", "hi_IN")
        template.provider_template = "1107000000000000002"
        said = "Thana Kalyanpur me sadak par kooda hai"
        other = self._arrive(self._sms(said, "2", "+910000077124")).message_ids.complaint_id
        self.notice = self._notices(other, "received")
        [asked] = self._send()
        self.assertEqual(asked["from"], "KNPPOL")
        self.assertEqual(
            asked["meta-data"],
            "?smpp?PE_ID=1101000000000000001&TEMPLATE_ID=1107000000000000002",
        )

    def test_what_is_too_long_is_not_cut_but_called(self):
        self.notice.text = "क" * (67 * 6 + 1)
        self._refused("too_long")

    def test_no_words_and_no_number_are_not_sent(self):
        self.notice.text = " \n"
        self._refused("empty")

    def test_a_number_in_pieces_is_not_sent_to(self):
        self.complaint.party_ids.complainant_id.address_ids.value = "+91 00000 77123"
        self.notice.address = "+91 00000 77123"
        self._refused("no_number")

    def test_the_key_of_the_door_is_no_ones_to_read(self):
        """It stands in the address for reports: with it anybody hands in messages."""
        self.assertEqual(self.gateway.report_url, "http://127.0.0.1:13080/in")
        for user in (self.administrator, self.desk_user):
            with self.assertRaises(AccessError):
                self.gateway.with_user(user).read(["report_url"])
        self.gateway.report_url = "http://127.0.0.1:13080/another-key"
        entries = self.env["police.audit.entry"].sudo().search([])
        self.assertNotIn("another-key", str(entries.read()))
        statements = file_open("police_channels/data/neutralize.sql").read()
        self.env.flush_all()
        self.env.cr.execute(statements)
        self.env.invalidate_all()
        self.assertNotIn("another-key", self.gateway.report_url)

    def test_reports(self):
        for reports, parts, state in (
            ([(8, "")], 1, "sent"),
            ([(1, "delivered")], 1, "delivered"),
            ([(1, "partly")], 3, "sent"),
            ([(2, "failed")], 1, "failed"),
            ([(2, "failed"), (1, "delivered")], 1, "delivered"),
            ([(16, "refused"), (1, "delivered")], 1, "failed"),
        ):
            with self.subTest(reports=reports, parts=parts):
                self.env["police.channel.receipt"].sudo().search([]).unlink()
                self.notice.write({"state": "sent", "next_attempt_at": False})
                for kind, status in reports:
                    receipt = self._report(self.notice, kind, parts).receipt_ids
                    self.assertEqual(receipt.status or "", status)
                self.assertEqual(self.notice.state, state)

    def test_a_report_without_the_number_of_parts_is_of_one(self):
        self._send()
        self._arrive(f"event=dlr&ours={self.notice.external_id}&type=1".encode())
        self.assertEqual(self.notice.state, "delivered")

    def test_every_occasion_has_words_for_phones_in_both_languages(self):
        notices = self.env["police.notification.template"].search([("kind", "=", "sms")])
        told = {(notice.event, notice.language) for notice in notices}
        mails = self.env["police.notification.template"].search([("kind", "=", "email")])
        self.assertEqual(told, {(notice.event, notice.language) for notice in mails})
        self.assertLessEqual(max(notices.mapped("sms_parts")), self.gateway.most_parts)

    def test_the_test_button_logs_in_and_sends_nothing(self):
        for status, words in ((400, "work"), (403, "refuses the user")):
            with self.subTest(status=status), self._smsbox(status=status) as asked:
                if status == 400:
                    told = self.channel.action_test()["params"]["message"]
                else:
                    with self.assertRaises(Exception) as caught:
                        self.channel.action_test()
                    told = str(caught.exception)
                self.assertIn(words, told)
                self.assertNotIn("to", asked[0])
