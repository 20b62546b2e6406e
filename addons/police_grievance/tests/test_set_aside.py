from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..tools.envelope import EnvelopeFile
from ..tools.number import format_number
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestSetAside(PoliceCase):
    """Spam, enquiries and words to another case: out of deadlines and counts, and never lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first_contact = fields.Datetime.now() - timedelta(hours=3)
        cls.complaint = cls._complaint(
            received_at=cls.first_contact,
            files=[EnvelopeFile("note.txt", "text/plain", b"what happened")],
        )
        cls.case = cls._complaint(cls.station, text="My goat was taken.", subject="Goat")

    def _by(self, user):
        return self.complaint.with_user(user)

    def _other(self, **values):
        return self._complaint(sender_value="other@example.org", **values)

    def test_spam_leaves_deadlines_lists_and_counts_and_tells_nobody(self):
        steps = self.complaint.milestone_ids
        self._by(self.desk_user)._set_aside("spam")
        self.assertFalse(self.complaint.is_open)
        self.assertFalse(self.complaint.next_escalation_at)
        self.assertEqual(self.complaint.nature, "not_a_complaint")
        self.assertEqual(self.complaint.milestone_ids, steps)
        for code, figure in self.env["police.supervisor.overview"]._domains().items():
            with self.subTest(figure=code):
                self.assertNotIn(self.complaint, self.complaint.search(figure))

    def test_an_enquiry_is_answered(self):
        with self.assertRaises(UserError):
            self._by(self.desk_user)._set_aside("enquiry", answer=" ")
        self._by(self.desk_user)._set_aside("enquiry", answer="The counter opens at ten.")
        step = self.complaint.milestone_ids.filtered(lambda row: row.code == "message")
        self.assertEqual(step.text, "The counter opens at ten.")
        self.assertFalse(self.complaint.milestone_ids.filtered(lambda row: row.code == "closed"))

    def test_after_all_the_clock_ran_from_the_first_contact(self):
        names = ("cycle", "cycle_start", "deadline", "next_escalation_at", "nature", "received_at")
        before = self.complaint.read(names)
        self._by(self.desk_user)._set_aside("spam")
        with freeze_time(fields.Datetime.now() + timedelta(hours=1)):
            self._by(self.desk_user).action_take_up_after_all()
            self.assertEqual(self.complaint.read(names), before)
            self.assertTrue(self.complaint.is_open)
            self.complaint.sudo()._record_asked("call", "resolved")
            self.complaint.sudo()._move_to(
                "closed", self.env.ref("police_grievance.outcome_resolved")
            )
        self.assertAlmostEqual(self.complaint.gross_hours, 4, places=1)

    def test_it_belongs_to_another_case(self):
        self._by(self.desk_user)._set_aside("belongs", self.case)
        self.assertEqual(self.complaint.merged_into_id, self.case)
        self.assertEqual(self.case.evidence_ids.name, "note.txt")
        self.assertIn("phone papers", self.case._last_words_of_citizen())
        self.assertTrue(self.case.has_unread_reply)
        self.assertEqual(len(self.case.party_ids), 1)
        told = self.complaint.milestone_ids.filtered(lambda row: row.code == "message").text
        self.assertIn(format_number(self.case.number), told)

    def test_later_replies_join_the_case_that_it_belongs_to(self):
        self._by(self.desk_user)._set_aside("belongs", self.case)
        for values in (
            {"complaint_numbers": [self.complaint.number]},
            {"references": self.complaint.ids},
        ):
            result = self.env["police.complaint"]._intake(self._envelope("More.", **values))
            self.assertEqual((result.complaint, result.action), (self.case, "joined"))

    def test_a_stranger_does_not_learn_of_the_case(self):
        stranger = self._other(text="I saw who took the goat.")
        stranger.with_user(self.desk_user)._set_aside("belongs", self.case)
        party = self.case.party_ids.filtered(lambda row: row.moved_from_id == stranger)
        self.assertEqual(party.role, "witness")
        said = " ".join(self.case.message_ids.mapped("body"))
        self.assertIn("किसी और ने लिखा", said, "in the language of the force")
        told = stranger.milestone_ids.filtered(lambda row: row.code == "message").text
        self.assertNotIn(format_number(self.case.number), told)
        stranger.with_user(self.desk_user).action_take_up_after_all()
        self.assertFalse(party.exists())
        self.assertFalse(stranger.merged_into_id)

    def test_the_complainant_does_not_read_what_a_stranger_wrote(self):
        note = EnvelopeFile("seen.txt", "text/plain", b"what I saw")
        stranger = self._other(text="I saw who took the goat.", files=[note])
        stranger.with_user(self.desk_user)._set_aside("belongs", self.case)
        self.env["police.complaint"]._intake(
            self._envelope(
                "It was the miller.",
                sender_value="other@example.org",
                complaint_numbers=[stranger.number],
                files=[note],
            )
        )
        bodies = " ".join(self.case.message_ids.mapped("body"))
        self.assertIn("I saw who took the goat.", bodies)
        self.assertIn("It was the miller.", bodies)
        self.assertEqual(len(self.case.evidence_ids), 2)
        party = self.case.party_ids.filtered(lambda row: row.role == "complainant")
        view = self.case._citizen_view(party, "en_US")
        self.assertFalse(view["files"])
        self.assertFalse(view["conversation"])
        self.assertFalse(self.case.milestone_ids.filtered(lambda row: row.code == "reply"))

    def test_files_go_back_with_it(self):
        self._by(self.desk_user)._set_aside("belongs", self.case)
        self._by(self.desk_user).action_take_up_after_all()
        self.assertFalse(self.case.evidence_ids)
        self.assertEqual(self.complaint.evidence_ids.name, "note.txt")

    def test_taken_back_it_is_what_it_was(self):
        """Its unit, stage, clock and work are its own again, and the case keeps nothing of it."""
        names = ("unit_id", "district_id", "circle_id", "stage_code", "post_id", "confidentiality")
        names += ("complained_unit_id", "deadline", "next_escalation_at", "paused_since")
        names += ("has_unread_reply", "promised_deadline", "cycle_start", "follow_up_due_at")
        own = self._complaint(self.other_station, text="I saw it.", received_at=self.first_contact)
        head = self.other_station._head_post()
        own.write({"post_id": head.id, "has_unread_reply": True})
        task = own.activity_schedule("mail.mail_activity_data_todo", summary="Look at the field")
        own.sudo()._move_to("action_taken")
        self._follow_up(own, "call", next_due_at=fields.Datetime.now() + timedelta(hours=1))
        own.sudo()._move_to("verification")
        self.assertTrue(own.paused_since)
        self.case.sudo().complained_unit_id = self.station
        self.case.sudo()._set_confidentiality("confidential")
        before, in_case = own.read(names), self.case.message_ids
        own.with_user(self.desk_user)._set_aside("belongs", self.case)
        self.assertFalse(own.activity_ids)
        self.assertEqual(own.unit_id, self.case.unit_id)
        with freeze_time(fields.Datetime.now() + timedelta(minutes=30)):
            own.with_user(self.desk_user).action_take_up_after_all()
        self.assertEqual(own.read(names), before)
        self.assertEqual(own.activity_ids, task)
        bodies = " ".join((self.case.message_ids - in_case).mapped("body"))
        self.assertNotIn("I saw it.", bodies)
        told = own.milestone_ids.filtered(lambda row: row.code == "message")
        self.assertIn(format_number(own.number), told.sorted("id")[-1:].text)

    def test_who_has_asked_for_protection_since_keeps_it(self):
        self._by(self.desk_user)._set_aside("belongs", self.case)
        self.complaint.sudo()._set_confidentiality("confidential")
        self._by(self.desk_user).action_take_up_after_all()
        self.assertEqual(self.complaint.confidentiality, "confidential")

    def test_files_of_a_chain_go_back_each_to_its_own(self):
        middle = self._complaint(files=[EnvelopeFile("other.txt", "text/plain", b"more")])
        self._by(self.desk_user)._set_aside("belongs", middle)
        middle.with_user(self.desk_user)._set_aside("belongs", self.case)
        self._by(self.desk_user).action_take_up_after_all()
        self.assertEqual(self.complaint.evidence_ids.name, "note.txt")
        self.assertEqual(self.case.evidence_ids.name, "other.txt")
        middle.with_user(self.desk_user).action_take_up_after_all()
        self.assertEqual(middle.evidence_ids.name, "other.txt")

    def test_its_unit_is_no_more(self):
        own = self._complaint(self.other_station)
        own.with_user(self.desk_user)._set_aside("belongs", self.case)
        self.other_station._merge_into(self.station)
        own.with_user(self.desk_user).action_take_up_after_all()
        self.assertEqual(own.unit_id, self.station)

    def test_it_is_seen_by_whoever_sees_the_case(self):
        self._by(self.desk_user)._set_aside("belongs", self.case)
        self.assertTrue(self._by(self.constable).has_access("read"))
        self.assertFalse(self._by(self.other_head).has_access("read"))

    def test_a_protected_sender_is_not_carried_into_the_open(self):
        hidden = self._other(confidentiality="confidential")
        with self.assertRaises(UserError):
            hidden.with_user(self.desk_user)._set_aside("belongs", self.case)
        nameless = self._other(confidentiality="anonymous")
        self.case.sudo()._set_confidentiality("confidential")
        with self.assertRaises(UserError):
            nameless.with_user(self.desk_user)._set_aside("belongs", self.case)
        hidden.with_user(self.desk_user)._set_aside("belongs", self.case)
        about = self._other(confidentiality="confidential")
        about.with_user(self.desk_user).complained_unit_id = self.station
        with self.assertRaises(UserError):
            about.with_user(self.desk_user)._set_aside("belongs", self.case)

    def test_no_case_belongs_to_itself_or_round_in_a_ring(self):
        with self.assertRaises(UserError):
            self._by(self.desk_user)._set_aside("belongs", self.complaint)
        self._by(self.desk_user)._set_aside("belongs", self.case)
        with self.assertRaises(UserError):
            self.case.with_user(self.desk_user)._set_aside("belongs", self.complaint)

    def test_a_station_cannot_do_it(self):
        for user in (self.constable, self.station_head):
            with self.assertRaises(AccessError):
                self.case.with_user(user)._set_aside("spam")

    def test_no_other_way_leads_there_or_back(self):
        outcome = self.env.ref("police_grievance.outcome_not_a_complaint")
        with self.assertRaises(UserError):
            self._by(self.desk_user)._move_to("closed", outcome)
        with self.assertRaises(AccessError):
            self._by(self.desk_user).write({"nature": "not_a_complaint"})
        self._by(self.desk_user)._set_aside("spam")
        with self.assertRaises(UserError):
            self._by(self.desk_user)._reopen("It is one.")
        with self.assertRaises(AccessError):
            self._by(self.desk_user).write({"nature": "civil"})
        self.assertFalse(self.complaint._citizen_actions()["reopen"])

    def test_the_dialogue_offers_the_senders_other_cases(self):
        wizard = self.env["police.set.aside.wizard"].with_user(self.desk_user)
        wizard = wizard.create(
            {"complaint_id": self.complaint.id, "kind": "belongs", "merged_into_id": self.case.id}
        )
        self.assertEqual(wizard.candidate_ids, self.case)
        wizard.action_set_aside()
        self.assertEqual(self.complaint.set_aside, "belongs")
