from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.police_grievance.tests.common import PoliceCase

PHONE = "+910000012345"


@tagged("post_install", "-at_install")
class TestRegistration(PoliceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registrations = cls.env["police.registration"].with_user(cls.desk_user)
        cls.known = cls._from_phone("The neighbour blocks the lane.", "Asha Example")

    @classmethod
    def _from_phone(cls, text, name, unit=None, **values):
        return cls._complaint(
            unit or cls.station,
            text=text,
            subject="",
            sender_kind="phone",
            sender_value=PHONE,
            sender_name=name,
            **values,
        )

    def _draft(self, user=None, **values):
        asked = {"emergency_answer": "not_needed"}
        values = {"description": "They cut our water.", **asked, **values}
        return self.registrations.with_user(user or self.desk_user).create(values)

    def _register(self, user=None, **values):
        draft = self._draft(user, **values)
        draft.action_register()
        return draft.sudo().complaint_id

    def test_a_draft_goes_where_the_work_of_an_ended_unit_goes(self):
        draft = self._draft(unit_id=self.station.id)
        typed = self._draft(user=self.desk_user)
        self.station.sudo()._merge_into(self.other_station)
        self.assertEqual(draft.unit_id, self.other_station)
        typed.unit_id = self.station
        for one in (draft, typed):
            one.action_register()
            self.assertEqual(one.sudo().complaint_id.unit_id, self.other_station)
        moved = self._draft(user=self.constable)
        self.assertEqual(moved.unit_id, self.other_station)

    # What is asked before a call is registered

    def test_a_call_of_nobody_asks_about_danger_once(self):
        draft = self._draft(channel="voice", emergency_answer=False)
        question = draft.action_register()
        self.assertEqual((question["res_id"], draft.state), (draft.id, "draft"))
        draft.action_told_to_call()
        self.assertEqual(draft.sudo().complaint_id.emergency_answer, "told")
        self.assertFalse(draft.sudo().emergency_answer)

    def test_so_does_a_call_with_words_of_danger(self):
        words = "He is beating me right now, he will kill me, save me"
        for channel, asks in (("voice", True), ("walk_in", False)):
            values = {"name": "Asha Example", "emergency_answer": False}
            draft = self._draft(channel=channel, description=words, **values)
            self.assertEqual(bool(draft.action_register()), asks)
        calm = self._draft(channel="voice", **values)
        self.assertFalse(calm.action_register())

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

    # What becomes of it

    def test_a_draft_becomes_a_complaint_by_the_door(self):
        category = self.env["police.category"].create(
            {"name": "Water", "code": "test_water", "questions": "Since when?\nWho did it?"}
        )
        complaint = self._register(
            phone="+91 00000 67890",
            name="Radha Example",
            channel="other_office",
            reference="DM office 17/2026",
            category_id=category.id,
            answers={"Since when?": "Monday", "Who did it?": " "},
            place_text="Rampurwa",
            confidentiality="confidential",
            language="hi_IN",
            vulnerability_ids=self.env.ref("police_grievance.vulnerability_woman").ids,
        )
        self.assertEqual(complaint.description, "They cut our water.\n\nSince when?\nMonday")
        self.assertEqual(
            (complaint.channel, complaint.reference), ("other_office", "DM office 17/2026")
        )
        self.assertEqual(
            (complaint.category_id, complaint.confidentiality), (category, "confidential")
        )
        self.assertEqual((complaint.language, complaint.is_vulnerable), ("hi_IN", True))
        self.assertEqual((complaint.unit_id, complaint.stage_code), (self.station, "with_station"))
        self.assertEqual(complaint.create_uid, self.env.ref("base.user_root"))
        self.assertEqual(complaint.taken_by_id, self.desk_user)
        self.assertEqual(complaint.milestone_ids.mapped("code"), ["received", "with_station"])
        person = complaint.party_ids.complainant_id
        self.assertEqual((person.name, person.address_ids.kind), ("Radha Example", "phone"))

    def test_registering_twice_makes_one_complaint_and_wipes_the_draft(self):
        draft = self._draft(phone=PHONE, name="Asha Example", place_text="Rampurwa")
        draft.action_register()
        complaint = draft.sudo().complaint_id
        draft.action_register()
        self.assertEqual(draft.sudo().complaint_id, complaint)
        self.assertEqual((draft.number, draft.deadline), (complaint.number, complaint.deadline))
        for name in ("phone", "name", "description", "place_text", "answers", "panel"):
            self.assertFalse(draft[name], name)
        with self.assertRaises(UserError):
            draft.description = "Something else"
        draft.sudo()._gc_registered()
        self.assertTrue(draft.exists())
        self.env.cr.execute(
            "UPDATE police_registration SET write_date = write_date - interval '2 days'"
        )
        draft.sudo()._gc_registered()
        self.assertFalse(draft.exists())

    def test_no_words_no_complaint(self):
        draft = self._draft(description="  ")
        with self.assertRaises(UserError):
            draft.action_register()
        self.assertEqual(draft.state, "draft")

    def test_another_office_is_named_by_its_reference(self):
        with self.assertRaises(UserError):
            self._register(channel="other_office")

    def test_anonymous_leaves_no_name_and_no_phone(self):
        complaint = self._register(phone=PHONE, name="Asha Example", confidentiality="anonymous")
        person = complaint.party_ids.complainant_id
        self.assertNotEqual(person, self.known.party_ids.complainant_id)
        self.assertFalse(person.name or person.address_ids)

    def test_a_complaint_about_the_police_goes_around_them(self):
        complaint = self._register(complained_unit_id=self.station.id, unit_id=self.station.id)
        self.assertEqual(complaint.unit_id, self.circle)

    # When

    def test_received_earlier_with_a_reason(self):
        self.env["police.category"].search([]).active = False
        draft = self._draft(received_reason="Stood in the queue")
        earlier = draft.started_at - timedelta(hours=3)
        draft.received_at = earlier
        draft.action_register()
        complaint = draft.sudo().complaint_id
        self.assertEqual(complaint.received_at, earlier)
        self.assertEqual(complaint.deadline, earlier + timedelta(hours=24))
        note = complaint.message_ids.filtered(lambda message: "queue" in message.body)
        self.assertEqual(note.author_id, self.desk_user.partner_id)

    def test_received_earlier_needs_a_reason_and_never_is_later(self):
        draft = self._draft()
        draft.received_at = draft.started_at - timedelta(hours=3)
        with self.assertRaises(UserError):
            draft.action_register()
        draft.write(
            {"received_at": draft.started_at + timedelta(minutes=1), "received_reason": "So it is"}
        )
        with self.assertRaises(UserError):
            draft.action_register()

    def test_what_is_no_moment_is_not_passed_over(self):
        draft = self._draft(received_text="someday")
        with self.assertRaises(UserError):
            draft.action_register()
        draft.received_text = False
        draft.action_register()
        self.assertEqual(draft.state, "registered")

    def test_the_clock_starts_when_the_draft_was_begun(self):
        draft = self._draft()
        draft.sudo().started_at = fields.Datetime.now() - timedelta(minutes=20)
        draft.action_register()
        self.assertEqual(draft.sudo().complaint_id.received_at, draft.started_at)

    # Who

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

    # Where

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

    # The same matter

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

    # Whose

    def test_a_draft_is_its_owners(self):
        draft = self._draft()
        colleague = self._make_officer("test_desk2", "control_room", "constable", self.zone)
        self.assertFalse(self.registrations.with_user(colleague).search([("id", "=", draft.id)]))
        for user in (colleague, self.constable, self.zone_head):
            for act in (
                lambda other: other.write({"name": "X"}),
                lambda other: other.action_register(),
                lambda other: other.action_join(self.known.id),
                lambda other: other.action_throw_away(),
            ):
                with self.assertRaises(AccessError):
                    act(draft.with_user(user))
        self.assertEqual(draft.with_user(self.zone_head).description, "They cut our water.")
        self.assertFalse(draft.with_user(self.circle_officer).has_access("read"))
        draft.action_throw_away()
        self.assertFalse(draft.exists())

    def test_what_the_service_fills_cannot_be_put_in(self):
        draft = self._draft()
        for values in (
            {"complaint_id": self.known.id},
            {"user_id": self.constable.id},
            {"state": "registered"},
            {"started_at": "2020-01-01 00:00:00"},
        ):
            with self.assertRaises(AccessError):
                draft.write(values)
            with self.assertRaises(AccessError):
                self.registrations.create(values)

    def test_a_station_registers_for_itself(self):
        with Form(self.registrations.with_user(self.constable)) as form:
            form.description = "Somebody stole the cycle stand."
            self.assertEqual(form.unit_id, self.station)
        draft = form.record
        draft.action_register()
        complaint = draft.sudo().complaint_id
        self.assertEqual((complaint.unit_id, complaint.stage_code), (self.station, "with_station"))
        self.assertEqual(complaint.with_user(self.constable).channel, "walk_in")
        with self.assertRaises(AccessError):
            self._register(self.constable, unit_id=self.other_station.id)
        self.assertTrue(
            self._register(self.station_head, complained_unit_id=self.other_station.id).number
        )

    def test_a_station_that_is_complained_of_does_not_see_what_it_registered(self):
        draft = self._draft(self.constable, complained_unit_id=self.station.id)
        draft.action_register()
        self.assertEqual(draft.station_name, "Test Circle")
        with self.assertRaises(AccessError):
            draft.action_open()

    def test_a_station_knows_only_its_own_people(self):
        self._from_phone("Secret.", "Hidden Example", confidentiality="confidential")
        there = self._from_phone("Elsewhere.", "Far Example", self.other_station)
        panel = self.registrations.with_user(self.constable).new({"phone": PHONE}).panel
        self.assertEqual([row["name"] for row in panel["people"]], ["Asha Example"])
        self.assertEqual([row["id"] for row in panel["cases"]], [self.known.id])
        with self.assertRaises(AccessError):
            self._draft(self.constable).action_join(there.id)
