import json

from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..adapters import ADAPTERS
from .sms_common import PHONE, SmsCase

WORDS = (
    "Spoke to both sides at the place.\nThe music ends at ten. " + "We look in every night. " * 30
)


@tagged("post_install", "-at_install")
class TestReportTold(SmsCase):
    """What a station reports reaches the citizen by each channel, as far as that has room for it."""

    def setUp(self):
        super().setUp()
        for kind in ("whatsapp", "email"):
            self._channel_of(kind).address = {"whatsapp": "910000077000"}.get(
                kind, "grievance@police.example"
            )
        self.kind = self.env.ref("police_grievance.action_kind_warned")

    def _channel_of(self, kind):
        return self.env["police.channel"].search([("kind", "=", kind)], limit=1).sudo()

    def _told(self, kind, is_told=True, language="en_US"):
        """What a citizen hears of a report on a channel: the notices of action taken and of the question."""
        sender_kind = self._channel_of(kind)._address_kind()
        complaint = self._complaint(
            self.station,
            channel=kind,
            sender_kind=sender_kind,
            sender_value="asha@example.org" if kind == "email" else PHONE,
        ).sudo()
        complaint.language = language
        party, channel = complaint.party_ids, self._channel_of(kind)
        reach = next(
            way
            for way in complaint._ways(party, self.env["police.channel"]._by_address_kind())
            if way.channel == channel
        )
        with trap_jobs():
            complaint._report_action(self.kind, WORDS, is_told=is_told)
            words = complaint._report_words()
            return [
                complaint._notice_to(party, reach, event, words)
                for event in ("action_taken", "asked")
            ]

    def test_kind_and_words_stand_in_each_notice(self):
        for kind in ("sms", "whatsapp", "email"):
            for notice in self._told(kind):
                with self.subTest(kind=kind, event=notice.event_code):
                    self.assertIn("Warned: Spoke to both sides at the place.", notice.text)
                    self.assertIn("112", notice.text)
                    self.assertEqual("in every night." in notice.text, kind != "sms")

    def test_words_that_are_the_offices_alone_are_not_told(self):
        for kind in ("sms", "whatsapp", "email"):
            for notice in self._told(kind, is_told=False):
                self.assertIn("Warned", notice.text)
                self.assertNotIn("Spoke", notice.text)

    def test_a_phone_gets_as_much_as_has_room_and_the_page_has_the_rest(self):
        most = self._channel_of("sms")._own_settings()[self._channel_of("sms")].most_parts
        for language in ("en_US", "hi_IN"):
            for notice in self._told("sms", language=language):
                report = next(line for line in notice.text.splitlines() if "Spoke" in line)
                self.assertLessEqual(len(report), ADAPTERS["sms"].longest_report)
                self.assertRegex(report, r"\w …$", "cut between words")
                self.assertIn("{link", notice.text)
                self.assertEqual(notice.told, notice.complaint_id._report_words())
                template = self.env["police.notification.template"]._find(
                    notice.event_code, "sms", language
                )
                self.assertLessEqual(template.sms_parts, most)

    def test_what_an_operator_has_approved_has_the_same_words_in_its_place(self):
        for kind in ("sms", "whatsapp"):
            notice = self._told(kind)[0]
            [report] = [text for text in json.loads(notice.provider_parameters) if "Spoke" in text]
            self.assertIn(report, notice.text)

    def test_approved_words_of_whatsapp_have_no_more_than_meta_takes(self):
        for notice in self._told("whatsapp"):
            self.assertLess(len(notice.text) + 2 * len("https://police.example/c/") + 120, 1024)

    def test_a_reply_is_never_cut(self):
        reply = self.env["police.notification.template"]._find("message", "sms", "en_US")
        self.assertEqual(reply._fitting(WORDS), WORDS)
