from datetime import datetime

from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestPostings(PoliceCase):
    def test_scope_changes_at_the_moment_of_the_posting(self):
        complaint = self._complaint(self.station)
        post = self.station_head.police_posting_ids.post_id
        self.station_head.police_posting_ids.date_to = "2026-06-01 12:00:00"
        self.env["police.posting"].create(
            {"post_id": post.id, "user_id": self.other_head.id, "date_from": "2026-06-01 12:00:00"}
        )
        self.env.flush_all()
        for moment, sees in (("2026-06-01 11:59:59", True), ("2026-06-01 12:00:00", False)):
            with freeze_time(moment):
                self.env.invalidate_all()
                own = self.env["police.complaint"].with_user(self.station_head).search([])
                new = self.env["police.complaint"].with_user(self.other_head).search([])
            self.assertEqual(complaint in own, sees)
            self.assertEqual(complaint in new, not sees)

    def test_a_new_outpost_is_seen_at_once(self):
        scope = self.env["res.users"].with_user(self.station_head)._police_scope()
        outpost = self._make_unit("OUT1", "outpost", "Test Outpost", self.station)
        after = self.env["res.users"].with_user(self.station_head)._police_scope()
        self.assertEqual(set(after.unit_ids) - set(scope.unit_ids), {outpost.id})

    def test_a_scope_costs_no_query_when_warm(self):
        users = self.env["res.users"].with_user(self.station_head)
        users._police_scope()
        with self.assertQueryCount(0):
            users._police_scope()

    def test_charges_add_and_the_substituted_officer_keeps_reading(self):
        complaint = self._complaint(self.other_station)
        post = self.other_head.police_posting_ids.post_id
        for kind in ("additional", "substitute"):
            posting = self.env["police.posting"].create(
                {"post_id": post.id, "user_id": self.station_head.id, "kind": kind}
            )
            for officer in (self.station_head, self.other_head):
                self.assertIn(complaint, complaint.with_user(officer).search([]))
            posting.unlink()
        self.assertNotIn(complaint, complaint.with_user(self.station_head).search([]))

    def test_the_head_of_a_unit_is_one_person_at_a_time(self):
        post = self.station_head.police_posting_ids.post_id
        with self.assertRaises(ValidationError):
            self.env["police.posting"].create({"post_id": post.id, "user_id": self.constable.id})

    def test_two_administrators_at_once_cannot_post_two_heads(self):
        """With two real transactions: the second one has to begin anew."""
        with self.registry.cursor() as cr:
            env = self.env(cr=cr)
            rank = env.ref("police_force.rank_sho")
            unit = env["police.unit"].create({"code": "RACE", "kind": "station", "name": "Race"})
            post = env["police.post"].create({"rank_id": rank.id, "unit_id": unit.id})
        self.addCleanup(self._remove_post, post.id, unit.id)
        with self.registry.cursor() as second_cr:
            second_cr.execute("SELECT 1")
            with self.registry.cursor() as cr:
                self._post_admin(cr, post.id)
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                self._post_admin(second_cr, post.id)
            second_cr.rollback()
            with self.assertRaises(ValidationError):
                self._post_admin(second_cr, post.id)
            second_cr.rollback()

    def _post_admin(self, cr, post_id):
        env = self.env(cr=cr)
        values = {"post_id": post_id, "user_id": env.ref("base.user_admin").id}
        env["police.posting"].create(values)
        env.flush_all()

    def _remove_post(self, post_id, unit_id):
        with self.registry.cursor() as cr:
            env = self.env(cr=cr)
            post = env["police.post"].browse(post_id)
            post.posting_ids.unlink()
            post.unlink()
            env["police.unit"].browse(unit_id).unlink()

    def test_a_boundary_wakes_the_scheduler(self):
        cron = self.env.ref("police_grievance.ir_cron_pass_on")
        self.station_head.police_posting_ids.date_to = "2031-06-01 12:00:00"
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertIn(datetime(2031, 6, 1, 12), triggers.mapped("call_at"))

    def test_a_vacant_posts_complaints_are_the_next_ranks_until_it_is_filled(self):
        complaint = self._complaint(self.station)
        posting = self.constable.police_posting_ids
        complaint.post_id = posting.post_id
        posting.date_to = fields.Datetime.now()
        mine = complaint.with_user(self.station_head).search([("is_mine", "=", True)])
        self.assertEqual(mine, complaint)
        self.assertTrue(posting.post_id.is_vacant)
        self.assertEqual(posting.post_id.stand_in_id, self.station_head)
        self.assertEqual(complaint.holder_ids, self.station_head)
        self.assertEqual(posting.post_id.vacant_since, posting.date_to)
        vacant = self.env["police.post"].search([("is_vacant", "=", True)])
        self.assertIn(posting.post_id, vacant)
        self.env["police.posting"].create(
            {"post_id": posting.post_id.id, "user_id": self.other_head.id}
        )
        self.assertFalse(complaint.with_user(self.station_head).search([("is_mine", "=", True)]))
        self.assertFalse(posting.post_id.is_vacant)

    def test_the_regular_holder_goes_before_an_older_additional_charge(self):
        posting = self.station_head.police_posting_ids
        self.env["police.posting"].create(
            {
                "post_id": posting.post_id.id,
                "user_id": self.other_head.id,
                "kind": "additional",
                "date_from": "2019-01-01 00:00:00",
            }
        )
        holders = posting.post_id._holders()[posting.post_id]
        self.assertEqual(holders, self.station_head + self.other_head)
        self.assertEqual(holders[0], self.station_head)

    def test_a_unit_has_one_head_whatever_the_posts_are_called(self):
        post = self.station_head.police_posting_ids.post_id
        second = post.copy({"name": "Second head", "posting_ids": False})
        with self.assertRaises(ValidationError):
            self.env["police.posting"].create({"post_id": second.id, "user_id": self.constable.id})

    def test_a_rank_that_heads_another_kind_of_unit_has_many_holders(self):
        rank = self.env.ref("police_force.rank_sub_inspector")
        post = self.env["police.post"].create({"rank_id": rank.id, "unit_id": self.station.id})
        for user in (self.constable, self.other_head):
            self.env["police.posting"].create({"post_id": post.id, "user_id": user.id})
        self.assertEqual(len(post.holder_ids), 2)

    def test_a_post_is_found_by_the_words_it_shows(self):
        post = self.station_head.police_posting_ids.post_id
        for words in ("Rampurwa", "head, rampurwa", "Rampurwa Station head"):
            with self.subTest(words=words):
                found = [row[0] for row in self.env["police.post"].name_search(words)]
                self.assertIn(post.id, found)
        self.assertNotIn(
            post.id,
            self.env["police.post"].search([("display_name", "ilike", "constable, Rampurwa")]).ids,
        )
