from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..tools.number import format_number
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestFollowUp(PoliceCase):
    def test_silence_goes_to_the_circle_officer_once(self):
        complaint = self._complaint(self.station)
        self.env["police.follow.up"].with_user(self.desk_user).create(
            {"complaint_id": complaint.id, "next_due_at": "2026-03-02 10:00:00"}
        )
        self.assertEqual(complaint.follow_up_due_at, datetime(2026, 3, 2, 10))
        for _run in range(2):
            with self.enter_registry_test_mode():
                self.env.ref("police_grievance.ir_cron_silence").method_direct_trigger()
        silent = self.env.ref("police_grievance.mail_activity_type_silence")
        activities = complaint.activity_ids.filtered(lambda row: row.activity_type_id == silent)
        self.assertEqual(activities.user_id, self.circle_officer)
        self.assertEqual(len(activities), 1)
        notice = self.env["police.notice"].search([("user_id", "=", self.circle_officer.id)])
        self.assertEqual(notice.follow_up_ids, complaint.follow_up_ids)
        self.assertIn(format_number(complaint.number), notice._body())

    def test_silence_climbs_over_the_rank_it_has_reached(self):
        complaint = self._complaint(self.station)
        complaint.escalation_rank_id = self.env.ref("police_force.rank_co")
        self._follow_up(complaint, "call", next_due_at=datetime(2026, 3, 2, 10))
        complaint._tell_silence()
        self.assertEqual(complaint.follow_up_ids.silence_user_id, self.superintendent)

    def test_silence_about_a_unit_is_kept_from_those_who_serve_there(self):
        complaint = self._complaint(self.station)
        complaint.complained_unit_id = self.circle
        self.assertEqual(complaint.unit_id, self.district)
        self._follow_up(complaint, "call", next_due_at=datetime(2026, 3, 2, 10))
        complaint._tell_silence()
        self.assertEqual(complaint.follow_up_ids.silence_user_id, self.zone_head)

    def test_a_second_silence_does_not_repeat_the_first(self):
        complaint = self._complaint(self.station)
        first = self._follow_up(complaint, "call", next_due_at=datetime(2026, 3, 2, 10))
        with freeze_time("2026-03-02 11:00:00"):
            complaint._tell_silence()
        self._follow_up(complaint, "visit", next_due_at=datetime(2026, 3, 3, 10))
        with freeze_time("2026-03-03 11:00:00"):
            complaint._tell_silence()
        self.assertEqual(first.silence_escalated_at, datetime(2026, 3, 2, 11))
        self.assertEqual(len(complaint.activity_ids), 2)

    def test_the_stations_answer_ends_the_waiting(self):
        complaint = self._complaint(self.station)
        follow_up = self._follow_up(
            complaint.with_user(self.desk_user),
            "call",
            contact="SI Example",
            next_due_at=datetime(2026, 3, 2, 10),
        )
        self.assertEqual(follow_up.user_id, self.desk_user)
        with self.assertRaises(AccessError):
            complaint.with_user(self.other_head)._answer_follow_ups("Not ours.")
        complaint.with_user(self.constable)._answer_follow_ups("We are on it.")
        self.assertEqual(follow_up.answer, "We are on it.")
        self.assertTrue(follow_up.answered_at)
        self.assertFalse(complaint.follow_up_due_at)

    def test_the_station_answers_the_zone_desk_in_words(self):
        complaint = self._complaint(self.station)
        due = datetime(2026, 3, 2, 10)
        follow_up = self._follow_up(complaint.with_user(self.desk_user), "call", next_due_at=due)
        complaint._tell_silence()
        self.assertEqual(complaint.with_user(self.constable).answer_due_at, due)
        wizards = self.env["police.follow.up.answer.wizard"]
        values = {"complaint_id": complaint.id, "text": "Spoke with both, they agreed."}
        for user in (self.other_head, self.desk_user):
            with self.assertRaises(AccessError):
                wizards.with_user(user).create(values).action_answer()
        wizard = wizards.with_user(self.constable).create(values)
        self.assertEqual(wizard.follow_up_ids, follow_up)
        wizard.action_answer()
        self.assertEqual(follow_up.answer, "Spoke with both, they agreed.")
        self.assertEqual(follow_up.answered_by_id, self.constable)
        self.assertFalse(complaint.answer_due_at)
        with self.assertRaises(UserError):
            wizards.with_user(self.constable).create({**values, "text": " "}).action_answer()

    def test_acting_or_answering_the_next_call_is_an_answer(self):
        complaint = self._complaint(self.station)
        due = datetime(2026, 3, 2, 10)
        first = self._follow_up(complaint, "call", next_due_at=due)
        second = self._follow_up(complaint, "call", answer="By noon.", next_due_at=due)
        self.assertTrue(first.answered_at)
        self.assertFalse(second.answered_at)
        self._act(complaint.with_user(self.constable))
        self.assertTrue(second.answered_at)

    def test_an_answer_in_time_leaves_the_circle_officer_alone(self):
        complaint = self._complaint(self.station)
        follow_up = self.env["police.follow.up"].create(
            {"complaint_id": complaint.id, "next_due_at": "2026-03-02 10:00:00"}
        )
        follow_up.answered_at = "2026-03-02 09:00:00"
        self.assertFalse(complaint.follow_up_due_at)

    def _direct(self, by, **values):
        values = {
            "method": "direction",
            "direction": "Visit the place today.",
            "next_due_at": "2026-03-02 10:00:00",
            **values,
        }
        return self.env["police.follow.up"].with_user(by).create(values)

    def _shown(self, user):
        sections = self.env["police.start.page"].with_user(user).get_sections()
        tiles = {tile["code"]: tile for section in sections for tile in section["tiles"]}
        return tiles["directions"]["count"]

    def test_a_direction_is_shown_until_it_is_answered_in_words(self):
        complaint = self._complaint(self.station)
        direction = self._direct(self.circle_officer, complaint_id=complaint.id)
        self.assertEqual((direction.unit_id, direction.rank_id.code), (self.station, "CO"))
        self.assertEqual(complaint.direction_text, "Visit the place today.")
        self._act(complaint.with_user(self.constable))
        self._follow_up(complaint, "call", answer="The head was out.")
        self.assertFalse(direction.answered_at)
        self.assertEqual(self._shown(self.constable), 1)
        self.assertEqual(self._shown(self.other_head), 0)
        answer = self.env["police.direction.answer.wizard"].with_user(self.constable)
        answer.create({"direction_id": direction.id, "answer": "Done at noon."}).action_answer()
        self.assertEqual(direction.answer, "Done at noon.")
        self.assertEqual(direction.answered_by_id, self.constable)
        self.assertFalse(complaint.direction_due_at)
        self.assertEqual(self._shown(self.constable), 0)

    def test_a_direction_to_a_station_in_general(self):
        direction = self._direct(self.circle_officer, unit_id=self.station.id)
        self.assertEqual(self._shown(self.constable), 1)
        self.assertEqual(self._shown(self.superintendent), 1)
        self.assertEqual(self._shown(self.other_head), 0)
        with self.assertRaises(AccessError):
            direction.with_user(self.other_head)._answer_direction("Not ours.")
        with self.assertRaises(AccessError):
            direction.with_user(self.constable).write({"answer": "By hand"})
        elsewhere = self._make_unit("CIRC9", "circle", "Elsewhere", self.district)
        with self.assertRaises(AccessError):
            self._direct(self.circle_officer, unit_id=elsewhere.id)
        direction.with_user(self.station_head)._answer_direction("It is done.")
        self.assertEqual(self._shown(self.constable), 0)

    def test_silence_to_a_direction_goes_past_whoever_gave_it_once(self):
        complaint = self._complaint(self.station)
        of_complaint = self._direct(self.circle_officer, complaint_id=complaint.id)
        general = self._direct(self.circle_officer, unit_id=self.station.id)
        for _run in range(2):
            with self.enter_registry_test_mode():
                self.env.ref("police_grievance.ir_cron_silence").method_direct_trigger()
        for direction in (of_complaint, general):
            self.assertEqual(direction.silence_user_id, self.superintendent)
        notice = self.env["police.notice"].search([("user_id", "=", self.superintendent.id)])
        self.assertEqual(notice.follow_up_ids, of_complaint | general)
        self.assertIn("Rampurwa", notice._body())
        self.assertNotIn("Visit the place", notice._body())
        self.assertEqual(complaint.activity_ids.user_id, self.superintendent)
        self.assertEqual(self._shown(self.constable), 2)

    def test_a_direction_names_a_time_and_a_task(self):
        with self.assertRaises(ValidationError):
            self._direct(self.circle_officer, unit_id=self.station.id, direction=False)
