from odoo.tests import tagged

from odoo.addons.police_force.models.res_lang import DEFAULT_PARAMETER

from .common import PoliceCase

TODO = "mail.mail_activity_data_todo"


@tagged("post_install", "-at_install")
class TestMergerWork(PoliceCase):
    """What was to be done, or sent back, where a unit ended: nothing stays with who is no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(DEFAULT_PARAMETER, "en_US")

    def _merge(self, unit, successor):
        unit.sudo()._merge_into(successor)
        self.env.flush_all()
        self.env.invalidate_all()

    def _closed(self, unit):
        complaint = self._complaint(unit)
        outcome = self.env["police.outcome"].create(
            {"name": "Done", "code": "done", "citizen_text": "Done.", "needs_answer": False}
        )
        complaint.sudo()._move_to("closed", outcome)
        return complaint

    def _give(self, complaint, user, by):
        """Schedule an activity as the screen does."""
        model = self.env["ir.model"]._get_id("police.complaint")
        values = {"res_model_id": model, "res_id": complaint.id, "user_id": user.id}
        tasks = self.env["mail.activity"].with_user(by)
        task = tasks.create({"activity_type_id": self.env.ref(TODO).id, **values})
        return task.sudo()

    def _outpost(self, code, station):
        return self._make_unit(code, "outpost", code, station)

    def test_what_came_from_an_ended_unit_returns_to_its_successor(self):
        third = self._make_unit("STN3", "station", "Newgarh", self.circle)
        complaint = self._complaint(self.station)
        complaint.with_user(self.desk_user)._transfer(self.other_station, "Lies there")
        self._merge(self.station, third)
        action = complaint.with_user(self.other_head).action_return()
        self.assertEqual(action["context"]["default_unit_id"], third.id)

    def test_a_task_on_a_closed_complaint_goes_along(self):
        complaint = self._closed(self.station)
        task = self._give(complaint, self.constable, self.station_head)
        self._merge(self.station, self.other_station)
        self.assertEqual(task.user_id, self.other_head)
        self.assertEqual(task.police_post_id, self.other_station._head_post())

    def test_an_outpost_leaves_what_its_officer_has_of_the_station(self):
        ending, other = self._outpost("OUT1", self.station), self._outpost("OUT2", self.station)
        officer = self._make_officer("test_outpost", "station_staff", "constable", ending)
        complaint = self._complaint(self.station)
        post = officer.police_posting_ids.post_id
        complaint.sudo()._give_to_post(post)
        task = self._give(complaint, self.constable, self.station_head)
        task.write({"police_post_id": post.id, "police_acting_post_id": post.id})
        self._merge(ending, other)
        self.assertEqual(complaint.post_id, self.station._head_post())
        self.assertEqual(task.user_id, self.station_head)
        self.assertEqual(task.police_post_id, self.station._head_post())
        self.assertIn("passed on with the post", "".join(complaint.message_ids.mapped("body")))

    def test_what_was_set_aside_comes_back_with_its_tasks(self):
        complaint = self._complaint(self.station)
        task = self._give(complaint, self.circle_officer, self.circle_officer)
        complaint.sudo()._set_aside("spam")
        second = self._make_unit("CIR2", "circle", "Second Circle", self.district)
        officer = self._make_officer("test_co2", "supervisor", "co", second)
        self.station.sudo().parent_id = second
        complaint.with_user(self.desk_user).action_take_up_after_all()
        self.assertTrue(task.active)
        self.assertEqual(task.user_id, officer)

    def test_a_reopened_one_has_its_tasks_where_it_is(self):
        complaint = self._closed(self.station)
        task = self._give(complaint, self.circle_officer, self.circle_officer)
        second = self._make_unit("CIR2", "circle", "Second Circle", self.district)
        officer = self._make_officer("test_co2", "supervisor", "co", second)
        self.station.sudo().parent_id = second
        complaint.with_user(self.desk_user)._reopen("Not settled")
        self.assertEqual(task.user_id, officer)

    def test_what_the_service_hands_over_it_says_in_the_language_of_the_force(self):
        self.env["ir.config_parameter"].set_param(DEFAULT_PARAMETER, "hi_IN")
        closed = self._closed(self.station)
        self._merge(self.station, self.other_station)
        closed.has_unread_reply = True
        self.assertEqual(closed.unit_id, self.other_station)
        said = "".join(closed.message_ids.mapped("body"))
        self.assertIn("अब नहीं है", said)
        self.assertIn("अब नहीं है", closed.transfer_ids.reason)

    def test_what_is_done_stays_what_it_was(self):
        complaint = self._complaint(self.station)
        task = self._give(complaint, self.circle_officer, self.circle_officer)
        post = task.police_post_id
        task.with_user(self.circle_officer).action_feedback(feedback="Seen.")
        self.assertFalse(task.active)
        second = self._make_unit("CIR2", "circle", "Second Circle", self.district)
        self._make_officer("test_co2", "supervisor", "co", second)
        self._merge(self.circle, second)
        self.assertEqual((task.user_id, task.police_post_id), (self.circle_officer, post))

    def test_where_nobody_is_above_the_desk_of_the_zone_has_it(self):
        complaint = self._complaint(self.station)
        alone = self._make_unit("RNG2", "zone", "Past Zone")
        alone.active = False
        self.assertEqual(alone._in_charge(), self.zone)
        complaint.sudo()._hand_to_successor(alone._in_charge())
        self.assertEqual(complaint.unit_id, self.zone)

    def test_the_history_says_what_passed_on(self):
        complaint = self._complaint(self.station)
        task = self._give(complaint, self.constable, self.station_head)
        complaint.with_user(self.desk_user)._transfer(self.other_station, "Lies there")
        self.assertEqual(task.user_id, self.other_head)
        said = "".join(complaint.message_ids.mapped("body"))
        self.assertEqual(said.count("passed on with the post"), 1)
