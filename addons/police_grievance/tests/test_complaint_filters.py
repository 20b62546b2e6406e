from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestComplaintFilters(PoliceCase):
    """What a screen of complaints is searched and narrowed by."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaints = cls.env["police.complaint"]

    def _received(self, hours_ago, unit=None, **values):
        moment = fields.Datetime.now() - timedelta(hours=hours_ago)
        return self._complaint(unit or self.station, received_at=moment, **values)

    def test_urgency_is_a_filter_over_the_deadline(self):
        late, soon, calm = (self._received(hours) for hours in (25, 21, 2))
        own = [("unit_id", "=", self.station.id)]
        for complaint, urgency in ((late, "late"), (soon, "soon"), (calm, "calm")):
            self.assertEqual(complaint.urgency, urgency)
            self.assertEqual(self.complaints.search([*own, ("urgency", "=", urgency)]), complaint)

    def test_columns_are_counted_by_urgency(self):
        for hours in (25, 26, 21):
            self._received(hours)
        counts = self.complaints.with_user(self.constable).read_progress_bar(
            [("is_open", "=", True)],
            "stage_id",
            {
                "field": "urgency",
                "colors": {"late": "danger", "soon": "warning", "calm": "success"},
            },
        )
        with_station = self.env.ref("police_grievance.stage_with_station")
        self.assertEqual(counts, {str(with_station.id): {"late": 2, "soon": 1, "calm": 0}})

    def test_words_are_found_in_either_spelling_of_the_dotted_letters(self):
        complaint = self._complaint(
            self.station, text="सड़क पर झगड़ा हुआ, घर ६ के पास।", subject="झगड़ा"
        )
        for typed in (
            "सड़क",
            "सड़क",
            "झगड़ा सड़क",
            "घर 6",
            complaint.number,
            f"{complaint.number[:4]}-{complaint.number[4:]}",
        ):
            with self.subTest(typed):
                found = self.complaints.with_user(self.constable).search(
                    [("search_words", "ilike", typed)]
                )
                self.assertEqual(found, complaint)
        self.assertFalse(self.complaints.search([("search_words", "ilike", "सड़क बिजली")]))

    def test_search_uses_its_index(self):
        self.env.cr.execute(
            """SELECT indexdef FROM pg_indexes
               WHERE tablename = 'police_complaint' AND indexdef LIKE '%search_text%'"""
        )
        self.assertIn("gin_trgm_ops", self.env.cr.fetchone()[0])
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        query = self.complaints._search([("search_words", "ilike", "झगड़ा")], order="id")
        plan = "\n".join(
            row[0] for row in self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        )
        self.assertIn("search_text", plan)
        self.assertIn("Index", plan)

    def test_mine_are_those_of_the_posts_held_now(self):
        post = self.env["police.post"].search(
            [("unit_id", "=", self.station.id), ("rank_id.code", "=", "CONSTABLE")]
        )
        mine, _other = self._complaint(self.station), self._complaint(self.station)
        mine.sudo().post_id = post
        found = self.complaints.with_user(self.constable).search([("is_mine", "=", True)])
        self.assertEqual(found, mine)
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            post.sudo().posting_ids.date_to = fields.Datetime.now() - timedelta(hours=1)
            self.assertNotIn(post.id, self.complaints.with_user(self.constable)._own_post_ids())

    def test_escalated_to_me(self):
        complaint = self._received(19)
        self._complaint(self.station)
        level = complaint.sla_version_id.level_ids[0]
        post = self.env["police.post"].search([("unit_id", "=", self.circle.id)])
        self.env["police.escalation"].sudo().create(
            {
                "complaint_id": complaint.id,
                "cycle": 1,
                "level_id": level.id,
                "rank_id": level.rank_id.id,
                "due_at": complaint.deadline,
                "post_id": post.id,
            }
        )
        as_officer = self.complaints.with_user(self.circle_officer)
        self.assertEqual(as_officer.search([("is_escalated_to_me", "=", True)]), complaint)
        self.assertTrue(complaint.with_user(self.circle_officer).is_escalated_to_me)
        self.assertFalse(
            self.complaints.with_user(self.constable).search([("is_escalated_to_me", "=", True)])
        )

    def test_the_tree_beside_the_board_holds_the_own_jurisdiction(self):
        elsewhere = self._make_unit("ELSE", "district", "Elsewhere", self.zone)
        options = {"expand": True, "hierarchize": True, "limit": 0}
        shown = {}
        for user in (self.desk_user, self.circle_officer):
            complaints = self.complaints.with_user(user)
            values = complaints.search_panel_select_range("unit_id", **options)["values"]
            shown[user] = {value["id"] for value in values}
        self.assertEqual(
            shown[self.circle_officer],
            {
                self.zone.id,
                self.district.id,
                self.circle.id,
                self.station.id,
                self.other_station.id,
            },
        )
        self.assertIn(elsewhere.id, shown[self.desk_user])

    def test_every_filter_of_the_search_view_works(self):
        view = self.complaints.with_user(self.circle_officer).get_view(view_type="search")
        domains = [node.get("domain") for node in etree.fromstring(view["arch"]).iter("filter")]
        found = [self.complaints.search_count(safe_eval(domain)) for domain in domains if domain]
        self.assertGreater(len(found), 15)

    def test_the_menu_of_tasks_opens_only_what_the_officer_has_to_do(self):
        """Core's menu asks for these filters by name; without one it opens every complaint."""
        view = self.complaints.with_user(self.constable).get_view(view_type="search")
        domains = {
            node.get("name"): node.get("domain")
            for node in etree.fromstring(view["arch"]).iter("filter")
        }
        # The officer's day has begun while it is still the day before for whoever has no time zone.
        today = fields.Date.context_today(self.complaints.with_user(self.constable))
        for days, name in ((-1, "overdue"), (0, "today"), (1, "upcoming_all")):
            complaint = self._complaint(self.station)
            complaint.with_user(self.constable).activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=today + timedelta(days=days),
                user_id=self.constable.id,
            )
            found = self.complaints.with_user(self.constable).search(
                safe_eval(domains[f"activities_{name}"])
            )
            self.assertEqual(found, complaint.with_user(self.constable), name)
