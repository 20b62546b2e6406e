from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.police_force.models.police_officer_role import KNOWING

from .grants_common import GrantsCase


@tagged("post_install", "-at_install")
class TestRoleGrants(GrantsCase):
    """A role is given by one and put in force by another, once there is something to know."""

    # Who knows

    def test_the_roles_that_wait_are_those_that_may_read_who_complained(self):
        groups = self.env["ir.model.access"].search(
            [("model_id.model", "=", "police.party"), ("perm_read", "=", True)]
        )
        reading = groups.group_id | groups.group_id.all_implied_by_ids
        officers = self.env["police.officer"]
        for role, _label in officers._fields["role"].selection:
            with self.subTest(role=role):
                self.assertEqual(officers._group_of(role) in reading, role in KNOWING)

    # Given by one, put in force by another

    def test_a_role_given_tells_nothing_until_another_puts_it_in_force(self):
        for role, giver in (("supervisor", self.keeper), ("control_room", self.administrator)):
            officer = self._new(giver, unit_id=self.circle.id, role=role, name=role)
            self._logs_in(officer)
            self.assertEqual((officer.role, officer.waiting_role), (False, role))
            self.assertFalse(self._knows(officer))
            with self.assertRaises(AccessError):
                self._put_in_force(officer, giver)
            self._put_in_force(officer, self.second)
            self.assertEqual((officer.role, officer.waiting_role), (role, False))
            self.assertTrue(self._knows(officer))

    def test_every_role_waits(self):
        officer = self._new(self.administrator, unit_id=self.circle.id)
        for role, _label in officer._fields["role"].selection:
            officer.role = role
            self.assertEqual((officer.role, officer.waiting_role), (False, role))
        self.assertEqual(len(self.grants.search([("user_id", "=", officer.id)])), 8)

    def test_what_tells_no_more_is_in_force_at_once(self):
        for before, after in (
            ("station_head", "station_staff"),
            ("supervisor", "station_head"),
            ("control_room", "supervisor"),
            ("administrator", "district_administrator"),
        ):
            officer = self._officer(
                self._make_officer(f"test_new_{before}", before, "constable", self.circle)
                if before == "station_head"
                else new_test_user(
                    self.env, f"test_new_{before}", groups=f"police_force.group_{before}"
                ),
                self.second,
            )
            officer.role = after
            self.assertEqual((officer.role, officer.waiting_role), (after, False))

    def test_a_higher_role_waits_and_the_lower_one_stays(self):
        officer = self._officer(self.circle_officer, self.administrator)
        officer.role = "control_room"
        self.assertEqual((officer.role, officer.waiting_role), ("supervisor", "control_room"))
        auditor = self._officer(self.auditor, self.administrator)
        auditor.role = "station_staff"
        self.assertEqual((auditor.role, auditor.waiting_role), ("auditor", "station_staff"))

    def test_nobody_puts_in_force_before_the_officer_has_a_password(self):
        officer = self._co()
        officer.action_print_slips()
        self._waiting(officer, self.second).action_put_in_force()
        self.assertEqual(self._waiting(officer).state, "waiting")
        self._logs_in(officer)
        self._put_in_force(officer, self.second)
        self.assertEqual(officer.role, "supervisor")

    def test_many_are_put_in_force_at_once(self):
        officers = [
            self._new(name=f"Naya {number}", phone=f"+9100000002{number}") for number in range(5)
        ]
        self._logs_in(*officers[:4])
        waiting = self.grants.search([("user_id", "in", [one.id for one in officers])])
        self.assertEqual(len(waiting), 5)
        waiting.with_user(self.second).action_put_in_force()
        self.assertEqual(waiting.mapped("state").count("in_force"), 4)
        self.assertEqual(
            waiting.filtered(lambda row: row.state == "waiting").user_id.id, officers[4].id
        )

    def test_who_may_not_put_in_force(self):
        officer = self._co()
        self._logs_in(officer)
        officer.with_user(self.administrator).action_unlock()
        for user in (
            self.keeper,
            self.far_keeper,
            self.station_head,
            self.constable,
            self.desk_user,
            self.auditor,
            self.circle_officer.browse(officer.id),
        ):
            with self.assertRaises(AccessError):
                self._put_in_force(officer, user)
            self.assertFalse(self._knows(officer))

    def test_who_printed_the_slip_does_not_put_in_force(self):
        officer = self._co()
        officer.with_user(self.second).action_print_slips()
        self._logs_in(officer)
        with self.assertRaises(AccessError):
            self._put_in_force(officer, self.second)
        self._put_in_force(officer, self.administrator)
        self.assertTrue(self._knows(officer))

    def test_an_account_made_alone_is_no_second_person(self):
        """Two accounts of one administrator, from before the first complaint, are one person."""
        puppets = [
            self._make_officer(f"test_puppet_{rank}", "administrator", rank, self.district)
            for rank in ("desk", "constable")
        ]
        for puppet in puppets:
            alone = {"state": "in_force", "asked_by_id": self.administrator.id}
            rows = [(puppet, "administrator", "role", self.env["police.post"])]
            self.grants._add(rows, **alone)
        self._logs_in(*puppets)
        for giver, other in (
            (self.administrator, puppets[0]),
            (puppets[0], self.administrator),
            (puppets[0], puppets[1]),
        ):
            officer = self._new(giver, unit_id=self.circle.id, role="supervisor")
            self._logs_in(officer)
            with self.assertRaises(AccessError):
                self._put_in_force(officer, other)
        made = self.grants.search([("user_id", "=", puppets[0].id), ("kind", "=", "role")])
        made.with_user(self.second).action_put_in_force()
        self.assertEqual(made.decided_by_id, self.second)
        self._put_in_force(officer, self.second)
        self.assertEqual(officer.role, "supervisor")

    def test_the_office_above_puts_in_force(self):
        officer = self._co()
        self._logs_in(officer)
        self._put_in_force(officer, self.superintendent)
        self.assertTrue(self._knows(officer))
        constable = self._new(name="Doosra Sipahi")
        self._logs_in(constable)
        self._put_in_force(constable, self.station_head)
        self.assertEqual(constable.role, "station_staff")

    def test_the_office_above_gives_no_more_than_it_knows(self):
        officer = self._new(self.administrator, unit_id=self.circle.id, role="control_room")
        self._logs_in(officer)
        for user in (self.circle_officer, self.superintendent):
            with self.assertRaises(AccessError):
                self._put_in_force(officer, user)
        self._put_in_force(officer, self.zone_head)
        self.assertTrue(self._knows(officer))

    def test_a_refused_role_is_none(self):
        officer = self._co()
        self._logs_in(officer)
        with self.assertRaises(AccessError):
            self._waiting(officer, self.far_keeper).action_refuse()
        self._waiting(officer, self.second).action_refuse()
        self.assertFalse(self._waiting(officer))
        self.assertFalse(self._knows(officer))
        self.assertFalse(officer.waiting_role)
        officer.role = "supervisor"
        self._waiting(officer, self.keeper).action_refuse()
        self.assertFalse(self._waiting(officer))

    def test_the_rows_are_nobodys_to_write(self):
        officer = self._co()
        grant = self._waiting(officer)
        for user in (self.keeper, self.administrator, self.superintendent, self.auditor):
            for attempt in (
                lambda row: row.write({"state": "in_force"}),
                lambda row: row.create({"user_id": self.constable.id, "role": "supervisor"}),
                lambda row: row.unlink(),
            ):
                with self.assertRaises(AccessError):
                    attempt(grant.with_user(user))

    def test_before_the_first_complaint_one_sets_up_alone(self):
        self.assertFalse(self.grants._is_set_up_going_on())
        with patch.object(type(self.grants), "_is_set_up_going_on", lambda _self: True):
            officer = self._co()
        self.assertEqual(officer.role, "supervisor")
        row = self.grants.search([("user_id", "=", officer.id)])
        self.assertEqual((row.state, row.asked_by_id), ("in_force", self.keeper))
        self.assertFalse(row.decided_by_id)

    # What lets somebody in

    def test_a_reset_takes_the_role_until_another_gives_it_back(self):
        for user in (self.circle_officer, self.superintendent):
            officer = self._officer(user)
            self.assertTrue(self._knows(officer))
            officer.action_reset_password()
            self._logs_in(officer)
            self.assertFalse(self._knows(officer))
            self.assertEqual(officer.waiting_role, "supervisor")
            with self.assertRaises(AccessError):
                self._put_in_force(officer, self.keeper)
            self._put_in_force(officer, self.administrator)
            self.assertTrue(self._knows(officer))

    def test_a_slip_printed_for_who_has_the_role_takes_it(self):
        officer = self._officer(self.circle_officer)
        officer.action_print_slips()
        self.assertFalse(self._knows(officer))
        self.assertEqual(officer.waiting_role, "supervisor")

    def test_who_comes_back_waits(self):
        officer = self._officer(self.circle_officer)
        officer.action_leave()
        officer.with_user(self.administrator).action_return()
        self.assertFalse(self._user(officer).has_group("police_force.group_supervisor"))

    def test_an_administrator_who_was_reset_is_no_second_person(self):
        self._officer(self.second, self.administrator).action_reset_password()
        self._logs_in(self._officer(self.second, self.administrator))
        officer = self._co(self.administrator)
        self._logs_in(officer)
        with self.assertRaises(AccessError):
            self._put_in_force(officer, self.second)

    def test_an_administrator_to_be_is_out_of_a_districts_reach(self):
        officer = self._new(self.administrator, unit_id=self.circle.id, role="administrator")
        mine = self._officer(self._user(officer))
        self.assertFalse(mine.may_manage)
        with self.assertRaises(AccessError):
            mine.action_reset_password()
