import json
from unittest.mock import patch

import requests

from odoo.tests import tagged

from ..adapters.outgoing import Button, Media
from .whatsapp_common import NUMBER_ID, PHONE, SENT, USER, error
from .whatsapp_out_common import WhatsAppOutCase


@tagged("post_install", "-at_install")
class TestWhatsAppOut(WhatsAppOutCase):
    """What citizens get by WhatsApp."""

    def test_words_go_out_as_an_answer(self):
        [(path, sent)] = self._send()
        self.assertEqual(path, f"/v25.0/{NUMBER_ID}/messages")
        self.assertEqual((sent["to"], sent["type"]), (PHONE, "text"))
        self.assertEqual(sent["context"], {"message_id": self.message.external_id})
        self.assertEqual(sent["biz_opaque_callback_data"], self.notice.external_id)
        self.assertIn(self.complaint.number, sent["text"]["body"])
        self.assertFalse(sent["text"]["preview_url"])
        self.assertEqual((self.notice.state, self.notice.provider_id), ("sent", "wamid.OURS"))

    def test_who_has_no_phone_there_gets_it_by_identifier(self):
        outcome, [(_path, sent)] = self._deliver(recipient=USER)
        self.assertFalse(outcome.failure)
        self.assertEqual((sent["recipient"], "to" in sent), (USER, False))
        outcome, asked = self._deliver(recipient="asha@example.org")
        self.assertEqual((outcome.refusal, asked), ("no_number", []))

    def test_what_meta_says_decides(self):
        for status, code, state, attempts in (
            (400, 131026, "failed", 1),
            (429, 131056, "queued", 1),
            (429, 130429, "queued", 1),
            (500, 131000, "queued", 1),
            (503, 2, "queued", 1),
            (401, 190, "queued", 0),
            (403, 10, "queued", 0),
            (403, 131031, "queued", 0),
            (400, 100, "failed", 1),
        ):
            with self.subTest(code=code):
                self.notice.attempts = 0
                self._send((status, error(code)))
                self.assertEqual((self.notice.state, self.notice.attempts), (state, attempts))
                self.assertIn(str(code), self.notice.detail)

    def test_an_answer_that_is_not_metas(self):
        for status, answer, state in (
            (500, b"<h1>Oops</h1>", "unknown"),
            (200, {"messaging_product": "whatsapp"}, "unknown"),
            (200, b"[]", "unknown"),
            (302, b"", "queued"),
            (404, b"", "queued"),
        ):
            with self.subTest(status=status, answer=answer):
                self.assertEqual(len(self._send((status, answer))), 1)
                self.assertEqual(self.notice.state, state)

    def test_no_answer(self):
        for failure, state in (
            (requests.ConnectTimeout(), "queued"),
            (requests.exceptions.SSLError(), "queued"),
            (requests.exceptions.InvalidURL(), "queued"),
            (requests.ReadTimeout(), "unknown"),
            (requests.ConnectionError("reset"), "unknown"),
        ):
            with self.subTest(failure=failure), patch("requests.request", side_effect=failure):
                self._send()
                self.assertEqual(self.notice.state, state)

    def test_an_identifier_is_no_other_way_beside_the_phone(self):
        person = self.complaint.party_ids.complainant_id
        person.address_ids = [(0, 0, {"kind": "whatsapp", "value": USER})]
        self._send((400, error(131026)))
        self.assertEqual((self.notice.state, self.notice.error), ("failed", "undeliverable"))

    def test_buttons(self):
        few = [Button("Haan", "yes"), Button("Nahin", "no")]
        _outcome, [(_path, sent)] = self._deliver(buttons=few)
        action = sent["interactive"]["action"]
        self.assertEqual(
            [button["reply"] for button in action["buttons"]],
            [{"id": "yes", "title": "Haan"}, {"id": "no", "title": "Nahin"}],
        )
        long = Button("Kuch aur jodna hai, photo ya video", "more")
        many = [*few, Button("Status", "status"), long]
        _outcome, [(_path, sent)] = self._deliver(buttons=many)
        self.assertEqual(sent["interactive"]["type"], "list")
        rows = sent["interactive"]["action"]["sections"][0]["rows"]
        self.assertEqual(rows[3]["title"] + " " + rows[3]["description"], long.label)
        self.assertLessEqual(len(rows[3]["title"]), 24)
        link = Button("Dekhein", url="https://police.example/x")
        _outcome, [(_path, sent)] = self._deliver(buttons=[link])
        self.assertEqual(sent["interactive"]["action"]["parameters"]["url"], link.url)

    def test_nothing_is_left_out(self):
        for more, refusal in (
            ({"text": "x" * 4097}, "too_long"),
            ({"text": " "}, "empty"),
            ({"buttons": [Button("x", "x")] * 11}, "too_long"),
            ({"buttons": [Button("x" * 97, "x")]}, "too_long"),
            ({"buttons": [Button("a", url="https://a"), Button("b", "b")]}, "too_long"),
            ({"text": "x" * 1025, "buttons": [Button("a", url="https://a")]}, "too_long"),
        ):
            with self.subTest(more=more):
                outcome, asked = self._deliver(**more)
                self.assertEqual((outcome.failure, outcome.refusal), ("never", refusal))
                self.assertEqual(asked, [])
        longer = {"text": "x" * 1025, "buttons": [Button("a", "a")]}
        self.assertEqual(self._deliver(**longer)[1][0][1]["interactive"]["type"], "list")

    def test_files_go_with_their_words(self):
        file = Media("slip.pdf", "application/pdf", b"%PDF")
        picture = Media("a.jpg", "image/jpeg", b"x")
        uploaded = (200, {"id": "4711"})
        outcome, asked = self._deliver(uploaded, (200, SENT), media=[file])
        self.assertFalse(outcome.failure)
        self.assertIn(b"%PDF", asked[0][1])
        sent = asked[1][1]
        self.assertEqual((sent["type"], sent["document"]["filename"]), ("document", "slip.pdf"))
        self.assertIn(self.complaint.number, sent["document"]["caption"])
        _outcome, asked = self._deliver(uploaded, uploaded, (200, SENT), media=[file, picture])
        self.assertEqual([said["type"] for _path, said in asked[2:]], ["text", "document", "image"])

    def test_part_of_a_message_is_not_sent_again(self):
        file = Media("slip.pdf", "application/pdf", b"%PDF")
        uploaded = (200, {"id": "4711"})
        outcome, _asked = self._deliver(
            *(uploaded, uploaded, (200, SENT), (500, error(131000))), media=[file, file]
        )
        self.assertEqual((outcome.failure, outcome.provider_id), ("unknown", "wamid.OURS"))
        outcome, _asked = self._deliver((500, b"x"), media=[file])
        self.assertEqual(outcome.failure, "retry_later")

    def test_each_notice_has_its_words_here(self):
        notices = self.env["police.notification.template"]
        by_kind = {
            kind: set(notices.search([("kind", "=", kind)]).mapped(lambda n: (n.event, n.language)))
            for kind in ("sms", "whatsapp")
        }
        self.assertEqual(by_kind["sms"], by_kind["whatsapp"])

    def test_the_words_to_hand_in_have_numbers_in_their_places(self):
        notice = self.env["police.notification.template"]._find("asked", "whatsapp", "en_US")
        notice.body = "{number}: {link_settled} or {link_not_settled}, {number} (112)"
        self.assertEqual(notice.provider_words, "{{1}}: {{2}} or {{3}}, {{1}} (112)")
        self.assertEqual(
            json.loads(notice._parameters({"number": "7"})),
            ["7", "{link_settled}", "{link_not_settled}"],
        )

    def test_parameters_are_kept_without_secrets(self):
        places = json.loads(self.notice.provider_parameters)
        self.assertEqual((places[0], places[-1]), (self.complaint.number, "{link}"))
