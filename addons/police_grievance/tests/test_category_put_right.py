from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .deadline_common import DeadlineCase

START = datetime(2026, 3, 2, 6, 0)


def after(hours):
    return START + timedelta(hours=hours)


@tagged("post_install", "-at_install")
class TestCategoryPutRight(DeadlineCase):
    """A theft taken for a request: what was promised to a theft holds, from the first contact."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(START):
            cls.slow = cls._category(
                cls._policy("Slow", 72, (48, 72)), "copy_of_paper", priority="0"
            )
            cls.fast = cls._category(cls._policy("Fast", 6, (1, 3, 6)), "taken_away", priority="1")
            cls.complaint = cls._complaint(
                cls.station, category_code="copy_of_paper", received_at=START
            )

    def _put_right(self, category, user=None, hours=2):
        with freeze_time(after(hours)):
            complaint = self.complaint.with_user(user or self.desk_user)
            complaint.write({"category_id": category.id})

    def _history(self):
        return " ".join(self.complaint.message_ids.mapped("body"))

    def _escalate(self, hours):
        self.env.flush_all()
        with freeze_time(after(hours)):
            self.env["police.escalation"]._run_batch(self.complaint)

    def test_the_stricter_promise_from_the_first_contact(self):
        self.assertEqual(self.complaint.promised_hours, 72)
        self._put_right(self.fast)
        complaint = self.complaint
        self.assertEqual((complaint.promised_hours, complaint.priority), (6, "1"))
        self.assertEqual((complaint.promised_deadline, complaint.deadline), (after(6), after(6)))
        self.assertEqual(complaint.cycle_start, START)
        self.assertEqual(complaint.next_escalation_at, after(1), "due at once")
        self.assertIn("6 hours", self._history())

    def test_a_supervisor_and_a_marked_list_do_the_same_and_a_station_may_not(self):
        self._put_right(self.fast, self.circle_officer)
        self.assertEqual(self.complaint.promised_hours, 6)
        two = self.complaint | self._complaint(category_code="copy_of_paper")
        two.with_user(self.desk_user).write({"category_id": self.slow.id})
        two.with_user(self.desk_user).write({"category_id": self.fast.id})
        self.assertEqual(two.mapped("promised_hours"), [6, 6])
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.station_head).write({"category_id": self.slow.id})

    def test_imported_it_is_the_same(self):
        complaints = self.env["police.complaint"].with_user(self.desk_user)
        xmlid = {"module": "__import__", "name": "theft", "model": complaints._name}
        self.env["ir.model.data"].create({**xmlid, "res_id": self.complaint.id})
        rows = [["__import__.theft", self.fast.id]]
        result = complaints.load(["id", "category_id/.id"], rows)
        self.assertFalse(result["messages"])
        self.assertEqual(self.complaint.promised_hours, 6)

    def test_a_laxer_promise_never_takes_its_place(self):
        self._put_right(self.fast)
        before = self.complaint.deadline, self.complaint.next_escalation_at
        self._put_right(self.slow, hours=3)
        complaint = self.complaint
        self.assertEqual((complaint.deadline, complaint.next_escalation_at), before)
        self.assertEqual((complaint.promised_hours, complaint.priority), (6, "0"))
        self.assertIn("promise of 6 hours stays", self._history())

    def test_of_two_with_one_deadline_the_one_that_escalates_more_is_the_stricter(self):
        with freeze_time(START):
            fewer = self._category(self._policy("Fewer", 72, (48,)), "fewer")
            other = self._complaint(self.station, category_code="fewer", received_at=START)
        self._put_right(fewer)
        self.assertEqual(self.complaint.sla_version_id.policy_id, self.slow.sla_policy_id)
        with freeze_time(after(2)):
            other.with_user(self.desk_user).write({"category_id": self.slow.id})
        self.assertEqual(other.sla_version_id.policy_id, self.slow.sla_policy_id)

    def test_what_has_fired_stays_and_each_rank_is_told_once(self):
        self._escalate(50)
        self.assertEqual(self.complaint.escalation_ids.rank_id.mapped("code"), ["SHO"])
        first = self.complaint.escalation_ids
        self._put_right(self.fast, hours=50)
        self._escalate(50)
        rows = self.complaint.escalation_ids.sorted("id")
        self.assertEqual(rows.rank_id.sorted("level").mapped("code"), ["SHO", "CO", "SP"])
        self.assertEqual(len(rows), 3)
        self.assertIn(first, rows)
        self.assertEqual(rows[1:].mapped("due_at"), [after(3), after(6)])
        self.assertEqual(self.complaint.escalation_rank_id.code, "SP")
        self._escalate(60)
        self.assertEqual(len(self.complaint.escalation_ids), 3)
        self.assertFalse(self.complaint.next_escalation_at)

    def test_pauses_count_and_the_pause_still_ends_by_itself(self):
        reason = self.env.ref("police_grievance.pause_reason_citizen")
        with freeze_time(after(1)):
            self.complaint._pause(reason)
        with freeze_time(after(3)):
            self.complaint._resume()
        with freeze_time(after(4)):
            self.complaint._pause(reason)
        self._put_right(self.fast, hours=5)
        until = after(4 + reason.max_hours)
        self.assertEqual(self.complaint.promised_deadline, after(6))
        self.assertEqual(self.complaint.deadline, after(8 + reason.max_hours))
        self.assertEqual(self.complaint.next_escalation_at, after(1))
        self._escalate(5)
        self.assertEqual(self.complaint.next_escalation_at, after(5 + reason.max_hours))
        self.assertGreater(self.complaint.next_escalation_at, until)

    def test_a_priority_that_a_person_gave_stays(self):
        self.complaint.with_user(self.desk_user).write({"priority": "1"})
        self._put_right(self.slow)
        self._put_right(self.env["police.category"])
        self.assertEqual(self.complaint.priority, "1")

    def test_words_of_danger_stay_first(self):
        danger = self._envelope(
            "He has a knife and will kill me now, help!", complaint_numbers=[self.complaint.number]
        )
        self.env["police.complaint"]._intake(danger)
        self.assertEqual(self.complaint.priority, "2")
        self._put_right(self.fast)
        self.assertEqual(self.complaint.priority, "2")

    def test_put_right_while_it_was_closed(self):
        outcome = self.env.ref("police_grievance.outcome_resolved")
        with freeze_time(after(1)):
            self.env["police.verification"].create(
                {"complaint_id": self.complaint.id, "cycle": 1, "result": "resolved"}
            )
            self.complaint.with_user(self.desk_user)._move_to("closed", outcome=outcome)
        self._put_right(self.fast)
        self.assertEqual(self.complaint.promised_hours, 72)
        with freeze_time(after(3)):
            self.complaint.closing_ids._take_back(self.desk_user)
        self.assertEqual((self.complaint.promised_hours, self.complaint.deadline), (6, after(6)))
        self.assertEqual(self.complaint.next_escalation_at, after(1))

    def test_opened_again_the_new_category_promises(self):
        self._put_right(self.fast)
        self.complaint.with_user(self.desk_user).write({"category_id": self.slow.id})
        with freeze_time(after(20)):
            self.complaint._start_cycle()
        self.assertEqual(self.complaint.promised_hours, 72)
