from datetime import timedelta
from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from .unit_move_common import UnitMoveCase

ESCALATION = "police_grievance.mail_activity_type_escalation"


@tagged("post_install", "-at_install")
class TestUnitMove(UnitMoveCase):
    """A unit gets another parent: who is responsible now sees, and nobody else."""

    def test_the_open_one_follows_its_station(self):
        self.assertEqual(self._readers(self.open), {"test_head", "test_circle", "test_sp"})
        self._move(self.station, self.second_circle)
        self.assertEqual(
            (self.open.circle_id, self.open.district_id), (self.second_circle, self.second_district)
        )
        self.assertEqual(self._readers(self.open), {"test_head", "test_co2", "test_sp2"})

    def test_the_closed_one_keeps_its_stamp_and_is_read_by_who_is_responsible_now(self):
        self.assertEqual(self._readers(self.closed), {"test_head", "test_circle", "test_sp"})
        self._move(self.station, self.second_circle)
        self.assertEqual(
            (self.closed.circle_id, self.closed.district_id), (self.circle, self.district)
        )
        self.assertEqual(self._readers(self.closed), {"test_head", "test_co2", "test_sp2"})
        self._move(self.station, self.circle)
        self.assertEqual(self._readers(self.closed), {"test_head", "test_circle", "test_sp"})

    def test_what_is_below_a_circle_follows_it(self):
        self._move(self.circle, self.second_district)
        self.assertEqual(
            (self.open.circle_id, self.open.district_id), (self.circle, self.second_district)
        )
        expected = {"test_head", "test_circle", "test_sp2"}
        self.assertEqual((self._readers(self.open), self._readers(self.closed)), (expected,) * 2)

    def test_what_was_closed_in_each_of_two_districts_stays_with_the_station(self):
        self._move(self.station, self.second_circle)
        later = self._closed(self.station)
        third = self._make_unit("DIS3", "district", "Third District", self.zone)
        self._move(self.station, third)
        self.assertEqual(
            (later.district_id, self.closed.district_id), (self.second_district, self.district)
        )
        for complaint in (later, self.closed, self.open):
            self.assertEqual(self._readers(complaint), {"test_head"})

    def test_boards_ask_for_nothing_that_has_moved(self):
        self._move(self.station, self.second_circle)
        complaints = self.env["police.complaint"].with_user(self.second_superintendent)
        for domain, asks in (
            ([("is_open", "=", True)], False),
            ([("is_open", "in", [True]), ("stage_code", "=", "with_station")], False),
            # Through these, other complaints are reached, which may be closed.
            ([("is_open", "=", True), ("party_ids.complaint_id.is_open", "=", False)], True),
            ([("is_open", "=", True), ("party_ids", "any", [("id", ">", 0)])], True),
            ([("is_open", "=", True), ("party_ids", "not any", [("id", ">", 0)])], True),
            ([("is_open", "=", True), ("unit_id", "ilike", "gar")], True),
            ([("is_open", "=", False)], True),
            (["|", ("is_open", "=", True), ("stage_code", "=", "closed")], True),
            ([], True),
        ):
            query = str(complaints._search(domain).select())
            self.assertEqual('"unit_id" IN' in query, asks, domain)
        found = complaints.search([("is_open", "=", True)])
        self.assertEqual(found, self.open)
        self.assertEqual(found | self.closed, complaints.search([]))

    def test_a_confidential_name_goes_with_the_district(self):
        for complaint in (self.open, self.closed):
            complaint.sudo().confidentiality = "confidential"
        self._move(self.station, self.second_circle)
        for complaint in (self.open, self.closed):
            parties = self.env["police.party"].search([("complaint_id", "=", complaint.id)])
            self.assertTrue(parties.with_user(self.second_superintendent).has_access("read"))
            self.assertFalse(parties.with_user(self.superintendent).has_access("read"))

    def test_one_that_is_opened_again_gets_the_stamp_of_today(self):
        self._move(self.station, self.second_circle)
        self.closed.sudo()._reopen("Not settled")
        self.assertEqual(self.closed.district_id, self.second_district)
        self.assertEqual(self._readers(self.closed), {"test_head", "test_co2", "test_sp2"})

    def test_a_closing_taken_back_gets_the_stamp_of_today(self):
        complaint = self._complaint(self.station)
        complaint.sudo()._set_aside("spam")
        self._move(self.station, self.second_circle)
        complaint.sudo().action_take_up_after_all()
        self.assertEqual(complaint.circle_id, self.second_circle)

    def test_a_change_of_kind_is_followed_too(self):
        complaint = self._complaint(self.circle)
        self.other_station.sudo().parent_id = self.second_circle
        self.station.sudo().parent_id = self.second_circle
        self.circle.with_user(self.administrator).write(
            {"kind": "station", "parent_id": self.second_circle.id}
        )
        self.assertEqual(
            (complaint.circle_id, complaint.district_id),
            (self.second_circle, self.second_district),
        )

    def test_any_number_is_stamped_in_one_statement(self):
        def queries(unit, parent):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            unit.sudo().parent_id = parent
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(self.station, self.second_circle)
        few = queries(self.station, self.circle)
        for _number in range(12):
            self._complaint(self.station)
        queries(self.station, self.second_circle)
        self.assertLessEqual(queries(self.station, self.circle), few + 3)

    def test_tasks_and_notices_go_to_the_new_officer(self):
        notices = type(self.env["police.notice"])
        later = self.open.cycle_start + timedelta(hours=19)
        with (
            freeze_time(later),
            patch.object(notices, "_send_pending"),
            self.enter_registry_test_mode(),
        ):
            self.env.ref("police_grievance.ir_cron_escalate").method_direct_trigger()
        self.env.invalidate_all()
        fired = self.open.escalation_ids
        task = self.open.activity_ids.filtered(lambda row: row.user_id == self.circle_officer)
        self.assertIn(self.circle_officer, fired.user_id)
        self._move(self.station, self.second_circle)
        self.assertEqual(task.user_id, self.second_officer)
        self.assertNotIn(self.circle_officer, fired.user_id)
        self.assertIn(self.second_officer, fired.user_id)

    def test_the_next_one_up_of_a_vacant_post_is_in_the_new_line(self):
        self.env["police.posting"].search(
            [("user_id", "in", (self.station_head | self.circle_officer).ids)]
        ).unlink()
        head = self.station._head_post()
        self.env["mail.activity"]._give_to_posts(
            ESCALATION, [(self.open, head, self.env["res.users"])]
        )
        self.env["mail.activity"]._pass_on()
        task = self.open.activity_ids
        self.assertEqual(task.user_id, self.superintendent)
        second = self._make_unit("CIR4", "circle", "Fourth Circle", self.district)
        officer = self._make_officer("test_co4", "supervisor", "co", second)
        self._move(self.station, second)
        self.assertEqual(task.user_id, officer)

    def test_who_has_a_task_already_gets_no_second_one(self):
        for officer in (self.circle_officer, self.superintendent):
            post = officer.police_posting_ids.post_id
            self.env["mail.activity"]._give_to_posts(ESCALATION, [(self.open, post, officer)])
        own = self.open.activity_ids.filtered(lambda row: row.user_id == self.superintendent)
        todo = self.open.with_user(self.circle_officer).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.circle_officer.id, summary="Call them"
        )
        vacant = self._make_unit("CIR5", "circle", "Fifth Circle", self.district)
        self._move(self.station, vacant)
        self.assertEqual(self.open.activity_ids, own | todo)
        self.assertEqual(self.open.activity_ids.user_id, self.superintendent)

    def test_a_moved_outpost_takes_no_complaint_along_and_none_that_is_about_it(self):
        outpost = self._make_unit("OUT1", "outpost", "Bazaar", self.station)
        keeper = self._make_officer("test_outpost", "station_staff", "constable", outpost)
        post = keeper.police_posting_ids.post_id
        self.open.sudo().post_id = post
        about = self._complaint(self.other_station)
        about.sudo().complained_unit_id = outpost
        about.sudo()._transfer(self.other_station, "Looks into it")
        self._move(outpost, self.other_station)
        self.assertEqual(self.open.post_id, self.station._head_post())
        self.assertEqual(about.unit_id, self.circle)
        self.assertFalse(about.with_user(self.other_head).has_access("read"))

    def test_places_and_what_comes_in_follow(self):
        place = self.env["police.place"].create(
            {"name": "Moti Bazaar", "unit_id": self.station.id, "district_id": self.district.id}
        )
        self._move(self.station, self.second_circle)
        self.assertEqual(place.district_id, self.second_district)
        complaint = self._complaint(place_text="Moti Bazaar")
        self.assertEqual(
            (complaint.unit_id, complaint.circle_id), (self.station, self.second_circle)
        )
