from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.police_force.models.police_officer_role import KNOWING

from .admin_common import AdminCase

LOG_IN = "test_second_administrator"


@tagged("post_install", "-at_install")
class TestRoleGrants(AdminCase):
    """A role is given by one and put in force by another, once there is something to know."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)
        cls.second = cls._make_officer(LOG_IN, "administrator", "constable", cls.zone)
        cls.auditor = new_test_user(cls.env, "test_auditor", groups="police_force.group_auditor")
        cls.grants = cls.env["police.role.grant"]
        cls.rank_co = cls.env.ref("police_force.rank_co")

    def _co(self, by=None):
        """A new officer at the circle, to whom the role of a supervisor is given."""
        values = {"unit_id": self.circle.id, "rank_id": self.rank_constable.id}
        return self._new(by, role="supervisor", email="naya@example.org", **values)

    def _user(self, officer):
        return self.env["res.users"].browse(officer.id)

    def _logs_in(self, *officers):
        """The officers come in with whatever slip they have, and choose an own password."""
        for officer in officers:
            user = self._user(officer)
            user.password = "a password of my own"
            self.env["res.users.log"].with_user(user).sudo().create({})
        self.env.invalidate_all()

    def _waiting(self, officer, by=None):
        domain = [("user_id", "=", officer.id), ("state", "=", "waiting")]
        grant = self.grants.search(domain)
        return grant.with_user(by) if by else grant

    def _knows(self, officer):
        parties = self.env["police.party"].with_user(officer.id)
        try:
            return bool(parties.search([("complaint_id", "=", self.complaint.id)]))
        except AccessError:
            return False

    def _put_in_force(self, officer, by):
        self._waiting(officer, by).action_put_in_force()
        self.env.invalidate_all()

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

    # Who hears of it

    def _mails(self, act):
        mails = self.env["mail.mail"]
        before = mails.search([])
        act()
        return {mail.email_to: mail for mail in mails.search([]) - before}

    def test_the_officer_and_the_office_above_hear_of_it(self):
        officer, head = self._officer(self.circle_officer), self.superintendent
        for act, word in (
            (officer.action_forget_second_factor, "second factor"),
            (lambda: officer.write({"phone": "+910000000999"}), "changed"),
            (officer.action_reset_password, "reset"),
        ):
            mails = self._mails(act)
            self.assertLessEqual({self.circle_officer.email, head.email}, {*mails})
            for address in (self.circle_officer.email, head.email):
                self.assertIn(word, mails[address].body_html)
                self.assertIn(self.circle_officer.name, mails[address].body_html)

    def test_the_old_address_hears_that_it_changed(self):
        old = self.circle_officer.email
        officer = self._officer(self.circle_officer)
        mails = self._mails(lambda: officer.write({"email": "other@example.org"}))
        office = self.env.ref("police_force.partner_office").email_formatted
        told = [mail for mail in self.env["mail.mail"].search([]) if mail.email_from == office]
        self.assertLessEqual({old, "other@example.org"}, {mail.email_to for mail in told})
        self.assertIn("other@example.org", mails)

    def test_what_changes_nothing_tells_nobody(self):
        officer = self._officer(self.circle_officer)
        self.assertFalse(
            self._mails(lambda: officer.write({"email": officer.email, "lang": "en_US"}))
        )

    def test_no_link_by_mail_renews_an_officers_password(self):
        mails = self._mails(
            lambda: self.env["res.users"].sudo().reset_password(self.circle_officer.login)
        )
        self.assertFalse(mails)
        self.assertNotEqual(self.circle_officer.partner_id.sudo().signup_type, "reset")

    # New who may know

    def test_a_new_post_of_who_may_know_is_on_the_list(self):
        post = self.env["police.post"].create(
            {"rank_id": self.rank_co.id, "unit_id": self.far_circle.id}
        )
        posting = self.env["police.posting"].with_user(self.administrator)
        posting = posting.create({"user_id": self.circle_officer.id, "post_id": post.id})
        row = self.grants.with_user(self.auditor).search(
            [
                ("kind", "=", "posting"),
                ("user_id", "=", self.circle_officer.id),
                ("post_id", "=", post.id),
            ]
        )
        self.assertEqual((row.asked_by_id, row.from_at), (self.administrator, posting.date_from))
        self.assertEqual((row.role, row.state), ("supervisor", "in_force"))
        posting.date_to = fields.Datetime.now() + timedelta(days=1)
        self.assertEqual(self._posts_listed(self.circle_officer, post), 1, "shorter")
        posting.date_to = False
        self.assertEqual(self._posts_listed(self.circle_officer, post), 2, "longer again")
        posting.user_id = self.other_head
        self.assertEqual(self._posts_listed(self.other_head, post), 1)
        posting.user_id = self.auditor
        self.assertFalse(self._posts_listed(self.auditor, post), "may not know")

    def _posts_listed(self, user, post):
        domain = [("kind", "=", "posting"), ("user_id", "=", user.id), ("post_id", "=", post.id)]
        return self.grants.search_count(domain)

    def test_a_leave_goes_on_working_and_is_on_the_list(self):
        order = (
            self.env["police.posting.leave.wizard"]
            .with_user(self.superintendent)
            .create(
                {
                    "user_id": self.circle_officer.id,
                    "substitute_id": self.station_head.id,
                    "date_to": fields.Datetime.now() + timedelta(days=3),
                }
            )
        )
        order.action_leave()
        row = self.grants.search([("user_id", "=", self.station_head.id), ("kind", "=", "posting")])
        self.assertIn(self.superintendent, row.asked_by_id)

    def test_what_a_technical_administrator_gives_is_listed_and_told(self):
        technical = self.env.ref("base.user_admin")
        supervisor = self.env.ref("police_force.group_supervisor")
        fellow = new_test_user(self.env, "test_fellow", groups="police_force.group_user")
        users = self.env["res.users"].with_user(technical)
        for number, act in enumerate(
            (
                lambda: fellow.with_user(technical).write(
                    {"group_ids": [Command.link(supervisor.id)]}
                ),
                lambda: supervisor.with_user(technical).write(
                    {"user_ids": [Command.link(fellow.id)]}
                ),
                lambda: (
                    self.env["res.groups"]
                    .with_user(technical)
                    .create(
                        {
                            "name": "Harmless",
                            "implied_ids": [Command.link(supervisor.id)],
                            "user_ids": [Command.link(fellow.id)],
                        }
                    )
                ),
                lambda: (
                    self.env.ref("police_force.group_user")
                    .with_user(technical)
                    .write({"implied_ids": [Command.link(supervisor.id)]})
                ),
                lambda: (
                    users.browse(fellow.id)
                    .with_context(install_mode=True)
                    .write({"group_ids": [Command.link(supervisor.id)]})
                ),
            )
        ):
            with self.subTest(number=number), self.env.cr.savepoint() as savepoint:
                mails = self._mails(act)
                self.env.invalidate_all()
                row = self.grants.with_user(self.auditor).search(
                    [("user_id", "=", fellow.id), ("kind", "=", "technical")]
                )
                self.assertEqual((row.role, row.asked_by_id), ("supervisor", technical))
                self.assertIn(self.auditor.email_formatted, mails)
                self.assertIn("test_fellow", mails[self.auditor.email_formatted].body_html)
                savepoint.rollback()
            self.env.invalidate_all()
            self.env.registry.clear_cache("groups")

    def test_a_caller_says_nothing_away_by_a_context(self):
        officer = self._officer(self.circle_officer).with_context(
            install_mode=True, police_role=True
        )
        officer.role = "station_staff"
        officer.role = "supervisor"
        self.assertEqual((officer.role, officer.waiting_role), ("station_staff", "supervisor"))
        entries = self.env["police.audit.entry"].search(
            [("model", "=", "res.users"), ("res_id", "=", officer.id), ("field", "=", "group_ids")]
        )
        self.assertTrue(entries, "written down all the same")

    def test_an_import_makes_roles_that_wait(self):
        lines = [
            "Log-in,Name,Mobile,E-mail,Rank,Code of the unit",
            "C777,Naya Circle,,c777@example.org,CO,FARC",
            "S777,Naya Sipahi,,s777@example.org,CONSTABLE,STN1",
        ]
        cells = [line.split(",") for line in lines]
        outcome = self.env["police.import.staff"].with_user(self.administrator)._run(cells, True)
        self.assertFalse(outcome.problems)
        officers = self.env["police.officer"].browse(outcome.officers)
        self.assertEqual(set(officers.mapped("waiting_role")), {"supervisor", "station_staff"})
        self.assertEqual(officers.mapped("role"), [False, False])

    def test_the_checklist_counts_what_waits(self):
        officer = self._co()
        district = self.district.with_user(self.keeper)
        self.assertEqual(district.lacking_second, 1)
        self._officer(self._user(officer)).email = False
        self._logs_in(officer)
        self._put_in_force(officer, self.second)
        district.invalidate_recordset()
        self.assertEqual((district.lacking_second, district.lacking_factor), (0, 1))
        action = district.with_context(lacking="lacking_factor").action_open_lacking()
        found = self.env[action["res_model"]].with_user(self.keeper).search(action["domain"])
        self.assertEqual(found.ids, officer.ids)
