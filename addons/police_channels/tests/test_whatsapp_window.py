from datetime import UTC, timedelta

from odoo import fields
from odoo.tests import tagged

from .whatsapp_common import PHONE, SENT, USER, body, error, said
from .whatsapp_out_common import WhatsAppOutCase


@tagged("post_install", "-at_install")
class TestWhatsAppWindow(WhatsAppOutCase):
    """A day after the citizen wrote last, only approved words go out."""

    def test_after_a_day_only_approved_words_go_out(self):
        self._long_ago()
        self.assertEqual(self._send(), [])
        self.assertEqual((self.notice.state, self.notice.error), ("failed", "window_closed"))
        self.notice.provider_template = "complaint_received"
        [(_path, sent)] = self._send()
        template = sent["template"]
        self.assertEqual(
            (template["name"], template["language"]), ("complaint_received", {"code": "hi"})
        )
        [component] = template["components"]
        places = [place["text"] for place in component["parameters"]]
        self.assertEqual(places[0], self.complaint.number)
        self.assertEqual(len(places), 4)
        self.assertIn(self.complaint._how_to_follow_url(), places[3])

    def test_after_a_day_it_goes_by_sms_where_no_words_are_approved(self):
        self.env.ref("police_channels.channel_sms").address = "9220592205"
        self._long_ago()
        self.assertEqual(self._send(), [])
        self.assertEqual((self.notice.state, self.notice.error), ("passed_on", "window_closed"))
        instead = self.notice.stand_in_ids
        self.assertEqual((instead.channel_id.kind, instead.address), ("sms", PHONE))
        self.assertIn(self.complaint.number, instead.text)

    def test_a_window_that_meta_says_is_closed(self):
        self._send((400, error(131047)))
        self.assertEqual((self.notice.state, self.notice.error), ("failed", "window_closed"))
        self.notice.provider_template = "complaint_received"
        first, second = self._send((400, error(131047)), (200, SENT))
        self.assertEqual((first[1]["type"], second[1]["type"]), ("text", "template"))
        self.assertEqual(self.notice.state, "sent")

    def test_approved_words_have_no_buttons(self):
        """They would have to be approved with them: Meta refuses others."""
        self.notice.provider_template = "complaint_received"
        self.notice.buttons = [["Settled", "ask:settled:1"]]
        first, second = self._send((400, error(131047)), (200, SENT))
        self.assertEqual((first[1]["type"], second[1]["type"]), ("interactive", "template"))
        self._long_ago()
        [(_path, approved)] = self._send()
        for sent in (second[1], approved):
            kinds = [component["type"] for component in sent["template"]["components"]]
            self.assertEqual(kinds, ["body"])

    def test_a_window_of_which_meta_says_later_that_it_is_closed(self):
        self.notice.provider_template = "complaint_received"
        [(_path, free)] = self._send()
        for again in (1, 2):
            self._closed(note=again)
            self.assertEqual((self.notice.state, self.notice.only_approved), ("queued", True))
        [(_path, approved)] = self._send()
        self.assertEqual((free["type"], approved["type"]), ("text", "template"))
        self._closed(note=3)
        self.assertEqual(self.notice.state, "sent")
        self._status("failed", id="wamid.OURS", errors=[{"code": 131026, "title": "x"}])
        self.assertEqual(self.notice.state, "failed")

    def test_a_window_that_is_closed_without_approved_words(self):
        self._send()
        self._closed()
        self.assertEqual((self.notice.state, self.notice.error), ("failed", "window_closed"))

    def _closed(self, **more):
        errors = [{"code": 131047, "title": "Re-engagement message"}]
        self._status("failed", id=self.notice.provider_id, errors=errors, **more)

    def test_the_day_begins_when_it_was_written(self):
        self._long_ago()
        written = fields.Datetime.now() - timedelta(hours=30)
        self._say(
            "Aaj bhi gana baj raha hai", timestamp=str(int(written.replace(tzinfo=UTC).timestamp()))
        )
        self.notice.provider_template = "complaint_received"
        [(_path, sent)] = self._send()
        self.assertEqual(sent["type"], "template")

    def test_whoever_wrote_by_identifier_is_in_the_window_by_phone(self):
        self._long_ago()
        person = self.complaint.party_ids.complainant_id
        person.address_ids = [(0, 0, {"kind": "whatsapp", "value": USER})]
        self._arrive(body(said(content="Aaj bhi", serial="u", from_user_id=USER), user_id=USER))
        [(_path, sent)] = self._send()
        self.assertEqual(sent["type"], "text")
