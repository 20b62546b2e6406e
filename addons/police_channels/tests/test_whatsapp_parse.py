import hashlib
import json
import random
from base64 import b64encode
from copy import deepcopy
from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..adapters.whatsapp.parsing import parse
from ..tools.kept import pack, unpack
from .whatsapp_common import NUMBER_ID, PHONE, USER, body, contact_of, said

NOW = datetime(2026, 1, 2, 3, 0, 0)
DIGEST = hashlib.sha256(b"a picture").digest()


@tagged("post_install", "-at_install")
class TestWhatsAppParse(BaseCase):
    """What is read in a body of Meta's webhook, without a database."""

    def _read(self, *messages, **contact):
        incoming, receipts = parse(body(*messages, **contact), NOW)
        self.assertFalse(receipts)
        for item in incoming:
            self.assertEqual(unpack(pack(item)), item)
        return incoming if len(messages) > 1 else incoming[0]

    def test_text(self):
        item = self._read(said(content="Chori ho gayi", context={"id": "wamid.q"}))
        envelope = item.envelope
        self.assertEqual((envelope.text, envelope.sender_value), ("Chori ho gayi", PHONE))
        self.assertEqual((envelope.sender_kind, envelope.channel), ("whatsapp", "whatsapp"))
        self.assertEqual((envelope.sender_name, item.kind), ("Asha", "person"))
        self.assertEqual((item.external_id, item.answers), ("wamid.1", ["wamid.q"]))

    def test_media(self):
        for kind in ("image", "video", "audio", "document", "sticker"):
            for digest in (DIGEST.hex(), b64encode(DIGEST).decode()):
                media = {"id": "4711", "mime_type": "x/y", "sha256": digest, "caption": "See"}
                item = self._read(said(kind, {**media, "filename": "f.pdf", "voice": False}))
                [file] = item.remote
                self.assertEqual((file.external_id, file.mimetype), ("4711", "x/y"))
                self.assertEqual((file.sha256, file.name), (DIGEST.hex(), "f.pdf"))
                self.assertEqual((file.is_voice, item.envelope.text), (False, "See"))
        voice = {"id": "4711", "mime_type": "audio/ogg; codecs=opus", "voice": True}
        [file] = self._read(said("audio", voice)).remote
        self.assertEqual((file.is_voice, file.sha256), (True, ""))

    def test_location(self):
        at = {"latitude": 26.4499, "longitude": 80.3319, "name": "Moti Jheel", "address": "Kanpur"}
        envelope = self._read(said("location", at)).envelope
        self.assertEqual((envelope.latitude, envelope.longitude), (26.4499, 80.3319))
        self.assertEqual(envelope.place_text, "Moti Jheel, Kanpur")
        self.assertEqual(envelope.text, "📍 26.449900, 80.331900 Moti Jheel, Kanpur")
        self.assertTrue(self._read(said("location", {**at, "latitude": 91})).is_sealed)

    def test_cards_are_words_unless_they_were_asked_for(self):
        card = {"name": {"formatted_name": "Ravi"}, "phones": [{"phone": "+91 00000 77999"}]}
        card["phones"][0]["wa_id"] = "910000077999"
        item = self._read(said("contacts", [card, card]))
        self.assertEqual(item.envelope.text, "👤 Ravi: +91 00000 77999\n👤 Ravi: +91 00000 77999")
        self.assertEqual(item.envelope.phones, [])
        asked = self._read(said("contacts", [card], origin="contact_request"))
        self.assertEqual(asked.envelope.phones, ["+910000077999"])

    def test_what_was_pressed(self):
        for reply in (
            said(
                "interactive", {"type": "button_reply", "button_reply": {"id": "p", "title": "T"}}
            ),
            said("interactive", {"type": "list_reply", "list_reply": {"id": "p", "title": "T"}}),
            said("button", {"payload": "p", "text": "T"}),
        ):
            item = self._read(reply)
            self.assertEqual((item.pressed, item.envelope.text, item.is_sealed), ("p", "T", False))

    def test_the_same_button_below_another_message_says_something_else(self):
        below = [
            self._read(said("button", {"payload": "p", "text": "Yes"}, context={"id": name}))
            for name in ("a", "b")
        ]
        self.assertNotEqual(below[0].content_hash, below[1].content_hash)

    def test_an_edit_is_new_words_about_the_same(self):
        inner = {"type": "text", "text": {"body": "Not my cycle, my car"}}
        item = self._read(said("edit", {"original_message_id": "wamid.o", "message": inner}))
        self.assertEqual((item.kind, item.envelope.text), ("person", "Not my cycle, my car"))
        self.assertEqual(item.answers, ["wamid.o"])

    def test_what_is_no_words(self):
        reaction = {"message_id": "wamid.o", "emoji": "👍"}
        for message, kind in (
            (said("reaction", reaction), "sign"),
            (said("reaction", {"message_id": "wamid.o"}), "sign"),
            (said("revoke", {"original_message_id": "wamid.o"}), "taken_back"),
        ):
            item = self._read(message)
            self.assertEqual((item.kind, item.answers), (kind, ["wamid.o"]))
        for message in (
            said("request_welcome"),
            said("system", {"type": "customer_identity_changed", "body": "x"}),
            said("interactive", {"type": "call_permission_reply", "call_permission_reply": {}}),
        ):
            self.assertEqual(self._read(message).kind, "sign")

    def test_a_new_number(self):
        system = {"type": "user_changed_number", "wa_id": "910000077999", "body": "x"}
        item = self._read(said("system", system))
        self.assertEqual((item.kind, item.moved_to), ("moved", ["+910000077999"]))
        system = {"type": "user_changed_user_id", "user_id": "IN.2"}
        item = self._read(said("system", system, from_user_id=USER), profile={})
        self.assertEqual((item.envelope.sender_value, item.moved_to), (USER, ["IN.2"]))

    def test_an_order_is_words(self):
        goods = [{"product_retailer_id": "FORM", "quantity": 2}]
        text = self._read(said("order", {"text": "Please", "product_items": goods})).envelope.text
        self.assertEqual(text, "Please\n2 × FORM")

    def test_what_nobody_can_read_asks_for_words(self):
        errors = [{"code": 131051, "title": "Message type unknown"}]
        for message, problem in (
            (
                said("unsupported", {"type": "poll"}, errors=errors),
                "unsupported · poll · 131051 Message type unknown",
            ),
            (said("hologram", {"id": "x"}), "hologram"),
            (said("interactive"), "interactive"),
            (said("image", {"caption": "no id"}), "image"),
            ({"id": "wamid.1"}, ""),
        ):
            item = self._read(message)
            self.assertEqual((item.kind, item.is_sealed), ("person", True))
            self.assertEqual(item.problem, problem)

    def test_who_writes(self):
        def read(message, **contact):
            envelope = self._read(message, **contact).envelope
            return envelope.sender_value, envelope.other_values

        both = {"wa_id": PHONE.lstrip("+"), "user_id": USER}
        self.assertEqual(read(said(content="x"), **both), (PHONE, [USER]))
        only = said(content="x", from_user_id=USER)
        self.assertEqual(read(only, user_id=USER), (USER, []))
        self.assertEqual(read(only, **both), (PHONE, [USER]))
        self.assertEqual(read({**only, "from_user_id": "no id"}, profile={}), ("", []))

    def test_each_has_its_own_sender(self):
        raw = json.loads(body(said(content="x"), said(content="y", serial="2")))
        value = raw["entry"][0]["changes"][0]["value"]
        value["contacts"].append(contact_of("+910000077999", "Ravi"))
        value["messages"][1]["from"] = "910000077999"
        incoming, _receipts = parse(json.dumps(raw).encode(), NOW)
        self.assertEqual([item.envelope.sender_name for item in incoming], ["Asha", "Ravi"])

    def test_a_heart_is_no_name(self):
        for name, kept in (("❤️", ""), ("Om", ""), ("  Ram \n Lal ", "Ram Lal")):
            item = self._read(said(content="x"), **contact_of(PHONE, name))
            self.assertEqual(item.envelope.sender_name, kept)

    def test_the_clock_starts_when_it_was_written(self):
        def at(moment):
            stamp = str(int((moment - datetime(1970, 1, 1)).total_seconds()))
            return self._read(said(content="x", timestamp=stamp)).envelope.received_at

        self.assertEqual(at(NOW - timedelta(hours=5)), NOW - timedelta(hours=5))
        for unbelievable in (NOW + timedelta(hours=1), NOW - timedelta(days=30)):
            self.assertEqual(at(unbelievable), NOW)

    def test_reports(self):
        failed = {"code": 131026, "title": "Undeliverable", "error_data": {"details": "No account"}}
        statuses = [
            {"id": "wamid.a", "status": "sent"},
            {"id": "wamid.a", "status": "delivered", "biz_opaque_callback_data": "ours"},
            {"id": "wamid.a", "status": "read"},
            {"id": "wamid.a", "status": "played"},
            {"id": "wamid.b", "status": "failed", "errors": [failed]},
        ]
        incoming, receipts = parse(body(statuses=statuses), NOW)
        self.assertFalse(incoming)
        self.assertEqual(
            [(r.external_id, r.provider_id, r.status) for r in receipts],
            [
                ("ours", "wamid.a", "delivered"),
                ("", "wamid.a", "read"),
                ("", "wamid.a", "read"),
                ("", "wamid.b", "failed"),
            ],
        )
        self.assertEqual((receipts[-1].code, receipts[-1].refusal), ("131026", ""))
        self.assertEqual(receipts[-1].detail, "Undeliverable: No account")

    def test_a_report_that_the_window_is_closed(self):
        failed = {"code": 131047, "title": "Re-engagement message"}
        told = [{"id": "wamid.a", "status": "failed", "errors": [failed]}]
        _incoming, [receipt] = parse(body(statuses=told), NOW)
        self.assertEqual((receipt.status, receipt.refusal), ("failed", "window_closed"))

    def test_what_came_to_another_number_is_not_for_us(self):
        raw = body(said(content="Chori ho gayi"))
        [ours], _receipts = parse(raw, NOW, NUMBER_ID)
        [others], _receipts = parse(raw, NOW, "4711")
        self.assertEqual((ours.kind, ours.sign), ("person", ""))
        self.assertEqual((others.kind, others.sign), ("elsewhere", f"phone_number_id {NUMBER_ID}"))
        incoming, receipts = parse(body(statuses=[{"id": "w", "status": "read"}]), NOW, "4711")
        self.assertEqual((incoming, len(receipts)), ([], 1))

    def test_another_field_brings_nothing(self):
        raw = body(said(content="Chori ho gayi")).replace(b'"messages"}', b'"history"}')
        self.assertIn(b"history", raw)
        self.assertEqual(parse(raw, NOW), ([], []))

    def test_what_else_meta_tells_is_nothing_to_work_on(self):
        change = {"field": "account_update", "value": {"event": "DISABLED_UPDATE"}}
        raw = {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}
        self.assertEqual(parse(json.dumps(raw).encode(), NOW), ([], []))

    def test_ten_thousand_bodies_of_any_shape(self):
        """Each is read, or refused with a reason; what is read can be stored."""
        chance = random.Random(17)
        kinds = {"read": 0, "refused": 0}
        for _number in range(10_000):
            raw = mutated(chance)
            try:
                incoming, receipts = parse(raw, NOW)
            except (ValueError, RecursionError):
                kinds["refused"] += 1
                continue
            kinds["read"] += 1
            for item in incoming:
                self.assertEqual(unpack(pack(item)), item)
                self.assertLessEqual(len(item.external_id), 255)
                self.assertTrue(item.external_id)
                check_storable(item.external_id, item.envelope.text, item.envelope.sender_name)
            for receipt in receipts:
                check_storable(receipt.external_id, receipt.provider_id, receipt.detail)
        self.assertGreater(min(kinds.values()), 500)


SAMPLES = (
    said(content="Chori ho gayi \U0001f6b2"),
    said("image", {"id": "4711", "mime_type": "image/jpeg", "sha256": DIGEST.hex()}),
    said("audio", {"id": "4711", "mime_type": "audio/ogg", "voice": True}),
    said("location", {"latitude": 26.4, "longitude": 80.3, "name": "Moti Jheel"}),
    said("contacts", [{"name": {"formatted_name": "R"}, "phones": [{"phone": "1", "wa_id": "2"}]}]),
    said("interactive", {"type": "list_reply", "list_reply": {"id": "p", "title": "T"}}),
    said("edit", {"original_message_id": "o", "message": {"type": "text", "text": {"body": "x"}}}),
    said("reaction", {"message_id": "o", "emoji": "x"}),
    said("system", {"type": "user_changed_number", "wa_id": "910000077999"}),
    said("order", {"text": "x", "product_items": [{"quantity": 1}]}),
    said("unsupported", errors=[{"code": 131051, "title": "x"}]),
)
ODD = (
    *(None, True, 0, -1, 10**400, 1e308, float("nan"), "", "\0", "\ud800", "x" * 9000, [], {}),
    *([[]], [None], [{}], {"id": {}}, "1" * 400, "\u202e", {"body": ["x"]}),
)


def check_storable(*texts):
    for text in texts:
        assert "\0" not in text
        text.encode()


def mutated(chance):
    """A body of Meta's webhook in which something is changed, cut off or put in another's place."""
    status = {"id": "wamid.a", "status": "failed", "errors": [{"code": 1, "title": "x"}]}
    messages = chance.sample(SAMPLES, chance.randint(1, 3))
    tree = json.loads(body(*messages, statuses=[status] * chance.randint(0, 2)))
    for _time in range(chance.randint(1, 4)):
        _change(tree, chance)
    raw = json.dumps(tree).encode()
    if chance.random() < 0.2:
        place = chance.randrange(len(raw))
        raw = raw[:place] + chance.randbytes(chance.randint(0, 9)) + raw[place + 1 :]
    return raw


def _change(tree, chance):
    here = tree
    while True:
        keys = list(here) if isinstance(here, dict) else range(len(here))
        if not keys:
            return
        key = chance.choice(list(keys))
        if isinstance(here[key], dict | list) and chance.random() < 0.85:
            here = here[key]
            continue
        here[key] = deepcopy(chance.choice(ODD))
        return
