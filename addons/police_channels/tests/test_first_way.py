from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .asked_common import OTHER, AskedCase

MAIL = "asha@example.org"


@tagged("post_install", "-at_install")
class TestFirstWay(AskedCase):
    """By which way a citizen wants notices first."""

    def _address(self, kind, value, **values):
        return self.env["police.complainant.address"].create(
            {"complainant_id": self.person.id, "kind": kind, "value": value, **values}
        )

    def _ways(self):
        channels = self.env["police.channel"]._by_address_kind()
        return [
            (way.channel.kind, way.address.value)
            for way in self.complaint._ways(self.complaint.party_ids, channels)
        ]

    def _told(self, event="message"):
        with trap_jobs():
            self.complaint._announce(event, "Words")
        return self.messages.search(
            [("complaint_id", "=", self.complaint.id), ("event_code", "=", event)], limit=1
        )

    def test_a_word_asks_for_it(self):
        mail = ("email", MAIL)
        sms = ("sms", self.address.value)
        self._address(*mail)
        self.assertEqual(self._ways(), [sms, mail])
        for words, first, ways in (
            ("Email bhejo", "email", [mail, sms]),
            ("एसएमएस से", "sms", [sms, mail]),
            ("whatsapp", "whatsapp", [sms, mail]),
        ):
            answer = self._ask(words, "way")
            self.assertEqual(answer.channel_id, self.channel, "answered where it was said")
            self.assertIn(words.upper(), answer.text)
            self.assertEqual((self.person.first_by, self._ways()), (first, ways), words)

    def test_in_a_sentence_the_words_are_a_complaint(self):
        message = self._say("Email bhejo nahi to paisa wapas nahi milega, aisa bola", OTHER)
        self.assertEqual(message.action, "opened")

    def test_who_is_not_known_yet_is_told_there_later(self):
        self._ask("EMAIL", "way", OTHER)
        person = self._say("Thana Kalyanpur me chori ho gayi", OTHER).complaint_id.party_ids
        self.assertEqual(person.complainant_id.first_by, "email")

    def test_the_answer_does_not_say_whether_we_know_them_there(self):
        unknown = self._ask("EMAIL", "way").text
        self._address("email", MAIL)
        self.assertEqual(self._ask("EMAIL", "way").text, unknown)

    def test_notices_go_there(self):
        self._address("email", MAIL)
        self.person.first_by = "email"
        notice = self._told()
        self.assertEqual((notice.channel_id.kind, notice.address), ("email", MAIL))
        [way] = self.complaint._ways_to_citizen()
        self.assertEqual((way.channel, way.address), ("email", MAIL), "who replies is told so")

    def test_what_does_not_arrive_there_goes_where_they_wrote_last(self):
        self._address("whatsapp", OTHER)
        self.env.ref("police_channels.channel_whatsapp").sudo().address = "+15550783881"
        self._address("email", MAIL)
        self.env.ref("police_channels.channel_sms").sequence = 99
        self.person.first_by = "email"
        kinds = [kind for kind, _value in self._ways()]
        self.assertEqual(kinds[:3], ["email", "sms", "whatsapp"])

    def test_danger_and_codes_go_where_they_wrote(self):
        self._address("email", MAIL)
        self.person.first_by = "email"
        for event in ("danger", "code", "new_link"):
            with trap_jobs():
                self.complaint._tell_party(self.complaint.party_ids, event)
        events = ("danger", "code", "new_link")
        notices = self.messages.search([("event_code", "in", events)])
        self.assertEqual(len(notices), len(events))
        self.assertEqual(notices.channel_id, self.channel)

    def test_a_wish_is_no_address(self):
        self.person.first_by = "email"
        self.assertEqual(self._told().address, self.address.value)

    def test_a_paused_channel_is_passed_by(self):
        self._address("email", MAIL)
        self.person.first_by = "email"
        self.env["police.channel"].search([("kind", "=", "email")]).is_paused = True
        self.assertEqual(self._told().channel_id, self.channel)

    def test_stop_counts_for_more(self):
        self._address("email", MAIL).no_notices_since = fields.Datetime.now()
        self.person.first_by = "email"
        self.assertEqual(self._told().address, self.address.value)

    def test_safety_counts_for_more(self):
        self.address.write({"is_shared": True, "contact_from": 10, "contact_to": 10.01})
        mail = self._address("email", MAIL)
        self.assertTrue(mail.is_shared)
        self.person.first_by = "email"
        notice = self._told()
        recipient = notice._recipient()
        notice._make_safe(recipient)
        self.assertEqual((notice.address, notice.is_neutral), (MAIL, True))
        self.assertNotIn(self.complaint.number, notice.text)
        self.assertNotEqual(notice._hours_allow_at(recipient), None)

    def test_the_desk_enters_it(self):
        def dialog(user):
            return (
                self.env["police.complaint.contact.wizard"]
                .with_user(user)
                .create({"complaint_id": self.complaint.id})
            )

        form = dialog(self.desk_user)
        self.assertFalse(form.first_by)
        form.write({"first_by": "email", "do_not_call": True})
        form.action_save()
        self.assertEqual((self.person.first_by, self.address.do_not_call), ("email", True))
        self.assertEqual(dialog(self.desk_user).first_by, "email")
        self.complaint._set_confidentiality("confidential")
        with self.assertRaises(AccessError):
            dialog(self.station_head)
