from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import PoliceCase

TODO = "mail.mail_activity_data_todo"


@tagged("post_install", "-at_install")
class TestUnitMerger(PoliceCase):
    """A unit ends: all that it has goes to its successor, and nothing comes to it any more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = new_test_user(
            cls.env, "test_admin", groups="police_force.group_administrator"
        )
        cls.complaint = cls._complaint(cls.station)
        cls.outcome = cls.env["police.outcome"].create(
            {"name": "Done", "code": "done", "citizen_text": "Done.", "needs_answer": False}
        )

    def _closed(self, unit):
        complaint = self._complaint(unit)
        complaint.sudo()._move_to("closed", self.outcome)
        return complaint

    def _merge(self, unit=None, successor=None):
        """As the administrator does it, in the dialogue."""
        unit, successor = unit or self.station, successor or self.other_station
        action = unit.with_user(self.administrator).action_merge()
        wizard = self.env["police.unit.merge.wizard"].with_user(self.administrator)
        wizard = wizard.with_context(**action["context"]).create({"successor_id": successor.id})
        result = wizard.action_merge()
        self.env.flush_all()
        self.env.invalidate_all()
        return result

    def _steps(self, complaint):
        return complaint.milestone_ids.filtered(lambda step: step.code == "transferred")

    def _read(self, complaint, user):
        return complaint.with_user(user).has_access("read")

    # Handing over

    def test_each_complaint_is_handed_over_as_by_a_transfer(self):
        head = self.station._head_post()
        self.env["mail.activity"]._give_to_posts(TODO, [(self.complaint, head, self.station_head)])
        task, deadline = self.complaint.activity_ids, self.complaint.deadline
        self._merge()
        complaint = self.complaint
        self.assertEqual((complaint.unit_id, complaint.deadline), (self.other_station, deadline))
        self.assertEqual(complaint.post_id, self.other_station._head_post())
        self.assertEqual(task.user_id, self.other_head)
        line = complaint.transfer_ids
        self.assertEqual(
            (line.from_unit_id, line.to_unit_id, line.kind, line.user_id),
            (self.station, self.other_station, "merger", self.administrator),
        )
        self.assertTrue(complaint.message_ids.filtered(lambda one: "Rampurwa" in (one.body or "")))
        self.assertEqual(self._steps(complaint).unit_id, self.other_station)
        self.assertEqual(len(self._steps(complaint)), 1)
        self.assertTrue(self._read(complaint, self.other_head))
        self.assertFalse(complaint.can_return)

    def test_stage_and_clock_stay_what_they_are(self):
        self.complaint.sudo()._move_to("action_taken")
        before = (self.complaint.stage_id, self.complaint.cycle, self.complaint.next_escalation_at)
        self._merge()
        complaint = self.complaint
        self.assertEqual(
            (complaint.stage_id, complaint.cycle, complaint.next_escalation_at), before
        )

    def test_what_is_about_the_successor_goes_around_it_and_the_dialogue_says_so(self):
        about = self._complaint(self.station)
        about.sudo().complained_unit_id = self.other_station
        about.sudo()._transfer(self.station, "Looks into it")
        with Form(
            self.env["police.unit.merge.wizard"].with_context(default_unit_id=self.station.id)
        ) as form:
            form.successor_id = self.other_station
            self.assertEqual(
                form.told, "Complaints about “Shyamgarh” that go to the office above it: 1"
            )
        result = self._merge()
        self.assertEqual(about.unit_id, self.circle)
        self.assertFalse(self._read(about, self.other_head))
        self.assertTrue(self._read(about, self.circle_officer))
        self.assertEqual(self.complaint.unit_id, self.other_station)
        self.assertEqual(
            result["params"]["message"].splitlines(),
            [
                f"{self.station_head.name} has no post any more: “Shyamgarh” has a head.",
                f"Complaints about “Shyamgarh” went to “Test Circle”: 1 ({about.number})",
            ],
        )

    def test_what_is_about_the_ended_one_leaves_the_successor(self):
        about = self._complaint(self.other_station)
        about.sudo().complained_unit_id = self.station
        about.sudo()._transfer(self.other_station, "Looks into it")
        self.assertTrue(self._read(about, self.other_head))
        self._merge()
        self.assertEqual(about.unit_id, self.circle)
        self.assertFalse(self._read(about, self.other_head))

    def test_the_dialogue_tells_nothing_before_a_successor_is_chosen(self):
        wizard = self.env["police.unit.merge.wizard"].with_user(self.administrator)
        self.assertFalse(wizard.new({"unit_id": self.station.id}).told)

    def test_any_number_costs_the_same_queries(self):
        def queries(unit, successor):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            unit.sudo()._merge_into(successor)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        third, fourth = (
            self._make_unit(code, "station", code, self.circle) for code in ("STN3", "STN4")
        )
        self._complaint(third)
        for _number in range(12):
            self._complaint(fourth)
        few = queries(third, self.other_station)
        self.assertLess(queries(fourth, self.other_station), few + 24)

    def test_directions_drafts_and_proposals_go_along(self):
        direction = self.env["police.follow.up"].create(
            {
                "unit_id": self.station.id,
                "method": "direction",
                "direction": "Report daily.",
                "next_due_at": "2030-01-01 00:00:00",
            }
        )
        proposed = self._complaint()
        proposed.sudo().proposed_unit_id = self.station
        reply = self.env["police.canned.reply"].create(
            {
                "name": "Come",
                "code": "come-here",
                "text": "Come.",
                "unit_ids": [(4, self.station.id)],
            }
        )
        self._merge()
        self.assertEqual(direction.unit_id, self.other_station)
        self.assertEqual(proposed.proposed_unit_id, self.other_station)
        self.assertIn(self.other_station, reply.unit_ids)

    def test_who_served_there_serves_at_the_successor_but_for_the_head(self):
        self._merge()
        posting = self.constable.police_posting_ids.filtered(lambda row: not row.date_to)
        self.assertEqual(posting.unit_id, self.other_station)
        self.assertTrue(self._read(self.complaint, self.constable))
        self.assertTrue(all(self.station_head.police_posting_ids.mapped("date_to")))
        self.assertFalse(self._read(self.complaint, self.station_head))
        posts = self.env["police.post"].search([("unit_id", "=", self.station.id)])
        self.assertFalse(posts)

    def test_the_head_goes_along_to_a_unit_without(self):
        third = self._make_unit("STN3", "station", "Newgarh", self.circle)
        self._merge(successor=third)
        self.assertEqual(third._head_post().holder_ids, self.station_head)
        self.assertTrue(self._read(self.complaint, self.station_head))

    # Afterwards

    def test_closed_ones_are_read_by_who_is_responsible_now(self):
        district = self._make_unit("DIS2", "district", "Second District", self.zone)
        superintendent = self._make_officer("test_sp2", "supervisor", "sp", district)
        third = self._make_unit("STN3", "station", "Newgarh", district)
        head = self._make_officer("test_head3", "station_head", "sho", third)
        closed = self._closed(self.station)
        self._merge(successor=third)
        self.assertEqual((closed.unit_id, closed.district_id), (self.station, self.district))
        for user, reads in (
            *((superintendent, True), (head, True)),
            *((self.superintendent, False), (self.circle_officer, False)),
        ):
            self.assertEqual(self._read(closed, user), reads, user.login)

    def test_an_outpost_that_ended_elsewhere_is_no_longer_its_old_stations(self):
        here, there = (
            self.env["police.unit"].create(
                {"name": code, "code": code, "kind": "outpost", "parent_id": station.id}
            )
            for code, station in (("OP-1", self.station), ("OP-2", self.other_station))
        )
        closed = self._closed(here)
        self._merge(here, there)
        self.assertTrue(self._read(closed, self.other_head))
        self.assertFalse(self._read(closed, self.station_head))

    def test_a_reopened_one_lands_at_the_successor(self):
        closed = self._closed(self.station)
        about = self._closed(self.station)
        about.sudo().with_context(tracking_disable=True).write(
            {"complained_unit_id": self.other_station.id, "unit_id": self.station.id}
        )
        about.sudo().unit_id = self.station
        self._merge()
        for complaint in (closed, about):
            complaint.with_user(self.desk_user)._reopen("Not settled")
        self.assertEqual((closed.unit_id, about.unit_id), (self.other_station, self.circle))
        self.assertEqual(closed.post_id, self.other_station._head_post())
        self.assertTrue(self._read(closed, self.other_head))
        self.assertFalse(self._read(about, self.other_head))

    def test_a_late_reply_lands_at_the_successor(self):
        closed = self._closed(self.station)
        self._merge()
        envelope = self._envelope("It is back.", complaint_numbers=[closed.number])
        result = self.env["police.complaint"]._intake(envelope)
        self.assertEqual((result.complaint, result.action), (closed, "attached"))
        self.assertEqual(closed.unit_id, self.other_station)
        found = self.env["police.complaint"].with_user(self.other_head)
        self.assertIn(closed, found.search([("has_unread_reply", "=", True)]))

    def test_one_that_was_set_aside_is_taken_up_at_the_successor(self):
        self.complaint.sudo()._set_aside("spam")
        self._merge()
        self.complaint.with_user(self.desk_user).action_take_up_after_all()
        self.assertEqual(self.complaint.unit_id, self.other_station)

    def test_what_is_about_the_ended_one_goes_around_its_successor(self):
        self._merge()
        about = self._complaint(self.other_station)
        about.with_user(self.desk_user).complained_unit_id = self.station
        self.assertEqual(about.unit_id, self.circle)
        self.assertFalse(self._read(about, self.other_head))
        self.assertFalse(self._read(about, self.constable))
        with self.assertRaisesRegex(UserError, "about that unit"):
            about.with_user(self.desk_user)._transfer(self.other_station, "Looks into it")

    def test_one_that_ended_without_a_successor_says_who_has_its_work(self):
        outpost = self._make_unit("OUT9", "outpost", "Chowk", self.other_station)
        outpost.active = False
        self.assertEqual(outpost._ended_words(), "“Chowk” has ended: choose “Shyamgarh”.")

    def test_an_ended_unit_takes_nothing(self):
        self._merge()
        fresh = self._complaint(self.other_station)
        with self.assertRaisesRegex(UserError, "is now a part of “Shyamgarh”: choose that one"):
            fresh.with_user(self.desk_user)._transfer(self.station, "Wrong")
        waiting = self._complaint()
        outpost = self._make_unit("OUT8", "outpost", "Bazaar", self.other_station)
        with self.assertRaisesRegex(UserError, "is now a part of"):
            waiting.with_user(self.desk_user)._send_to_unit(self.station)
        for record, values in (
            (waiting.with_user(self.desk_user), {"proposed_unit_id": self.station.id}),
            (waiting.sudo(), {"unit_id": self.station.id}),
            (self.env["police.place"].create({"name": "Moti"}), {"unit_id": self.station.id}),
            (self.other_head.police_posting_ids.post_id, {"unit_id": self.station.id}),
            (outpost, {"parent_id": self.station.id}),
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                record.write(values)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self._make_unit("OUT9", "outpost", "Chowki", self.station)

    def test_no_unit_succeeds_itself(self):
        self._merge()
        with self.assertRaises(ValidationError):
            self.other_station.successor_id = self.station
