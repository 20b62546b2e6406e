from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .registration_common import PHONE, RegistrationCase


@tagged("post_install", "-at_install")
class TestRegistrationPanel(RegistrationCase):
    """What is shown while somebody types: people, places, the station, the same matter."""

    def test_places_of_one_name_are_a_list_to_choose_from(self):
        places = self.env["police.place"].create(
            [
                {"name": "Gandhi Nagar", "unit_id": unit.id}
                for unit in (self.station, self.other_station)
            ]
        )
        draft = self._draft(place_text="gandhi  nagar")
        self.assertEqual({row["id"] for row in draft.panel["places"]}, set(places.ids))
        self.assertIn(self.station.name, str(draft.panel["places"]))
        draft.place_id = places[0]
        self.assertEqual(
            (draft.panel["places"], draft.panel["route"]["unit"]), ([], self.station.name)
        )

    def test_a_name_that_sounds_the_same_is_the_person_at_that_phone(self):
        person = self.known.sudo().party_ids.complainant_id
        for name, chosen in (("Aasha Example", True), ("आशा", False), ("Radha Example", False)):
            people = self._draft(phone=PHONE, name=name).panel["people"]
            self.assertEqual([row["chosen"] for row in people], [chosen], (name, person.name))

    def test_the_phone_shows_the_person_and_their_complaints(self):
        other = self._from_phone("Noise at night.", "Asha Example")
        for written in (PHONE, "+91 00000 12345", "९१-०००००-१२३४५", "0091 0000012345"):
            panel = self.registrations.new({"phone": written}).panel
            self.assertEqual([row["name"] for row in panel["people"]], ["Asha Example"])
            self.assertEqual({row["id"] for row in panel["cases"]}, {self.known.id, other.id})
            self.assertTrue(panel["people"][0]["chosen"])
            self.assertEqual(panel["phone"], "+91 00000 12345")

    def test_a_phone_as_it_is_said(self):
        for phone, values, remark in (
            ("9876511021 (son)", ["+919876511021"], "son"),
            ("98765 11024 / 98765 11025", ["+919876511024", "+919876511025"], False),
            ("9876511026 ghar", ["+919876511026"], "ghar"),
            ("0512-2501234", ["+915122501234"], False),
        ):
            person = self._register(phone=phone).party_ids.complainant_id
            self.assertEqual(person.address_ids.mapped("value"), values)
            self.assertEqual(set(person.address_ids.mapped("kind")), {"phone"})
            self.assertEqual(person.address_ids[0].remark, remark)
            for number in values:
                panel = self.registrations.new({"phone": number.removeprefix("+91")}).panel
                self.assertEqual([row["id"] for row in panel["people"]], person.ids)

    def test_what_is_no_phone_is_said_and_kept_as_it_was(self):
        self.assertTrue(self.registrations.new({"phone": "98765O1023"}).panel["phone_unread"])
        self.assertFalse(self.registrations.new({"phone": PHONE}).panel["phone_unread"])
        address = self._register(phone="98765O1023").party_ids.complainant_id.address_ids
        self.assertEqual((address.kind, address.value), ("other", "98765O1023"))

    def test_open_complaints_come_first_and_few_closed_ones(self):
        closed = self.known
        for _number in range(5):
            closed |= self._from_phone("Noise.", "Asha Example")
        closed._enter_stage(self.env["police.stage"]._by_code("closed"))
        opened = self._from_phone("Noise.", "Asha Example")
        cases = self.registrations.new({"phone": PHONE}).panel["cases"]
        self.assertEqual([row["is_open"] for row in cases], [True, False, False, False])
        self.assertEqual(cases[0]["id"], opened.id)

    def test_another_name_at_the_same_phone_is_another_person(self):
        asha = self.known.party_ids.complainant_id
        self.assertEqual(
            self._register(phone=PHONE, name="asha  example").party_ids.complainant_id, asha
        )
        self.assertEqual(self._register(phone=PHONE).party_ids.complainant_id, asha)
        gita = self._register(phone=PHONE, name="Gita Example").party_ids.complainant_id
        self.assertNotEqual(gita, asha)
        self.assertEqual(gita.address_ids.value, PHONE)
        # Two share the phone now: without a name or a choice it is a third one.
        third = self._register(phone=PHONE).party_ids.complainant_id
        self.assertNotIn(third, asha | gita)
        self.assertEqual(self._register(phone=PHONE, person=gita.id).party_ids.complainant_id, gita)

    def test_somebody_else_at_a_known_phone_is_new_whatever_the_name(self):
        asha = self.known.party_ids.complainant_id
        for values in (
            {"person": -1},
            {"person": -1, "name": "Asha Example"},
            {"person": asha.id, "name": "Gita Example"},
        ):
            person = self._register(phone=PHONE, **values).party_ids.complainant_id
            self.assertNotEqual(person, asha, values)

    def test_a_person_of_another_phone_cannot_be_put_in(self):
        stranger = self._complaint().party_ids.complainant_id
        person = self._register(phone=PHONE, person=stranger.id, name="X").party_ids.complainant_id
        self.assertNotEqual(person, stranger)

    def test_the_station_is_proposed_before_saving(self):
        panel = self.registrations.new({"place_text": "Rampurwa thana"}).panel
        self.assertEqual(panel["route"]["unit"], "Rampurwa")
        self.assertEqual(panel["route"]["state"], "certain")
        self.assertTrue(panel["route"]["reason"])
        about = self.registrations.new({"complained_unit_id": self.station.id}).panel
        self.assertEqual(about["route"]["unit"], "Test Circle")

    def test_the_control_room_decides_on_the_station(self):
        complaint = self._register(place_text="Rampurwa", unit_id=self.other_station.id)
        self.assertEqual(complaint.unit_id, self.other_station)
        self.assertEqual((complaint.routing_rule, complaint.routing_state), ("person", "certain"))

    def test_the_same_matter_is_shown_in_either_script(self):
        self.env["police.category"].search([]).active = False
        told = self._complaint(
            self.station, text="पड़ोसी रोज शाम को नाली का पानी दरवाजे पर छोड़ देते हैं।"
        )
        old = self._complaint(
            self.station,
            text="Padosi roj sham nali pani darwaje chhod dete",
            received_at=fields.Datetime.now() - timedelta(days=8),
        )
        words = "padosi roz sham ko nali ka pani darwaje par chhod dete hain"
        draft = self.registrations.new({"description": words, "unit_id": self.station.id})
        similar = draft.panel["similar"]
        self.assertEqual([row["id"] for row in similar], [told.id])
        self.assertNotIn(old.id, [row["id"] for row in similar])
        self.assertEqual(
            (similar[0]["stage"], similar[0]["why"]), ("With station", "similar words")
        )

    def test_each_look_costs_few_queries(self):
        for _number in range(10):
            self._from_phone("The neighbour blocks the lane every day.", "Asha Example")
            self._complaint(self.station, text="The neighbour blocks the lane every single day.")
        values = {
            "phone": PHONE,
            "description": "Our neighbour blocks the lane every day.",
            "unit_id": self.station.id,
        }
        self.assertTrue(self.registrations.new(values).panel)  # fills the caches
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(14):
            panel = self.registrations.new(values).panel
        self.assertEqual((len(panel["cases"]), len(panel["similar"])), (11, 5))

    def test_words_can_join_a_complaint_instead(self):
        draft = self._draft(phone=PHONE, name="Asha Example")
        draft.action_join(self.known.id)
        self.assertEqual((draft.state, draft.sudo().complaint_id), ("joined", self.known))
        self.assertIn("They cut our water.", self.known.message_ids[0].body)
        self.assertTrue(self.known.has_unread_reply)
        self.assertEqual(len(self.known.party_ids), 1)

    def test_who_joins_from_outside_is_a_witness_unless_they_hide(self):
        draft = self._draft(
            phone="0000099999", name="Mohan Example", confidentiality="confidential"
        )
        with self.assertRaises(UserError):
            draft.action_join(self.known.id)
        self.assertEqual(draft.state, "draft")
        draft.confidentiality = "open"
        draft.action_join(self.known.id)
        witness = self.known.party_ids.filtered(lambda party: party.role == "witness")
        self.assertEqual(witness.complainant_id.name, "Mohan Example")
