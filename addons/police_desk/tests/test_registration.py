from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .registration_common import PHONE, RegistrationCase


@tagged("post_install", "-at_install")
class TestRegistration(RegistrationCase):
    """A draft becomes a complaint, once, with all that was said."""

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
