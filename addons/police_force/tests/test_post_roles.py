from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .admin_common import AdminCase


@tagged("post_install", "-at_install")
class TestPostRoles(AdminCase):
    """Whoever comes to a post gets its role, or an administrator has it to give; nobody gets more
    than whoever posted them may give."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls._make_officer("test_second", "administrator", "constable", cls.zone)
        cls.grants = cls.env["police.role.grant"]
        going_on = patch.object(type(cls.grants), "_is_set_up_going_on", lambda _self: False)
        going_on.start()
        cls.addClassCleanup(going_on.stop)
        cls.rank_co = cls.env.ref("police_force.rank_co")
        cls.rank_addl_sp = cls.env.ref("police_force.rank_addl_sp")

    def _post(self, rank, unit):
        [post] = self.env["police.officer"]._posts_for([(rank.id, unit.id)])
        return post

    def _transfer(self, by, user, post, **values):
        order = self.env["police.posting.transfer.wizard"].with_user(by)
        order.create({"user_id": user.id, "post_id": post.id, **values}).action_transfer()
        self.env.invalidate_all()

    def _leave(self, by, user, substitute, until):
        order = self.env["police.posting.leave.wizard"].with_user(by)
        values = {"user_id": user.id, "substitute_id": substitute.id, "date_to": until}
        order.create(values).action_leave()
        self.env.invalidate_all()

    def _open(self, user):
        domain = [("user_id", "=", user.id), ("state", "in", ("waiting", "to_give"))]
        return self.grants.search(domain)

    def _role(self, user):
        self.env.invalidate_all()
        return self._officer(user, self.administrator).sudo().role

    def _log_in(self, user):
        user.password = "a password of my own"
        self.env["res.users.log"].with_user(user).sudo().create({})

    def _follow(self):
        with self.enter_registry_test_mode():
            self.env.ref("police_force.ir_cron_follow_posts").method_direct_trigger()
        self.env.invalidate_all()

    # Who transfers may give the role

    def test_a_higher_role_waits_for_a_second_person(self):
        others = [
            self._make_officer(f"test_{rank}", "station_staff", rank, self.station)
            for rank in ("head_constable", "sub_inspector")
        ]
        for by, user, post in (
            (self.administrator, others[0], self._post(self.rank_co, self.far_circle)),
            (self.keeper, others[1], self._post(self.rank_addl_sp, self.district)),
            (self.superintendent, self.constable, self._post(self.rank_co, self.circle)),
        ):
            with self.subTest(by=by.login):
                self._transfer(by, user, post)
                self.assertEqual(self._role(user), "station_staff")
                grant = self._open(user)
                self.assertEqual((grant.state, grant.role), ("waiting", "supervisor"))
                self.assertEqual(grant.asked_by_id, by)
                self._log_in(user)
                with self.assertRaises(AccessError):
                    grant.with_user(by).action_put_in_force()
                grant.with_user(self.second).action_put_in_force()
                self.assertEqual(self._role(user), "supervisor")

    def test_a_lower_role_comes_with_the_post(self):
        self._transfer(
            self.superintendent, self.station_head, self._post(self.rank_constable, self.station)
        )
        self.assertEqual(self._role(self.station_head), "station_staff")
        self.assertFalse(self._open(self.station_head))
        self._transfer(
            self.administrator, self.circle_officer, self._post(self.rank_head, self.far_station)
        )
        self.assertEqual(self._role(self.circle_officer), "station_head")

    def test_one_of_the_same_role_keeps_it(self):
        self._transfer(
            self.administrator, self.constable, self._post(self.rank_constable, self.far_station)
        )
        self.assertEqual(self._role(self.constable), "station_staff")
        self.assertFalse(self._open(self.constable))

    def test_a_charge_on_top_takes_nothing(self):
        self._transfer(
            self.administrator,
            self.circle_officer,
            self._post(self.rank_constable, self.circle),
            kind="additional",
        )
        self.assertEqual(self._role(self.circle_officer), "supervisor")
        self.assertFalse(self._open(self.circle_officer))

    # What is not theirs to give

    def test_what_is_not_theirs_to_give_an_administrator_gives(self):
        desk = self._post(self.env.ref("police_force.rank_desk"), self.zone)
        self._transfer(self.zone_head, self.constable, desk)
        self.assertEqual(self._open(self.constable).state, "waiting", "the head gives all")
        post = self._post(self.rank_addl_sp, self.district)
        self.env["police.posting"].with_user(self.keeper).create(
            {"user_id": self.desk_user.id, "post_id": post.id, "kind": "additional"}
        )
        self.assertFalse(self._open(self.desk_user), "knows as much already")
        auditor = self._make_officer("test_auditor", "auditor", "constable", self.district)
        self._transfer(self.superintendent, auditor, post)
        grant = self._open(auditor)
        self.assertEqual((grant.state, grant.role), ("to_give", "supervisor"))
        self.assertEqual(self._role(auditor), "auditor")
        for by in (self.keeper, self.superintendent, self.far_keeper, auditor):
            with self.subTest(by=by.login), self.assertRaises(AccessError):
                grant.with_user(by).action_give()
        self._log_in(auditor)
        with self.assertRaises(AccessError):
            grant.with_user(self.second).action_put_in_force()
        grant.with_user(self.administrator).action_give()
        self.assertEqual((grant.state, self._role(auditor)), ("waiting", "auditor"))
        grant.with_user(self.second).action_put_in_force()
        self.assertEqual(self._role(auditor), "supervisor")

    def test_a_circle_officer_gives_no_role_of_the_desk(self):
        """Nor takes one: whoever has more than the one who posts them keeps it."""
        user = self._make_officer("test_more", "control_room", "head_constable", self.station)
        self._transfer(self.circle_officer, user, self._post(self.rank_constable, self.station))
        self.assertEqual(self._role(user), "control_room")
        self.assertEqual(self._open(user).state, "to_give")

    def test_a_district_gives_nobody_of_another_district_a_role(self):
        for kind in ("regular", "additional"):
            self.env["police.posting"].with_user(self.keeper).create(
                {
                    "user_id": self.far_head.id,
                    "post_id": self._post(self.rank_addl_sp, self.district).id,
                    "kind": kind,
                }
            )
            self.assertEqual(self._role(self.far_head), "station_head")
            grant = self._open(self.far_head)
            self.assertEqual(grant.state, "to_give")
            with self.assertRaises(AccessError):
                grant.with_user(self.keeper).action_give()

    def test_to_refuse_leaves_the_role(self):
        auditor = self._make_officer("test_auditor", "auditor", "constable", self.district)
        self._transfer(self.superintendent, auditor, self._post(self.rank_co, self.circle))
        grant = self._open(auditor)
        with self.assertRaises(AccessError):
            grant.with_user(self.far_keeper).action_refuse()
        grant.with_user(self.administrator).action_refuse()
        self.assertEqual((grant.state, self._role(auditor)), ("refused", "auditor"))

    # At the moment of the post

    def test_a_role_begins_with_the_post(self):
        soon = fields.Datetime.now() + timedelta(days=2)
        lower = self._post(self.rank_constable, self.station)
        self._transfer(self.superintendent, self.station_head, lower, moment=soon)
        higher = self._post(self.rank_head, self.other_station)
        self.other_head.police_posting_ids.date_to = soon
        self._transfer(self.superintendent, self.constable, higher, moment=soon)
        self._log_in(self.constable)
        self._open(self.constable).with_user(self.second).action_put_in_force()
        self._follow()
        self.assertEqual(self._role(self.station_head), "station_head")
        self.assertEqual(self._role(self.constable), "station_staff")
        with freeze_time(soon + timedelta(minutes=1)):
            self._follow()
        self.assertEqual(self._role(self.station_head), "station_staff")
        self.assertEqual(self._role(self.constable), "station_head")

    def test_an_order_taken_back_takes_back_what_was_asked(self):
        soon = fields.Datetime.now() + timedelta(days=2)
        self._transfer(
            self.superintendent,
            self.constable,
            self._post(self.rank_co, self.circle),
            moment=soon,
        )
        grant = self._open(self.constable)
        self.constable.police_posting_ids.filtered(lambda row: row.date_from == soon).unlink()
        self._follow()
        self.assertEqual(grant.state, "refused")

    def test_who_acts_for_somebody_has_the_role_while_it_lasts(self):
        until = fields.Datetime.now() + timedelta(days=3)
        self._leave(self.superintendent, self.station_head, self.constable, until)
        self._log_in(self.constable)
        self._open(self.constable).with_user(self.second).action_put_in_force()
        self.assertEqual(self._role(self.constable), "station_head")
        with freeze_time(until + timedelta(minutes=1)):
            self._follow()
        self.assertEqual(self._role(self.constable), "station_staff")

    def test_a_second_charge_keeps_the_role_when_the_first_ends(self):
        until = fields.Datetime.now() + timedelta(days=3)
        self._leave(self.superintendent, self.station_head, self.constable, until)
        self._log_in(self.constable)
        self._open(self.constable).with_user(self.second).action_put_in_force()
        later = until + timedelta(days=3)
        self._leave(self.superintendent, self.other_head, self.constable, later)
        for moment, role in ((until, "station_head"), (later, "station_staff")):
            with freeze_time(moment + timedelta(minutes=1)):
                self._follow()
                self.assertEqual(self._role(self.constable), role)

    # However it comes

    def test_a_list_of_staff_asks_for_the_role_of_a_post(self):
        lines = [
            "Log-in,Name,Mobile,E-mail,Rank,Code of the unit,Kind of posting",
            f"{self.constable.login},{self.constable.name},,,CO,CIRC,additional charge",
        ]
        cells = [line.split(",") for line in lines]
        outcome = self.env["police.import.staff"].with_user(self.keeper)._run(cells, True)
        self.assertFalse(outcome.problems)
        self.assertEqual(self._open(self.constable).role, "supervisor")

    def test_another_officer_in_a_posting_gets_its_role(self):
        posting = self.station_head.police_posting_ids
        posting.with_user(self.keeper).user_id = self.constable
        self.assertEqual(self._open(self.constable).role, "station_head")

    def test_a_new_officer_waits_for_one_role_only(self):
        officer = self._new(
            unit_id=self.district.id, rank_id=self.rank_addl_sp.id, role="station_staff"
        )
        rows = self.grants.search([("user_id", "=", officer.id)])
        self.assertEqual((len(rows), rows.role), (1, "station_staff"))

    def test_while_the_service_is_set_up_roles_are_in_force_at_once(self):
        with patch.object(type(self.grants), "_is_set_up_going_on", lambda _self: True):
            self._transfer(self.keeper, self.constable, self._post(self.rank_co, self.circle))
        self.assertEqual(self._role(self.constable), "supervisor")
