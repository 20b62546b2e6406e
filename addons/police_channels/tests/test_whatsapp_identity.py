import json

from odoo.tests import tagged

from .whatsapp_common import PHONE, USER, WhatsAppCase, body, said

WORDS = "Thana Kalyanpur me padosi raat ko gana bajata hai, koi sunta nahi"


@tagged("post_install", "-at_install")
class TestWhatsAppIdentity(WhatsAppCase):
    """Who somebody is whom WhatsApp knows by a phone, by an identifier, or by both."""

    def _write(self, text, phone=PHONE, user=USER, name="Asha", **more):
        """:return: the ledger row of words from a phone, an identifier, or both"""
        sender = {"from": phone.lstrip("+")} if phone else {}
        sender |= {"from_user_id": user} if user else {}
        contact = {"profile": {"name": name}, "wa_id": phone.lstrip("+"), "user_id": user}
        message = said(content=text, serial=f"i{next(self._serial)}", **sender, **more)
        return self._arrive(body(message, **contact)).message_ids

    def _person(self, row):
        return row.complaint_id.party_ids.complainant_id

    def _reply_to(self, row):
        """:return: code of the answer to a message that asks"""
        self.assertEqual((row.state, row.action), ("done", "answered"))
        answer = self.messages.search([("in_reply_to", "=", row.external_id)])
        # What waits already is not said twice.
        answer.state = "sent"
        return answer.reply_code

    # STOP

    def test_stop_holds_for_phone_and_identifier(self):
        complaint = self._write(WORDS).complaint_id
        person = complaint.party_ids.complainant_id
        self.assertEqual(self._reply_to(self._write("STOP")), "stop")
        self.assertTrue(all(person.address_ids.mapped("no_notices_since")))
        channels = self.env["police.channel"]._by_address_kind()
        self.assertTrue(
            complaint._reach(complaint.party_ids, channels).address.no_notices_since,
        )
        self.assertEqual(self._reply_to(self._write("START", phone="")), "start")
        self.assertFalse(any(person.address_ids.mapped("no_notices_since")))

    def test_stop_from_the_identifier_alone_holds_for_the_phone(self):
        person = self._person(self._write(WORDS))
        self._write("STOP", phone="")
        self.assertTrue(all(person.address_ids.mapped("no_notices_since")))

    def test_an_identifier_that_is_learnt_after_stop_gets_no_notices_either(self):
        person = self._person(self._write(WORDS, user=""))
        self._write("STOP")
        self._write("Aaj raat phir se gana baj raha hai")
        self.assertEqual(person.address_ids.mapped("value"), [PHONE, USER])
        self.assertTrue(all(person.address_ids.mapped("no_notices_since")))

    def test_who_asks_by_the_identifier_alone_is_answered_as_a_party(self):
        complaint = self._write(WORDS).complaint_id
        row = self._write("STATUS", phone="")
        answer = self.messages.search([("in_reply_to", "=", row.external_id)])
        self.assertEqual((answer.complaint_id, answer.party_id), (complaint, complaint.party_ids))

    # The next owner of a number

    def test_the_next_owner_of_a_number_learns_nothing(self):
        first = self._write(WORDS)
        for text in (f"STATUS {first.complaint_id.number}", f"REOPEN {first.complaint_id.number}"):
            self.assertEqual(self._reply_to(self._write(text, user="IN.2")), "not_yours")
        self.assertEqual(self._reply_to(self._write("STATUS", user="IN.2")), "status_none")
        self._write("STOP", user="IN.2")
        person = self._person(first)
        self.assertFalse(any(person.address_ids.mapped("no_notices_since")))
        other = self._person(self._write("Meri cycle chori hui", user="IN.2", name="Rani"))
        self.assertNotEqual(other, person)

    def test_the_next_owner_of_a_number_gets_no_notices_of_the_one_before(self):
        first = self._write(WORDS)
        notice = self._notices(first.complaint_id, "received")
        notice.next_attempt_at = "2026-01-01 00:00:00"
        self.assertEqual(notice.address, PHONE)
        self._write("HELP", user="IN.2")
        self.assertEqual(self._person(first).address_ids.mapped("value"), [USER])
        with self._graph() as asked:
            notice._work()
        self.assertEqual((asked, notice.state), ([], "passed_on"))
        self.assertEqual(notice.stand_in_ids.address, USER)
        channels = self.env["police.channel"]._by_address_kind()
        reach = first.complaint_id._reach(first.complaint_id.party_ids, channels)
        self.assertEqual(reach.address.value, USER)

    # Another identifier

    def test_a_new_identifier_is_told_with_the_old_one_alone(self):
        first = self._write(WORDS)
        system = {
            "body": f"User changed from {USER} to IN.2",
            "user_id": "IN.2",
            "previous_user_id": USER,
            "type": "user_changed_user_id",
        }
        message = {"id": "wamid.S", "timestamp": "1", "type": "system", "system": system}
        told = json.loads(body(message))
        del told["entry"][0]["changes"][0]["value"]["contacts"]
        moved = self._arrive(json.dumps(told).encode()).message_ids
        self.assertEqual((moved.state, moved.kind), ("set_aside", "moved"))
        self.assertEqual(self._person(first).address_ids.mapped("value"), [PHONE, "IN.2"])
        again = self._write("Phir se gana", phone="", user="IN.2")
        self.assertEqual(self._person(again), self._person(first))
