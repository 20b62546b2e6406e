import random
from urllib.parse import urlencode

from odoo import SUPERUSER_ID
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from .test_whatsapp_parse import mutated
from .whatsapp_common import PHONE, USER, WhatsAppCase, body, contact_of, said, signature

WORDS = "Thana Kalyanpur me padosi raat ko gana bajata hai, koi sunta nahi"
OTHER = "+910000077999"


@tagged("post_install", "-at_install")
class TestWhatsAppIn(WhatsAppCase, HttpCase):
    """What citizens write by WhatsApp, from Meta's call to the complaint."""

    def _post(self, raw, shown=None):
        headers = {"Content-Type": "application/json"}
        if shown is not None:
            headers["X-Hub-Signature-256"] = shown
        return self.url_open("/police/channel/whatsapp/in", data=raw, headers=headers)

    def _ask(self, **asked):
        query = urlencode({f"hub.{name}": value for name, value in asked.items()})
        return self.url_open(f"/police/channel/whatsapp/in?{query}")

    def _here(self):
        return self.events.search([("channel_id", "=", self.channel.id)])

    def test_meta_asks_whether_the_address_is_ours(self):
        asked = {"mode": "subscribe", "verify_token": "shown once", "challenge": "1158201444"}
        answer = self._ask(**asked)
        self.assertEqual((answer.status_code, answer.text), (200, "1158201444"))
        for wrong in (
            {**asked, "verify_token": "shown twice"},
            {**asked, "verify_token": "é"},
            {**asked, "mode": "unsubscribe"},
            {name: asked[name] for name in ("mode", "verify_token")},
            {},
        ):
            self.assertEqual(self._ask(**wrong).status_code, 403)
        self.number.verify_token = False
        self.assertEqual(self._ask(**{**asked, "verify_token": ""}).status_code, 403)
        self.assertFalse(self._here())

    def test_nothing_is_taken_that_is_not_signed(self):
        raw = body(said(content=WORDS))
        for shown in (None, "", "sha256=", signature(raw, "other"), signature(raw + b" "), "é"):
            self.assertEqual(self._post(raw, shown).status_code, 403)
        self.number.app_secret = False
        self.assertEqual(self._post(raw, signature(raw, "")).status_code, 403)
        self.assertFalse(self._here())

    def test_words_become_a_complaint_and_are_answered_there(self):
        raw = body(said(content=WORDS))
        self.assertEqual(self._post(raw, signature(raw)).status_code, 200)
        event = self._here()
        with trap_jobs():
            event._work()
        message = event.message_ids
        complaint = message.complaint_id
        self.assertEqual((complaint.channel, complaint.language), ("whatsapp", "hi_IN"))
        person = complaint.party_ids.complainant_id
        address = person.address_ids
        self.assertEqual((address.kind, address.value), ("whatsapp", PHONE))
        self.assertEqual((person.name, message.address_name), ("Asha", "Asha"))
        notice = self._notices(complaint, "received")
        self.assertEqual((notice.channel_id, notice.address), (self.channel, PHONE))
        self.assertEqual(notice.in_reply_to, message.external_id)
        self.assertIn(complaint.number, notice.text)

    def test_the_same_again_is_one(self):
        for spaces in ("", " ", "\n"):
            self._arrive(body(said(content=WORDS)) + spaces.encode())
        self.assertEqual(len(self._here().message_ids), 1)

    def test_another_profile_name_is_nobody_else(self):
        first = self._say(WORDS)
        second = self._arrive(
            body(said(content="Aur ek chori", serial="n"), **contact_of(PHONE, "Rani"))
        ).message_ids
        people = (first | second).complaint_id.party_ids.complainant_id
        self.assertEqual((len(people), people.name), (1, "Asha"))

    def test_who_has_no_phone_there(self):
        """A person known by a phone is found by the identifier that came with it once."""
        raw = body(said(content=WORDS, serial="p"), **contact_of(PHONE), user_id=USER)
        first = self._arrive(raw).message_ids
        only = {"profile": {"name": "asha.k"}, "user_id": USER}
        second = self._arrive(
            body(
                said(content="Phir se gana", serial="q", from_user_id=USER, context={"id": "x"}),
                **only,
            )
        ).message_ids
        self.assertEqual(second.address, USER)
        person = (first | second).complaint_id.party_ids.complainant_id
        self.assertEqual(len(person), 1)
        self.assertEqual(set(person.address_ids.mapped("value")), {PHONE, USER})
        by_value = {row.value: row.last_digits for row in person.address_ids}
        self.assertEqual(by_value, {PHONE: PHONE[-5:], USER: False})
        self.assertEqual(self._notices(second.complaint_id, "received").address, USER)

    def test_an_identifier_that_comes_with_an_answer_is_learnt(self):
        first = self._say(WORDS)
        joined = self._arrive(
            body(
                said(content="Aaj bhi", serial="j", context={"id": first.external_id}),
                **contact_of(PHONE),
                user_id=USER,
            )
        ).message_ids
        self.assertEqual((joined.action, joined.complaint_id), ("joined", first.complaint_id))
        values = first.complaint_id.party_ids.complainant_id.address_ids.mapped("value")
        self.assertEqual(values, [PHONE, USER])

    def test_who_changes_the_number_is_the_same_person(self):
        first = self._say(WORDS)
        notice = self._notices(first.complaint_id, "received")
        system = {"type": "user_changed_number", "wa_id": OTHER.lstrip("+"), "body": "x"}
        moved = self._arrive(body(said("system", system, serial="m"))).message_ids
        self.assertEqual((moved.state, moved.kind, moved.is_unseen), ("set_aside", "moved", False))
        person = first.complaint_id.party_ids.complainant_id
        self.assertEqual(person.address_ids.mapped("value"), [OTHER])
        self.assertEqual(notice.address, OTHER)
        stranger = self._say("Meri cycle chori hui")
        self.assertNotEqual(stranger.complaint_id.party_ids.complainant_id, person)

    def test_a_new_identifier_leaves_the_phone_as_it_is(self):
        first = self._arrive(
            body(said(content=WORDS, serial="p"), **contact_of(PHONE), user_id=USER)
        ).message_ids
        system = {"type": "user_changed_user_id", "user_id": "IN.2"}
        event = said("system", system, serial="m", from_user_id=USER)
        self._arrive(body(event, profile={}))
        values = first.complaint_id.party_ids.complainant_id.address_ids.mapped("value")
        self.assertEqual(values, [PHONE, "IN.2"])

    def test_what_came_to_another_number_is_set_aside_for_a_person_to_see(self):
        self.number.phone_number_id = "4711"
        row = self._say(WORDS)
        self.assertEqual((row.state, row.kind, row.is_unseen), ("set_aside", "elsewhere", True))
        self.assertFalse(row.complaint_id)
        asked = self._say("STATUS")
        self.assertEqual(asked.state, "set_aside")
        self.assertFalse(self.messages.search([("in_reply_to", "=", asked.external_id)]))

    def test_a_reaction_opens_nothing(self):
        first = self._say(WORDS)
        reaction = {"message_id": first.external_id, "emoji": "👍"}
        row = self._arrive(body(said("reaction", reaction, serial="r"))).message_ids
        self.assertEqual((row.state, row.is_unseen), ("set_aside", False))
        self.assertEqual((row.complaint_id, row.text), (first.complaint_id, "👍"))

    def test_what_is_taken_back_is_kept_and_told(self):
        first = self._say(WORDS)
        complaint = first.complaint_id
        complaint.has_unread_reply = False
        row = self._arrive(
            body(said("revoke", {"original_message_id": first.external_id}, serial="v"))
        ).message_ids
        self.assertEqual((row.state, row.kind), ("set_aside", "taken_back"))
        self.assertTrue(complaint.has_unread_reply)
        self.assertIn("एक संदेश वापस लिया", complaint.message_ids[0].body)
        self.assertEqual((first.text, complaint.description), (WORDS, WORDS))

    def test_what_is_taken_back_at_once_is_noted_too(self):
        """Both arrive before either is worked on."""
        revoke = said("revoke", {"original_message_id": "wamid.first"}, serial="v")
        events = self.events
        for raw in (body(said(content=WORDS, serial="first")), body(revoke)):
            events |= events._store(self.channel, raw, {})
        with trap_jobs():
            self.events.with_user(SUPERUSER_ID)._take_arrivals()
        complaint = events[0].message_ids.complaint_id
        self.assertEqual(events[1].message_ids.complaint_id, complaint)
        self.assertIn("एक संदेश वापस लिया", complaint.message_ids[0].body)

    def test_an_edit_joins_the_complaint_of_the_first_words(self):
        first = self._say(WORDS)
        inner = {"type": "text", "text": {"body": "Thana Kalyanpur, ghar number 12"}}
        edit = {"original_message_id": first.external_id, "message": inner}
        row = self._arrive(body(said("edit", edit, serial="e"))).message_ids
        self.assertEqual((row.action, row.complaint_id), ("joined", first.complaint_id))

    def test_a_button_joins_what_it_stood_below(self):
        first = self._say(WORDS)
        notice = self._notices(first.complaint_id, "received")
        notice.write({"state": "sent", "provider_id": "wamid.NOTICE"})
        reply = {"type": "button_reply", "button_reply": {"id": "yes", "title": "Haan"}}
        row = self._arrive(
            body(said("interactive", reply, serial="b", context={"id": "wamid.NOTICE"}))
        ).message_ids
        self.assertEqual((row.action, row.complaint_id), ("joined", first.complaint_id))

    def test_a_pin_says_where(self):
        at = {"latitude": 26.4499, "longitude": 80.3319, "name": "Moti Jheel"}
        complaint = self._arrive(body(said("location", at))).message_ids.complaint_id
        self.assertEqual((complaint.latitude, complaint.longitude), (26.4499, 80.3319))
        self.assertEqual(complaint.place_text, "Moti Jheel")

    def test_a_pin_or_a_card_does_not_say_what_happened(self):
        at = {"latitude": 26.4499, "longitude": 80.3319, "name": "Moti Jheel", "address": "Kanpur"}
        card = {"name": {"formatted_name": "Ravi"}, "phones": [{"phone": "+91 00000 77999"}]}
        for place, content in enumerate((("location", at), ("contacts", [card]))):
            sender = f"9100000770{place:02}"
            first = self._arrive(body(said(*content, **{"from": sender}, serial=f"f{place}")))
            complaint = first.message_ids.complaint_id
            asked = self.messages.search([("in_reply_to", "=", first.message_ids.external_id)])
            self.assertIn("ask_what", asked.mapped("reply_code"), content)
            self.assertEqual(complaint.language, "hi_IN", "such words are in no language")
            self.assertFalse(complaint.category_id)
            text = {"body": "Mera mobile chori ho gaya"}
            self._arrive(body(said("text", text["body"], **{"from": sender}, serial=f"t{place}")))
            self.assertIn("mobile chori", complaint.description)

    def test_what_nobody_can_read_opens_a_complaint_and_is_asked_for(self):
        errors = [{"code": 131051, "title": "Message type unknown"}]
        row = self._arrive(body(said("unsupported", errors=errors))).message_ids
        task = row.complaint_id.activity_ids.activity_type_id
        self.assertIn(self.env.ref("police_channels.mail_activity_type_ask_for_words"), task)
        self.assertEqual(row.problem, "unsupported · 131051 Message type unknown")
        self.assertTrue(self._notices(row.complaint_id, "received"))

    def test_reports_find_the_message_by_either_identifier(self):
        notice = self._notices(self._say(WORDS).complaint_id, "received")
        notice.write({"state": "sending"})
        self._status("delivered", id="wamid.EARLY", biz_opaque_callback_data=notice.external_id)
        self.assertEqual(notice.state, "delivered")
        other = self._notices(self._say("Meri cycle chori hui").complaint_id)[:1]
        other.write({"state": "sent", "provider_id": "wamid.LATE"})
        failed = [{"code": 131026, "title": "Message undeliverable"}]
        self._status("failed", id="wamid.LATE", errors=failed)
        self.assertEqual((other.state, other.receipt_ids.code), ("failed", "131026"))
        unknown = self._status("read", id="wamid.NOBODY").receipt_ids
        self.assertFalse(unknown.message_id)

    def test_what_cannot_be_read_is_kept_for_a_person(self):
        event = self.events._store(self.channel, b"[]", {})
        event._work()
        self.assertEqual(event.state, "failed")
        self.assertIn("no body of this webhook", event.detail)

    @mute_logger("odoo.addons.police_channels.models.police_channel_work")
    def test_hundreds_of_bodies_of_any_shape(self):
        """Signed, each is stored and answered; worked on, it becomes a row or a failure to read."""
        chance = random.Random(18)
        signed = set()
        for number in range(200):
            raw = mutated(chance)
            shown = signature(raw) if number % 4 else signature(raw, "not Meta's")
            self.assertEqual(self._post(raw, shown).status_code, 200 if number % 4 else 403)
            signed |= {raw} if number % 4 else set()
        events = self._here()
        self.assertEqual({event._raw() for event in events}, signed)
        with trap_jobs():
            for event in events:
                event._work()
                for message in event.message_ids:
                    message._work()
        self.assertLessEqual(set(events.mapped("state")), {"parsed", "repeat", "failed"})
        self.assertLessEqual(
            set(events.message_ids.mapped("state")), {"done", "set_aside", "flagged"}
        )
