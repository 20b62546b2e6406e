from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ForceCase


@tagged("post_install", "-at_install")
class TestPostingOrders(ForceCase):
    def _transfer(self, by, user, post, **values):
        order = self.env["police.posting.transfer.wizard"].with_user(by)
        order.create({"user_id": user.id, "post_id": post.id, **values}).action_transfer()

    def _leave(self, by, user, substitute, **values):
        until = fields.Datetime.now() + timedelta(days=3)
        order = self.env["police.posting.leave.wizard"].with_user(by)
        values = {"user_id": user.id, "substitute_id": substitute.id, "date_to": until, **values}
        order.create(values).action_leave()

    def test_a_transfer_ends_begins_and_relieves_at_one_moment(self):
        own = self.station_head.police_posting_ids
        held = self.other_head.police_posting_ids
        moment = fields.Datetime.now() - timedelta(minutes=5)
        self._transfer(self.superintendent, self.station_head, held.post_id, moment=moment)
        self.assertEqual((own.date_to, held.date_to), (moment, moment))
        new = self.station_head.police_posting_ids - own
        self.assertEqual((new.post_id, new.date_from, new.kind), (held.post_id, moment, "regular"))
        self.assertTrue(own.post_id.is_vacant)
        self.assertEqual(held.post_id.holder_ids, self.station_head)

    def test_an_additional_charge_comes_on_top(self):
        post = self.other_head.police_posting_ids.post_id
        self.other_head.police_posting_ids.date_to = fields.Datetime.now()
        self._transfer(self.circle_officer, self.station_head, post, kind="additional")
        self.assertEqual(post.holder_ids, self.station_head)
        self.assertFalse(self.station_head.police_posting_ids.filtered("date_to"))

    def test_a_leave_posts_the_substitute_for_its_time(self):
        post = self.station_head.police_posting_ids.post_id
        self._leave(self.circle_officer, self.station_head, self.constable)
        self.assertEqual(post.holder_ids, self.constable)
        with self.assertRaises(UserError):
            self._leave(self.circle_officer, self.station_head, self.station_head)

    def test_each_sees_the_postings_below_first(self):
        elsewhere = self._make_unit("DIST2", "district", "Elsewhere", self.zone)
        stranger = self._make_officer("test_stranger", "supervisor", "sp", elsewhere)
        below = [("post_id.in_jurisdiction", "=", True)]
        for user, sees in (
            (self.superintendent, False),
            (self.zone_head, True),
            (stranger, True),
            (self.env.ref("base.user_admin"), True),
        ):
            with self.subTest(user=user.login):
                found = self.env["police.posting"].with_user(user).search(below)
                self.assertEqual(stranger.police_posting_ids in found, sees)
                self.assertEqual(
                    stranger.police_posting_ids.post_id.with_user(user).in_jurisdiction, sees
                )
        seen = self.env["police.posting"].with_user(stranger).search(below)
        self.assertNotIn(self.station_head.police_posting_ids, seen)

    def test_a_role_that_is_missing_is_named(self):
        orders = self.env["police.posting.leave.wizard"].with_user(self.circle_officer)
        until = fields.Datetime.now() + timedelta(days=3)
        values = {"user_id": self.station_head.id, "date_to": until}
        lacking = orders.create({**values, "substitute_id": self.constable.id})
        self.assertIn("Station head", lacking.role_problem)
        self.assertFalse(
            orders.create({**values, "substitute_id": self.other_head.id}).role_problem
        )

    def test_supervisors_decide_about_posts_below_their_own(self):
        post = self.station_head.police_posting_ids.post_id
        circle_post = self.circle_officer.police_posting_ids.post_id
        elsewhere = self._make_unit("DIST2", "district", "Elsewhere", self.zone)
        stranger = self._make_officer("test_stranger", "supervisor", "sp", elsewhere)
        refused = (
            (stranger, self.constable, post),  # another district
            (self.circle_officer, self.constable, circle_post),  # the own post
            (self.superintendent, self.superintendent, post),  # the own person
            (self.circle_officer, stranger, post),  # ends a posting in another district
        )
        for by, user, to_post in refused:
            with self.subTest(by=by.login, user=user.login), self.assertRaises(AccessError):
                self._transfer(by, user, to_post)
        with self.assertRaises(AccessError):
            self._transfer(self.station_head, self.constable, post)
        self._transfer(self.superintendent, self.constable, circle_post)
        self.assertEqual(circle_post.holder_ids, self.constable)

    def test_a_district_administrator_stays_in_the_district(self):
        keeper = self._make_officer(
            "test_keeper", "district_administrator", "addl_sp", self.district
        )
        elsewhere = self._make_unit("DIST2", "district", "Elsewhere", self.zone)
        far = self._make_officer("test_far", "supervisor", "sp", elsewhere)
        post = self.station_head.police_posting_ids.post_id
        self._leave(keeper, self.station_head, self.constable)
        self.assertEqual(post.holder_ids, self.constable)
        with self.assertRaises(AccessError):
            self._transfer(keeper, self.constable, far.police_posting_ids.post_id)
