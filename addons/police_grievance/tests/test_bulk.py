from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools.number import format_number
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestBulk(PoliceCase):
    """Assigning and transferring what is marked in a list: the rest is named, with its reason."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls._several(3)
        cls.foreign = cls._complaint(cls.other_station, sender_value="far@example.org")
        cls.done = cls._complaint(cls.station, sender_value="done@example.org")
        cls.done.sudo()._record_asked("call", "resolved")
        cls.done.sudo()._move_to("closed", cls.env.ref("police_grievance.outcome_resolved"))

    @classmethod
    def _several(cls, count):
        complaints = cls.env["police.complaint"]
        for number in range(count):
            sender = f"bulk{count}-{number}@example.org"
            complaints |= cls._complaint(cls.station, sender_value=sender)
        return complaints

    def _wizard(self, user, complaints, **values):
        marked = self.env["police.complaint.bulk.wizard"].with_user(user)
        return marked.with_context(active_ids=complaints.ids).create(values)

    def test_what_can_go_goes_and_the_rest_is_named(self):
        wizard = self._wizard(
            self.station_head,
            self.mine | self.foreign | self.done,
            kind="transfer",
            unit_id=self.other_station.id,
            reason="Theirs.",
        )
        action = wizard.action_do()
        self.assertEqual(action["res_id"], wizard.id)
        self.assertEqual(self.mine.unit_id, self.other_station)
        self.assertIn("3", wizard.result)
        self.assertIn(format_number(self.done.number), wizard.result)
        self.assertNotIn(format_number(self.foreign.number), wizard.result)

    def test_a_second_return_is_left_to_a_person(self):
        one = self.mine[0]
        one.with_user(self.station_head)._transfer(self.other_station, "Theirs.")
        one.with_user(self.other_head)._transfer(self.station, "Yours.")
        going, refused = self.mine.with_user(self.station_head)._transfer_many(
            self.other_station, "Theirs."
        )
        self.assertEqual(going, self.mine[1:])
        self.assertEqual(list(refused), [one])

    def test_to_a_person_means_to_that_persons_post(self):
        wizard = self._wizard(
            self.station_head,
            self.mine | self.foreign | self.done,
            kind="assign",
            user_id=self.constable.id,
        )
        self.assertIn(self.constable, wizard.user_ids)
        self.assertNotIn(self.other_head, wizard.user_ids)
        wizard.action_do()
        self.assertEqual(self.mine.post_id, self.constable.police_posting_ids.post_id)
        self.assertFalse(self.foreign.post_id)
        self.assertIn(format_number(self.done.number), wizard.result)

    def test_a_post_elsewhere_gets_nothing(self):
        post = self.other_head.police_posting_ids.post_id
        given, refused = self.mine.with_user(self.desk_user)._assign_many(post)
        self.assertFalse(given)
        self.assertEqual(set(refused), set(self.mine))

    def test_a_constable_assigns_nothing(self):
        with self.assertRaises(AccessError):
            self.mine.with_user(self.constable)._assign_many(
                self.constable.police_posting_ids.post_id
            )

    def test_any_number_is_assigned_with_the_same_queries(self):
        post = self.constable.police_posting_ids.post_id
        counts = []
        for complaints in (self._several(2), self._several(8)):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            complaints.with_user(self.station_head)._assign_many(post)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1, counts)
