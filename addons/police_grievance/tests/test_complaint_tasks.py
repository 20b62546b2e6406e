from datetime import timedelta

from odoo import fields
from odoo.fields import Domain
from odoo.tests import tagged

from ..models.mail.police_mail_on_complaint import _asked_for
from .common import PoliceCase

ALARMING = (("Calm", False), ("Warns", "warning"), ("Alarms", "danger"))


@tagged("post_install", "-at_install")
class TestComplaintTasks(PoliceCase):
    """What a card says of the tasks on a complaint."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)
        cls.types = cls.env["mail.activity.type"].create(
            [
                {"name": name, "decoration_type": alarm, "icon": f"fa-{name.lower()}"}
                for name, alarm in ALARMING
            ]
        )

    def _give(self, number, days):
        self.complaint.activity_schedule(
            activity_type_id=self.types[number].id,
            date_deadline=fields.Date.today() + timedelta(days),
            summary=f"Task {number}",
            user_id=self.station_head.id,
        )

    def _card(self):
        """What the station reads of it."""
        self.env.invalidate_all()
        return self.complaint.with_user(self.constable)

    def test_no_task(self):
        card = self._card()
        self.assertFalse(card.activity_state)
        self.assertFalse(card.activity_type_id)
        self.assertFalse(card.activity_summary)
        self.assertFalse(card.activity_exception_decoration)

    def test_the_first_task_is_the_next_one(self):
        self._give(0, 5)
        self.assertEqual(self._card().activity_state, "planned")
        self._give(1, -3)
        card = self._card()
        self.assertEqual(card.activity_state, "overdue")
        self.assertEqual(card.activity_type_id, self.types[1])
        self.assertEqual(card.activity_type_icon, "fa-warns")
        self.assertEqual(card.activity_summary, "Task 1")

    def test_danger_calls_before_a_warning(self):
        self._give(1, 0)
        self.assertEqual(self._card().activity_exception_icon, "fa-warns")
        self._give(2, 9)
        self.assertEqual(self._card().activity_exception_decoration, "danger")
        self.assertEqual(self._card().activity_exception_icon, "fa-alarms")

    def test_a_page_of_cards_costs_what_one_card_costs(self):
        others = [
            self._complaint(self.station, sender_value=f"{number}@example.org")
            for number in range(6)
        ]
        for other in others:
            other.activity_schedule(activity_type_id=self.types[0].id, summary="Look")
        names = [name for name in self.complaint._fields if name.startswith("activity_")]
        counts = []
        pages = [self.env["police.complaint"].union(*cards) for cards in (others[:1], others)]
        for page in (pages[1], *pages):  # the first brings what is kept in memory
            page = page.with_user(self.constable)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            page.read(names)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_the_tasks_of_a_page_look_at_no_other_complaint(self):
        """Else PostgreSQL finds all that the user may read first, of which there may be a million."""
        of_complaints = Domain("res_model", "=", "police.complaint")
        page = of_complaints & Domain("res_id", "in", self.complaint.ids)
        either = of_complaints | Domain("res_id", "in", self.complaint.ids)
        self.assertEqual(_asked_for(page), self.complaint.ids)
        for domain in (of_complaints, either, ~page, [], [("res_id", ">", 1)]):
            with self.subTest(domain=domain):
                self.assertIsNone(_asked_for(domain))
        self._give(0, 1)
        tasks = self.env["mail.activity"].with_user(self.superintendent)
        self.assertEqual(tasks.search(page), self.complaint.activity_ids)
