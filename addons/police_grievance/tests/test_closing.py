from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestClosing(PoliceCase):
    """The citizen hears of a closing two minutes later; until then it can be undone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)
        cls.now = cls.complaint.received_at + timedelta(hours=5)
        with freeze_time(cls.now):
            cls._act(cls.complaint.with_user(cls.constable))
            cls._follow_up(
                cls.complaint.with_user(cls.desk_user),
                "call",
                next_due_at=cls.now + timedelta(hours=2),
            )
            cls.complaint.with_user(cls.desk_user)._move_to("verification")
            cls.complaint.with_user(cls.desk_user)._record_asked("call", "resolved")
        cls.closed_at = cls.now + timedelta(hours=1)
        cls.resolved = cls.env.ref("police_grievance.outcome_resolved")
        cls.cron = cls.env.ref("police_grievance.ir_cron_tell_closings")

    def _close(self, user=None):
        with freeze_time(self.closed_at):
            complaint = self.complaint.with_user(user or self.desk_user)
            complaint._move_to("closed", self.resolved, "The papers are back.")

    def _after(self, seconds):
        return freeze_time(self.closed_at + timedelta(seconds=seconds))

    def _told(self):
        return self.complaint.milestone_ids.filtered(lambda step: step.code == "resolved")

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def _state(self):
        names = (
            *("stage_id", "stage_code", "is_open", "outcome_id", "outcome_note", "closed_at"),
            *("deadline", "promised_deadline", "next_escalation_at", "cycle", "cycle_start"),
            *("paused_since", "gross_hours", "net_hours", "has_unread_reply", "follow_up_due_at"),
        )
        complaint = self.complaint
        pauses = complaint.pause_ids.mapped(lambda row: (row.start, row.end, row.latest_end))
        steps = complaint.milestone_ids.mapped("code")
        return [complaint[name] for name in names], pauses, steps

    def test_the_citizen_is_told_after_two_minutes_and_once(self):
        self._close()
        self.assertEqual(self.complaint.stage_code, "closed")
        with self._after(119):
            self._run_cron()
            self.assertFalse(self._told())
        with self._after(120):
            self._run_cron()
            self._run_cron()
        self.assertEqual(len(self._told()), 1)
        self.assertIn("The papers are back.", self._told().text)
        self.assertFalse(self.complaint.citizen_told_at)

    def test_the_scheduler_is_woken_in_time(self):
        self._close()
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)])
        self.assertIn(self.closed_at + timedelta(minutes=2), triggers.mapped("call_at"))

    def test_the_time_is_a_setting(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("police_grievance.closing_hold_seconds", "0")
        self._close()
        self.assertTrue(self._told())

    def test_taken_back_it_is_as_if_never_closed(self):
        before = self._state()
        self._close()
        self.assertNotEqual(self._state(), before)
        with self._after(60):
            self.complaint.with_user(self.desk_user).action_take_back()
        self.assertEqual(self._state(), before)
        with self._after(600):
            self._run_cron()
            self.assertEqual(self._state(), before)
        closing = self.complaint.closing_ids
        self.assertEqual((closing.state, closing.taken_back_by_id), ("taken_back", self.desk_user))
        note = self.complaint.message_ids[0]
        self.assertEqual(note.author_id, self.desk_user.partner_id)
        self.assertIn("taken back", note.body)

    def test_it_can_be_closed_again_after_that(self):
        self._close()
        self.complaint.with_user(self.desk_user).action_take_back()
        self._close()
        with self._after(120):
            self._run_cron()
        self.assertEqual(len(self._told()), 1)

    def test_a_form_without_a_closing_asks_once_for_one(self):
        complaint = self.complaint.with_user(self.desk_user)
        # What stays in memory beyond one request.
        self.assertFalse(complaint.may_take_back)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(complaint.citizen_told_at)
        with self.assertQueryCount(0):
            self.assertFalse(complaint.may_take_back)

    def test_the_closer_or_a_higher_rank_takes_it_back(self):
        self._close(self.circle_officer)
        for user in (self.desk_user, self.constable, self.station_head):
            self.assertFalse(self.complaint.with_user(user).may_take_back)
            with self.assertRaises(AccessError):
                self.complaint.with_user(user).action_take_back()
        self.assertTrue(self.complaint.with_user(self.circle_officer).may_take_back)
        self.complaint.with_user(self.superintendent).action_take_back()
        self.assertTrue(self.complaint.is_open)

    def test_who_supervises_others_does_not(self):
        other = self._make_unit("DIST9", "district", "Other District", self.zone)
        stranger = self._make_officer("test_other_sp", "supervisor", "sp", other)
        self._close(self.circle_officer)
        with self.assertRaises(AccessError):
            self.complaint.with_user(stranger).action_take_back()

    def test_once_told_it_is_too_late(self):
        self._close()
        with self._after(120):
            self._run_cron()
            with self.assertRaisesRegex(UserError, "told already"):
                self.complaint.with_user(self.desk_user).action_take_back()

    def test_the_pages_show_it_as_it_was_until_then(self):
        party = self.complaint.party_ids
        with freeze_time(self.closed_at):
            before = self.complaint._citizen_view(party, "en_US")
        self._close()
        with self._after(0):
            view = self.complaint._citizen_view(party, "en_US")
        for key in ("state", "is_open", "next", "steps", "may"):
            self.assertEqual(view[key], before[key], key)
        with self._after(120):
            self._run_cron()
            view = self.complaint._citizen_view(party, "en_US")
        self.assertFalse(view["is_open"])
        self.assertTrue(view["may"]["reopen"])

    def test_not_settled_said_by_the_citizen_stops_the_closing(self):
        self._close()
        with self._after(30):
            self.complaint._keep_feedback("not_resolved", 0, "Nobody came.")
        self.assertEqual(self.complaint.stage_code, "with_station")
        self.assertFalse(self._told())
        self.assertFalse(self.complaint.paused_since)

    def test_it_is_not_reopened_while_it_can_be_taken_back(self):
        self._close()
        with self._after(30), self.assertRaisesRegex(UserError, "Take back"):
            self.complaint.with_user(self.desk_user)._reopen("A mistake.")
        with self._after(500):  # the scheduler is late
            self.complaint.with_user(self.desk_user)._reopen("A mistake.")
        self.assertEqual(self.complaint.milestone_ids[-2:].mapped("code"), ["resolved", "reopened"])

    def test_what_the_service_closes_is_told_at_once(self):
        self.complaint.sudo()._move_to("closed", self.resolved)
        self.assertTrue(self._told())

    def test_one_that_cannot_be_told_holds_up_no_other(self):
        self._close()
        other = self._complaint(self.station)
        with freeze_time(self.closed_at):
            other.with_user(self.desk_user)._record_asked("call", "resolved")
            other.with_user(self.desk_user)._move_to("closed", self.resolved)
        model = type(self.env["police.complaint"])
        announce = model._announce

        def broken(complaints, *args, **kwargs):
            if complaints == self.complaint:
                raise ValueError("broken")
            return announce(complaints, *args, **kwargs)

        self.patch(model, "_announce", broken)
        with self._after(120), self.assertLogs("odoo.addons.police_grievance", "ERROR"):
            self._run_cron()
        self.assertEqual(other.closing_ids.state, "told")
        self.assertEqual(self.complaint.closing_ids.state, "held")
        self.patch(model, "_announce", announce)
        with self._after(500):
            self._run_cron()
        self.assertEqual(self.complaint.closing_ids.state, "told")

    def test_a_closed_complaint_is_not_reopened_without_a_reason(self):
        self.complaint.sudo()._move_to("closed", self.resolved)
        complaint = self.complaint.with_user(self.desk_user)
        station = self.env.ref("police_grievance.stage_with_station")
        with self.assertRaisesRegex(UserError, "with a reason"):
            complaint.write({"stage_id": station.id})
        with self.assertRaisesRegex(UserError, "with a reason"):
            complaint.action_take_up()
        with self.assertRaisesRegex(UserError, "with a reason"):
            complaint._reopen("  ")
        self.assertEqual(
            complaint.get_stage_dialog(station.id)["res_model"], "police.complaint.reopen.wizard"
        )
        self.assertFalse(self.complaint.is_open)
