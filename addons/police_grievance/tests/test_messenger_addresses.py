from odoo.tests import tagged

from .common import PoliceCase

PHONE, OTHER = "+910000077123", "+910000077999"
USER, NEXT = "IN.13491208655302741918", "IN.13491208655302741919"


@tagged("post_install", "-at_install")
class TestMessengerAddresses(PoliceCase):
    """People whom a messenger knows by a phone, by an identifier of its own, or by both."""

    def _write(self, *values, **more):
        """A message of whoever is known by these values.

        :return: the complaint that it opens or joins
        """
        told = {"channel": "whatsapp", "sender_kind": "whatsapp", "is_profile_name": True}
        told |= {"sender_value": values[0], "other_values": [*values[1:]]}
        envelope = self._envelope(**{**told, **more})
        return self.env["police.complaint"].sudo()._intake(envelope).complaint

    def _person(self, complaint):
        return complaint.party_ids.complainant_id

    def _values(self, person):
        return person.address_ids.mapped("value")

    def test_both_are_learnt_and_either_finds_the_person(self):
        person = self._person(self._write(PHONE, USER))
        self.assertEqual(self._values(person), [PHONE, USER])
        self.assertEqual(self._person(self._write(USER)), person)
        self.assertEqual(self._person(self._write(PHONE)), person)
        self.assertEqual(self._values(person), [PHONE, USER])

    def test_a_phone_is_learnt_of_whom_only_the_identifier_was_known(self):
        person = self._person(self._write(USER))
        self.assertEqual(self._person(self._write(PHONE, USER)), person)
        self.assertEqual(self._values(person), [USER, PHONE])

    def test_an_answer_teaches_it_too(self):
        complaint = self._write(PHONE)
        joined = self._write(PHONE, USER, references=complaint.ids)
        self.assertEqual(joined, complaint)
        self.assertEqual(self._values(self._person(complaint)), [PHONE, USER])
        self._write(USER, references=complaint.ids)
        self.assertFalse(complaint.has_stranger_words)

    def test_who_is_known_somewhere_costs_a_query_their_names_and_addresses(self):
        people = [self._person(self._write(PHONE, USER)), self._person(self._write(OTHER))]
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(4):
            # Of the addresses, which there are and what they say.
            known = self.env["police.complainant"]._known_at("whatsapp", [PHONE, OTHER], "")
        self.assertIn(known, people)

    def test_a_phone_put_right_a_moment_ago_is_known(self):
        person = self._person(self._write(PHONE))
        person.address_ids.value = OTHER
        self.assertFalse(self.env["police.complainant"]._known_at("whatsapp", [PHONE], ""))
        self.assertEqual(self.env["police.complainant"]._known_at("whatsapp", [OTHER], ""), person)

    def test_an_identifier_is_no_phone(self):
        person = self._person(self._write(PHONE, USER))
        digits = {row.value: row.last_digits for row in person.address_ids}
        self.assertEqual(digits, {PHONE: PHONE[-5:], USER: False})

    def test_an_identifier_beside_a_phone_is_no_other_way(self):
        known = self._person(self._write(PHONE, USER)).address_ids
        self.assertEqual([row._is_beside_phone() for row in known], [False, True])
        alone = self._person(self._write(NEXT)).address_ids
        self.assertFalse(alone._is_beside_phone())

    def test_what_they_call_themselves_makes_nobody_another_person(self):
        person = self._person(self._write(PHONE))
        self.assertEqual(self._person(self._write(PHONE, sender_name="Rani")), person)
        other = self._write(PHONE, sender_name="Rani", is_profile_name=False)
        self.assertNotEqual(self._person(other), person)

    def test_a_new_number_takes_the_place_of_the_old_one(self):
        person = self._person(self._write(PHONE, USER))
        person.address_ids[0].is_shared = True
        addresses = self.env["police.complainant.address"].sudo()
        addresses._move("whatsapp", [PHONE, USER], [OTHER, NEXT])
        self.assertEqual(self._values(person), [OTHER, NEXT])
        self.assertTrue(person.address_ids[0].is_shared)
        self.assertNotEqual(self._person(self._write(PHONE)), person)

    def test_a_new_number_that_is_known_already(self):
        person = self._person(self._write(PHONE))
        person.address_ids = [(0, 0, {"kind": "whatsapp", "value": OTHER})]
        self.env["police.complainant.address"].sudo()._move("whatsapp", [PHONE], [OTHER])
        self.assertEqual(self._values(person), [OTHER])

    def test_an_identifier_alone_leaves_the_phone(self):
        person = self._person(self._write(PHONE))
        addresses = self.env["police.complainant.address"].sudo()
        addresses._move("whatsapp", [PHONE], [NEXT])
        self.assertEqual(self._values(person), [PHONE, NEXT])
        addresses._move("whatsapp", [OTHER], [PHONE])
        self.assertEqual(self._values(person), [PHONE, NEXT])

    # The next owner of a number

    def test_who_has_the_number_with_another_identifier_is_somebody_else(self):
        complaint = self._write(PHONE, USER)
        person = self._person(complaint)
        other = self._person(self._write(PHONE, NEXT))
        self.assertNotEqual(other, person)
        self.assertEqual(self._values(person), [PHONE, USER])
        self.assertEqual(self._values(other), [PHONE, NEXT])
        self._write(PHONE, NEXT, references=complaint.ids)
        self.assertTrue(complaint.has_stranger_words)
        self.assertEqual(self._values(person), [PHONE, USER])
        for values, expected in (((PHONE, USER), person), ((PHONE, NEXT), other)):
            self.assertEqual(self._person(self._write(*values)), expected)

    def test_a_phone_that_was_left_lets_nobody_in(self):
        complaint = self._write(PHONE)
        person = self._person(complaint)
        person.address_ids = [(0, 0, {"kind": "phone", "value": PHONE})]
        self.env["police.complainant.address"].sudo()._move("whatsapp", [PHONE], [OTHER])
        for values in ((PHONE,), (PHONE, NEXT)):
            self._write(*values, references=complaint.ids)
            self.assertTrue(complaint.has_stranger_words)
            complaint.with_user(self.desk_user).action_keep_strangers()
        self.assertEqual(self._values(person), [OTHER, PHONE])
        self._write(PHONE, references=complaint.ids, sender_kind="phone", channel="sms")
        self.assertFalse(complaint.has_stranger_words)

    # Known twice

    def _known(self, name, *values):
        rows = [(0, 0, {"kind": "whatsapp", "value": value}) for value in values]
        return self.env["police.complainant"].create({"name": name, "address_ids": rows})

    def test_who_is_known_twice_gets_no_third_row(self):
        phone = self._known("Asha", PHONE)
        both = self._known("Asha", PHONE, USER)
        self.assertEqual(self._person(self._write(PHONE, USER)), both)
        self.assertEqual(self._person(self._write(PHONE)), phone)

    def test_whoever_has_the_identifier_goes_before_whoever_has_the_phone(self):
        self._known("Asha", PHONE)
        named = self._known("Rani", USER)
        self.assertEqual(self._person(self._write(PHONE, USER, sender_name="Asha")), named)

    def test_a_phone_is_not_one_of_several_with_other_names(self):
        known = self._known("Asha", PHONE) | self._known("Rani", PHONE)
        person = self._person(self._write(PHONE, sender_name="Meera"))
        self.assertNotIn(person, known)
        self.assertEqual(self._person(self._write(PHONE, sender_name="Meera")), person)
        self.assertEqual(self._person(self._write(PHONE, sender_name="rani")), known[1])

    def test_one_without_a_name_is_taken_of_several(self):
        known = self._known("Asha", PHONE) | self._known("Rani", PHONE)
        person = self._person(self._write(PHONE, sender_name=""))
        self.assertNotIn(person, known)
        self.assertEqual(self._person(self._write(PHONE, sender_name="")), person)
