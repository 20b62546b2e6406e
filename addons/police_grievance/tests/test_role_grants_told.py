from datetime import timedelta

from odoo import Command, fields
from odoo.tests import new_test_user, tagged

from .grants_common import GrantsCase


@tagged("post_install", "-at_install")
class TestRoleGrantsTold(GrantsCase):
    """Who hears of a role that is given, and which list it stands on."""

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
