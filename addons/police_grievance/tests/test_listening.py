from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged

from ..models.complaint.police_complaint_const import LISTEN_MINUTES, WORDLESS_LANGUAGE
from ..tools.envelope import EnvelopeFile
from .common import PoliceCase
from .media_samples import AMR

VOICE = EnvelopeFile("note.amr", "audio/amr", AMR)
FILM = EnvelopeFile("film.3gp", "video/3gpp", b"\x00\x00\x00\x1cftyp3gp5\x00\x00\x02\x003gp53gp4")


@tagged("post_install", "-at_install")
class TestListening(PoliceCase, TransactionCase):
    """What is spoken or signed without words is written down by the desk before a station gets it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(WORDLESS_LANGUAGE, "en_US")

    def _spoken(self, file=VOICE, text="", **values):
        values = {"subject": "", **values}
        return self._complaint(text=text, files=[file], **values).sudo()

    def _tasks(self, complaint):
        names = ("listen", "interpret")
        types = [self.env.ref(f"police_grievance.mail_activity_type_{name}") for name in names]
        return complaint.activity_ids.filtered(lambda task: task.activity_type_id in types)

    def _named(self):
        """Words that lead to a station for certain."""
        return f"My cycle was stolen. It is in the area of Police Station {self.station.name}."

    def _listen(self, complaint, text, user=None, **values):
        dialog = self.env["police.complaint.listen.wizard"].with_user(user or self.desk_user)
        row = dialog.create({"complaint_id": complaint.id, "text": text, **values})
        return row.action_write_down()

    def test_a_voice_note_waits_at_the_desk(self):
        complaint = self._spoken()
        self.assertEqual((complaint.unheard, complaint.stage_code), ("sound", "received"))
        [task] = self._tasks(complaint)
        self.assertEqual(task.activity_type_id.name, "Listen and write down")
        self.assertFalse(task.user_id)
        minute = timedelta(minutes=1)
        left = complaint.listen_by - fields.Datetime.now()
        self.assertTrue(58 * minute < left < 61 * minute, left)

    def test_the_desk_reads_what_is_to_be_done_in_the_language_of_the_force(self):
        """It is given in a job, which has no language of its own."""
        for file in (VOICE, FILM):
            [task] = self._tasks(self._spoken(file))
            told = task.activity_type_id._in_words_of_force()
            self.assertEqual(task.summary, told.summary)

    def test_a_film_is_to_be_interpreted(self):
        complaint = self._spoken(FILM)
        self.assertEqual(complaint.unheard, "film")
        self.assertEqual(self._tasks(complaint).activity_type_id.name, "Interpret and write down")

    def test_with_words_or_taken_at_a_desk_it_is_as_any_other(self):
        self.assertFalse(self._spoken(text="Loud music").unheard)
        self.assertFalse(self._spoken(taken_by_id=self.desk_user.id).unheard)
        self.assertFalse(self._complaint(text="Loud music").unheard)

    def test_what_is_opened_beside_these_is_routed_by_its_own_words(self):
        blank = self._spoken() | self._spoken()
        for beside in (blank, blank[0]):
            opened = beside._intake(self._envelope(self._named(), subject="")).complaint
            self.assertEqual(opened.stage_code, "with_station")

    def test_the_deadline_is_the_administrators(self):
        self.env["ir.config_parameter"].sudo().set_param(LISTEN_MINUTES, "15")
        left = self._spoken().listen_by - fields.Datetime.now()
        self.assertLess(left, timedelta(minutes=16))

    def test_the_deadline_lies_within_the_promise(self):
        self.env["ir.config_parameter"].sudo().set_param(LISTEN_MINUTES, "1440")
        long_ago = fields.Datetime.now() - timedelta(days=300)
        complaint = self._spoken(received_at=long_ago)
        self.assertEqual(complaint.listen_by, complaint.deadline)

    def test_no_station_gets_it_blank_however_surely_its_place_is_known(self):
        chosen = {"place_text": f"Police Station {self.station.name}"}
        self.assertEqual(self._complaint(text="My cycle is gone", **chosen).unit_id, self.station)
        complaint = self._spoken(**chosen)
        self.assertEqual((complaint.stage_code, complaint.routing_state), ("received", "proposed"))
        self.assertEqual(complaint.proposed_unit_id, self.station)
        self.assertNotEqual(complaint.unit_id, self.station)
        with self.assertRaises(UserError):
            complaint.with_user(self.desk_user).action_confirm_routing()
        with self.assertRaises(UserError):
            complaint.with_user(self.desk_user)._send_to_unit(self.station)

    def test_no_station_gets_it_blank_with_others_either(self):
        blank, other = self._spoken(), self._complaint(text="Loud music").sudo()
        marked = (blank | other).with_user(self.desk_user)
        going, refused = marked._transfer_many(self.station, "Theirs.")
        self.assertEqual((going.ids, [one.id for one in refused]), (other.ids, blank.ids))
        self.assertIn("listen to it", refused[blank.with_user(self.desk_user)])
        self.assertEqual(blank.stage_code, "received")
        with self.assertRaisesRegex(UserError, "listen to it"):
            blank.with_user(self.desk_user)._transfer(self.station, "Theirs.")
        self._listen(blank, "My cycle was stolen.")
        blank.with_user(self.desk_user)._transfer(self.station, "Theirs.")
        self.assertEqual(blank.unit_id, self.station)

    def test_what_is_written_down_is_as_if_it_had_been_typed(self):
        complaint = self._spoken()
        typed = self._complaint(text=self._named(), subject="").sudo()
        self.assertEqual(typed.stage_code, "with_station")
        self._listen(complaint, self._named())
        self.assertEqual(complaint.description, self._named())
        self.assertEqual(complaint.subject, typed.subject)
        for name in ("unit_id", "stage_code", "category_id", "nature", "routing_rule", "priority"):
            self.assertEqual(complaint[name], typed[name], name)
        self.assertEqual((complaint.unheard, complaint.written_from), (False, "spoken"))
        self.assertFalse(self._tasks(complaint))
        said = [str(message.body) for message in complaint.message_ids]
        self.assertTrue(any("Written down by the office" in body for body in said))
        self.assertTrue(any("We have written down what you said" in body for body in said))

    def test_danger_and_the_wish_to_stay_unknown_count_as_typed(self):
        complaint = self._spoken()
        self._listen(
            complaint, "He is beating me with a knife right now, help. Keep my name secret."
        )
        self.assertEqual((complaint.priority, complaint.confidentiality), ("2", "confidential"))
        self.assertIn("danger", complaint.milestone_ids.mapped("code"))

    def test_words_about_the_police_stay_for_a_person_to_decide(self):
        complaint = self._spoken()
        self._listen(
            complaint, f"The inspector of Police Station {self.station.name} took a bribe."
        )
        self.assertTrue(complaint.suspected_unit_id)
        self.assertEqual(complaint.stage_code, "received")

    def test_they_stay_however_surely_the_place_is_known(self):
        complaint = self._spoken(place_text=f"Police Station {self.station.name}")
        self.assertEqual(complaint.proposed_unit_id, self.station)
        self._listen(complaint, "The inspector there took a bribe from me.")
        self.assertEqual(complaint.suspected_unit_id, self.station)
        self.assertNotEqual(complaint.proposed_unit_id, self.station)

    def test_a_voice_note_to_a_complaint_with_words_joins_the_conversation(self):
        complaint = self._complaint(self.station).sudo()
        envelope = self._envelope(text="", files=[VOICE], subject="")
        envelope.complaint_numbers = [complaint.number]
        self.env["police.complaint"]._intake(envelope)
        self.assertEqual(complaint.unheard, "sound")
        self.assertEqual(complaint.stage_code, "with_station")
        before = complaint.description
        self._listen(complaint, "He came again.", how="signed")
        self.assertEqual(complaint.description, before)
        self.assertFalse(complaint.unheard)
        said = [str(message.body) for message in complaint.message_ids]
        self.assertTrue(any("He came again." in body for body in said))

    def test_several_notes_are_one_task(self):
        complaint = self._spoken()
        by = complaint.listen_by
        envelope = self._envelope(text="", files=[VOICE], subject="")
        envelope.complaint_numbers = [complaint.number]
        self.env["police.complaint"]._intake(envelope)
        self.assertEqual(len(self._tasks(complaint)), 1)
        self.assertEqual(complaint.listen_by, by)

    def test_only_the_control_room_writes_down(self):
        complaint = self._spoken()
        with self.assertRaises(AccessError):
            self._listen(complaint, "Words.", user=self.constable)
        with self.assertRaises(UserError):
            self._listen(complaint, "  ")

    def test_the_citizen_is_told_in_the_language_chosen(self):
        complaint = self._spoken()
        self._listen(complaint, "मेरी साइकिल चोरी हो गई", language="hi_IN")
        said = " ".join(str(message.body) for message in complaint.message_ids)
        self.assertIn("आपने जो कहा वह हमने लिख लिया है", said)
        [party] = complaint._complainants()
        self.assertEqual((complaint.language, party.complainant_id.language), ("hi_IN", "hi_IN"))

    def test_the_language_offered_is_the_one_that_notices_have(self):
        complaint = self._spoken()
        complaint.language = "en_US"
        complaint._complainants().complainant_id.language = "hi_IN"
        dialog = self.env["police.complaint.listen.wizard"].with_user(self.desk_user)
        self.assertEqual(dialog.create({"complaint_id": complaint.id}).language, "hi_IN")

    def test_what_is_sent_says_nothing_of_what_was_said(self):
        complaint = self._spoken()
        self._listen(complaint, "My husband beats me.")
        to_citizen = self.env.ref("police_grievance.mt_to_citizen")
        [said] = complaint.message_ids.filtered(lambda row: row.subtype_id == to_citizen)
        self.assertIn("We have written down what you said", str(said.body))
        self.assertNotIn("husband", str(said.body))
