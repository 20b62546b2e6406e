import json
from datetime import UTC, timedelta
from unittest.mock import patch

import requests

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import file_open

from ..adapters.outgoing import Button, Media
from .whatsapp_common import NUMBER_ID, PHONE, SENT, USER, WhatsAppCase, body, error, said

WORDS = "Thana Kalyanpur me padosi raat ko gana bajata hai"


@tagged("post_install", "-at_install")
class TestWhatsAppOut(WhatsAppCase):
    """What citizens get by WhatsApp."""

    def setUp(self):
        super().setUp()
        self.message = self._say(WORDS)
        self.complaint = self.message.complaint_id
        self.notice = self._notices(self.complaint, "received")

    def _send(self, *answers):
        self.notice.write({"state": "queued", "next_attempt_at": "2026-01-01 00:00:00"})
        with self._graph(*answers) as asked:
            self.notice._work()
        return asked

    def _deliver(self, *answers, **more):
        """Hand a message to the adapter with what the ledger does not have yet.

        :return: (Outcome, what the Graph API was asked)
        """
        with self._graph(*answers) as asked:
            outgoing = self.notice._outgoing()
            for name, value in more.items():
                setattr(outgoing, name, value)
            return self.channel._adapter().send(outgoing), asked

    def _long_ago(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE police_channel_message SET happened_at = happened_at - interval '25 hours'"
            " WHERE direction = 'in'"
        )
        self.env.invalidate_all()

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

    def test_an_identifier_is_no_other_way_beside_the_phone(self):
        person = self.complaint.party_ids.complainant_id
        person.address_ids = [(0, 0, {"kind": "whatsapp", "value": USER})]
        self._send((400, error(131026)))
        self.assertEqual((self.notice.state, self.notice.error), ("failed", "undeliverable"))

    def test_a_window_that_meta_says_is_closed(self):
        self._send((400, error(131047)))
        self.assertEqual((self.notice.state, self.notice.error), ("failed", "window_closed"))
        self.notice.provider_template = "complaint_received"
        first, second = self._send((400, error(131047)), (200, SENT))
        self.assertEqual((first[1]["type"], second[1]["type"]), ("text", "template"))
        self.assertEqual(self.notice.state, "sent")

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

    def test_the_test_button_asks_for_the_number(self):
        with self._graph((200, {"id": NUMBER_ID})) as asked:
            self.channel.with_user(self.administrator).action_test()
        self.assertEqual(asked[0][0].partition("?")[0], f"/v25.0/{NUMBER_ID}")
        for answer, words in (
            ((401, error(190)), "refuses the user or the password"),
            ((400, error(100)), "refuses what it is asked for"),
        ):
            with self._graph(answer), self.assertRaisesRegex(UserError, words):
                self.channel.action_test()
        self.number.api_url = "http://127.0.0.1:9"
        with self.assertRaisesRegex(UserError, "does not answer"):
            self.channel.action_test()

    def test_secrets_are_the_systems(self):
        secrets = ["app_secret", "access_token", "verify_token"]
        with self.assertRaises(AccessError):
            self.number.with_user(self.administrator).read(secrets)
        both = "police_force.group_administrator,base.group_system"
        owner = new_test_user(self.env, "test_owner", groups=both)
        self.assertTrue(self.number.with_user(owner).read(secrets))
        copied = self.number.copy_data()[0]
        self.assertFalse(set(secrets[:2]) & set(copied))

    def test_a_token_is_for_the_address_that_it_was_typed_for(self):
        self.number.with_user(self.administrator).api_url = "https://elsewhere.example"
        self.assertFalse(self.number.access_token)
        self.assertTrue(self.number.app_secret)

    def test_what_stands_in_an_address_is_checked(self):
        for name, value in (("phone_number_id", "1/../2"), ("version", "v1/x")):
            with self.assertRaises(ValidationError):
                self.number[name] = value

    def test_a_copied_database_has_no_secret(self):
        self.env.flush_all()
        with file_open("police_channels/data/neutralize.sql") as file:
            self.env.cr.execute(file.read())
        self.env.invalidate_all()
        number = self.number
        self.assertFalse(number.app_secret or number.access_token or number.verify_token)
        self.assertIn("neutralized.invalid", number.api_url)

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
