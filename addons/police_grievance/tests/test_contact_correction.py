from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import PoliceCase

RIGHT = "+910000054321"
WRONG = "+910000012345"


@tagged("post_install", "-at_install")
class TestContactCorrection(PoliceCase):
    """A name or phone mistaken at registration is put right, without telling who may not know."""

    def _from_phone(self, name="Geeta Mistaken", text="They cut our water.", **values):
        return self._complaint(
            self.station,
            text=text,
            subject="Water",
            sender_kind="phone",
            sender_value=WRONG,
            sender_name=name,
            **values,
        )

    def _person(self, complaint):
        return complaint.party_ids.complainant_id

    def _dialog(self, complaint, user=None):
        complaint = complaint.with_user(user or self.desk_user)
        action = complaint.action_correct_contact()
        context = {**action["context"], "lang": "en_US"}
        return Form(complaint.env["police.contact.correction.wizard"].with_context(**context))

    def _correct(self, complaint, user=None, **values):
        with self._dialog(complaint, user) as dialog:
            for name, value in values.items():
                setattr(dialog, name, value)
        dialog.record.action_correct()

    def test_name_and_phone_are_put_right(self):
        complaint = self._from_phone()
        person = self._person(complaint)
        person.address_ids.do_not_call = True
        dialog = self._dialog(complaint)
        self.assertEqual((dialog.name, dialog.phone), ("Geeta Mistaken", WRONG))
        self._correct(complaint, name=" Gita  Example ", phone="+91 00000 54321")
        self.assertEqual(self._person(complaint), person)
        self.assertEqual((person.name, person.address_ids.value), ("Gita Example", RIGHT))
        self.assertTrue(person.address_ids.do_not_call, "as safe as before")
        self.assertEqual(person.corrected_from.splitlines(), ["Geeta Mistaken", WRONG])

    def test_two_numbers_and_a_remark(self):
        complaint = self._from_phone()
        self._correct(complaint, phone="98765 11024 / 98765 11025 (son)")
        addresses = self._person(complaint).address_ids
        self.assertEqual(addresses.mapped("value"), ["+919876511024", "+919876511025"])
        self.assertEqual(addresses[0].display_name, "+91 98765 11024 (son)")

    def test_the_history_says_who_and_when_and_no_name(self):
        complaint = self._from_phone(confidentiality="confidential")
        before = complaint.message_ids
        self._correct(complaint, name="Gita Example", phone=RIGHT)
        note = complaint.message_ids - before
        self.assertEqual(note.author_id, self.desk_user.partner_id)
        self.assertIn("name, phone", note.body)
        for secret in ("Geeta", "Gita", "Mistaken", "12345", "54321"):
            self.assertNotIn(secret, note.body)
            self.assertFalse(note.tracking_value_ids)
        self._correct(complaint)
        self.assertEqual(complaint.message_ids - before, note, "nothing changed, nothing told")

    def test_what_was_mistaken_stays_hidden_in_the_words(self):
        complaint = self._from_phone(
            confidentiality="confidential",
            text="Geeta Mistaken says: call 00000 12345 or 00000 54321.",
        )
        self._correct(complaint, name="Radha Example", phone=RIGHT)
        for secret in ("Geeta", "Mistaken", "12345", "54321"):
            self.assertNotIn(secret, complaint.description)

    def test_a_person_of_other_complaints_is_left_alone(self):
        first, second = self._from_phone(), self._from_phone(text="Another matter.")
        person = self._person(first)
        self.assertEqual(person, self._person(second))
        person.address_ids.is_shared = True
        self._correct(second, name="Gita Example", phone=RIGHT)
        self.assertEqual((person.name, person.address_ids.value), ("Geeta Mistaken", WRONG))
        corrected = self._person(second)
        self.assertEqual((corrected.name, corrected.address_ids.value), ("Gita Example", RIGHT))
        self.assertTrue(corrected.address_ids.is_shared)

    def test_in_all_their_complaints_on_request(self):
        first, second = self._from_phone(), self._from_phone(text="Another matter.")
        self._correct(second, name="Gita Example", everywhere=True)
        self.assertEqual(self._person(first), self._person(second))
        self.assertEqual(self._person(first).name, "Gita Example")

    def test_an_empty_phone_is_no_address(self):
        complaint = self._from_phone()
        self._correct(complaint, phone="")
        self.assertFalse(self._person(complaint).address_ids)
        self._correct(complaint, phone="12 34")
        self.assertEqual(self._person(complaint).address_ids.kind, "other")

    def test_who_may_not(self):
        complaint = self._from_phone(confidentiality="confidential")
        for user in (self.station_head, self.constable):
            self.assertFalse(complaint.with_user(user).may_correct_contact)
            with self.assertRaises(AccessError):
                complaint.with_user(user)._correct_contact("X", "")
        anonymous = self._from_phone(confidentiality="anonymous")
        with self.assertRaises(AccessError):
            anonymous.with_user(self.desk_user)._correct_contact("X", "")

    def test_a_form_asks_once_who_is_known(self):
        complaint = self._from_phone().with_user(self.desk_user)
        # What stays in memory beyond one request.
        self.assertTrue(complaint.may_correct_contact)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(complaint.contact_warning or complaint.taken_by_id)
        with self.assertQueryCount(0):
            self.assertTrue(complaint.may_correct_contact)

    def test_at_the_station_only_who_took_it_down(self):
        complaint = self._from_phone()
        with self.assertRaises(AccessError):
            complaint.with_user(self.station_head)._correct_contact("X", "")
        complaint.taken_by_id = self.constable
        self.assertTrue(complaint.with_user(self.constable).may_correct_contact)
        self.assertFalse(complaint.with_user(self.station_head).may_correct_contact)
        self._correct(complaint, self.constable, name="Gita Example")
        self.assertEqual(self._person(complaint).name, "Gita Example")
        with self.assertRaises(UserError):
            self._with_account(complaint)
            self._correct(complaint, name="X")

    def _with_account(self, complaint):
        account = self.env["res.partner"].create({"name": "Account Example"})
        complaint.party_ids.partner_id = account

    def test_not_everywhere_where_one_may_not(self):
        self._from_phone()
        complaint = self._from_phone(text="Another matter.")
        complaint.taken_by_id = self.constable
        with self.assertRaises(AccessError):
            self._correct(complaint, self.constable, name="X", everywhere=True)
