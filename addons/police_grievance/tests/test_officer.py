from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.tests import tagged

from odoo.addons.report_typst.tests.pdf_common import read_pdf

from .admin_common import AdminCase


@tagged("post_install", "-at_install")
class TestOfficer(AdminCase):
    """What an administrator may do with officers, and with whom."""

    def test_a_district_administrator_makes_an_officer_with_post_and_role(self):
        officer = self._new(phone="+910000000101", email="naya@example.org")
        user = self.env["res.users"].browse(officer.id)
        self.assertEqual(officer.login, "stn1.01")
        self.assertEqual(
            (user.name, user.email, user.tz), ("Naya Sipahi", "naya@example.org", "Asia/Kolkata")
        )
        self.assertTrue(user.has_group("police_force.group_station_staff"))
        self.assertFalse(user.has_group("police_force.group_supervisor"))
        self.assertEqual(user.police_posting_ids.post_id.rank_id, self.rank_constable)
        self.assertEqual(officer.district_id, self.district)
        self.assertEqual(self._new().login, "stn1.02")

    def test_the_role_goes_with_the_rank(self):
        for rank, unit, role in (
            ("sho", self.far_station, "station_head"),
            ("co", self.far_circle, "supervisor"),
            ("sub_inspector", self.far_station, "station_staff"),
        ):
            # Postings begin and end with a minute.
            self.far_head.police_posting_ids.date_to = fields.Datetime.now() - timedelta(minutes=1)
            rank = self.env.ref(f"police_force.rank_{rank}")
            officer = self._new(self.far_keeper, rank_id=rank.id, unit_id=unit.id)
            self.assertEqual(officer.role, role)

    def test_other_districts_are_invisible(self):
        visible = self.env["police.officer"].with_user(self.keeper).search([])
        self.assertIn(self.constable.id, visible.ids)
        for user in (self.far_head, self.zone_head, self.desk_user, self.administrator):
            self.assertNotIn(user.id, visible.ids)
            with self.assertRaises(AccessError):
                self._officer(user).read(["login"])
        everybody = self.env["police.officer"].with_user(self.administrator).search([])
        self.assertLessEqual(
            {self.far_head.id, self.constable.id, self.desk_user.id}, {*everybody.ids}
        )

    def test_nothing_is_done_to_an_officer_elsewhere(self):
        officer = self._officer(self.far_head)
        for act in self._actions(officer):
            with self.assertRaises(AccessError):
                act()
        self.assertTrue(self.far_head.active)

    def _actions(self, officer):
        return (
            lambda: officer.write({"email": "mine@example.org"}),
            lambda: officer.write({"login": "mine"}),
            lambda: officer.write({"role": "supervisor"}),
            officer.action_print_slips,
            officer.action_reset_password,
            officer.action_forget_second_factor,
            officer.action_unlock,
            officer.action_leave,
            officer.action_return,
        )

    def test_a_posting_here_does_not_hand_over_somebody_of_elsewhere(self):
        self._post(self.far_head, self.station)
        self.assertFalse(self._officer(self.far_head, self.administrator).district_id)
        for act in self._actions(self._officer(self.far_head)):
            with self.assertRaises(AccessError):
                act()

    def test_a_posting_here_does_not_hand_over_a_higher_role(self):
        auditor = self.env["res.users"].create(
            {
                "name": "Auditor",
                "login": "test_audit",
                "group_ids": [Command.set(self.env.ref("police_force.group_auditor").ids)],
            }
        )
        self._post(auditor, self.station)
        officer = self._officer(auditor)
        self.assertEqual(officer.district_id, self.district)
        self.assertFalse(officer.may_manage)
        for act in self._actions(officer):
            with self.assertRaises(AccessError):
                act()

    def test_nobody_serves_himself(self):
        for act in self._actions(self._officer(self.keeper)):
            with self.assertRaises(AccessError):
                act()
        for act in self._actions(self._officer(self.administrator, self.administrator)):
            with self.assertRaises(AccessError):
                act()

    def test_a_technical_administrator_is_beyond_the_services_one(self):
        officer = self._officer(self.env.ref("base.user_admin"), self.administrator)
        for act in self._actions(officer):
            with self.assertRaises(AccessError):
                act()

    def _post(self, user, unit):
        """The keeper gives somebody a post in the own district, as the rules allow."""
        post = (
            self.env["police.post"]
            .with_user(self.keeper)
            .create(
                {
                    "unit_id": unit.id,
                    "rank_id": self.rank_constable.id,
                    "name": f"Extra {user.login}",
                }
            )
        )
        post.posting_ids.create({"post_id": post.id, "user_id": user.id})

    def test_a_district_administrator_gives_three_roles(self):
        officer = self._new(unit_id=self.circle.id)
        for role in ("station_head", "supervisor", "station_staff"):
            officer.role = role
            self.assertEqual(officer.role, role)
        for role in ("control_room", "auditor", "district_administrator", "administrator"):
            with self.assertRaises(AccessError):
                officer.write({"role": role})
            with self.assertRaises(AccessError):
                self._new(role=role)
        with self.assertRaises(AccessError):
            self._new(rank_id=self.env.ref("police_force.rank_desk").id)

    def test_nobody_of_a_station_supervises(self):
        officer = self._new()
        with self.assertRaises(UserError):
            officer.role = "supervisor"
        with self.assertRaises(UserError):
            self._new(role="supervisor")
        rank = self.env.ref("police_force.rank_co")
        self.assertEqual(self._new(rank_id=rank.id).role, "station_head")

    def test_the_services_administrator_gives_all_of_the_service(self):
        officer = self._new(self.administrator, role="administrator")
        self.assertTrue(
            self.env["res.users"].browse(officer.id).has_group("police_force.group_administrator")
        )
        officer.role = "auditor"
        user = self.env["res.users"].browse(officer.id)
        self.assertFalse(user.has_group("police_force.group_district_administrator"))
        self.assertFalse(user.has_group("base.group_system"))

    def test_an_officer_is_made_in_the_own_district_only(self):
        with self.assertRaises(AccessError):
            self._new(unit_id=self.far_station.id)
        with self.assertRaises(AccessError):
            self._new(unit_id=self.zone.id)
        with self.assertRaises(AccessError):
            self._new(self.constable)
        with self.assertRaises(UserError):
            self._new(unit_id=False)

    def test_groups_and_passwords_cannot_be_smuggled_in(self):
        officer = self._new()
        before = self.env["res.users"].browse(officer.id).group_ids
        system = self.env.ref("base.group_system")
        officer.write(
            {"email": "x@example.org", "group_ids": [Command.link(system.id)], "password": "x" * 20}
        )
        self.assertEqual(self.env["res.users"].browse(officer.id).group_ids, before)
        other = self._new(group_ids=[Command.link(system.id)], password="x" * 20)
        self.assertFalse(self.env["res.users"].browse(other.id).has_group("base.group_system"))
        with self.assertRaises(AccessError):
            self.constable.with_user(self.keeper).write({"password": "x" * 20})
        with self.assertRaises(AccessError):
            officer.unlink()

    def test_a_leaver_is_out_at_once(self):
        complaint = self._complaint(self.station)
        user, officer = self.constable, self._officer(self.constable)
        officer.action_leave()
        self.assertFalse(user.active)
        self.assertFalse(user.police_posting_ids.filtered(lambda row: not row.date_to))
        self.assertEqual(officer.log_in_state, "left")
        self.assertFalse(self.env["res.users"].with_user(user)._police_scope().unit_ids)
        self.assertEqual(complaint.unit_id, self.station)
        self.assertIn(user.id, self._officer(user).with_context(active_test=False).search([]).ids)

    def test_a_posting_to_come_goes_with_the_leaver(self):
        officer = self._new(date_from=fields.Datetime.now() + timedelta(days=3))
        officer.action_leave()
        self.assertFalse(self.env["res.users"].browse(officer.id).police_posting_ids)

    def test_whoever_returns_gets_a_slip(self):
        officer = self._officer(self.constable)
        officer.action_leave()
        officer.action_return()
        self.assertEqual(officer.log_in_state, "slip")

    def test_a_reset_ends_password_and_sessions(self):
        user = self.constable
        user.password = "old password of mine"
        before = user._compute_session_token("session")
        self._officer(user).action_reset_password()
        self.assertNotEqual(user._compute_session_token("session"), before)
        with self.assertRaises(AccessDenied):
            self._log_in(user, "old password of mine")

    def _log_in(self, user, password, **env):
        credential = {"login": user.login, "password": password, "type": "password"}
        return user.with_user(user)._check_credentials(credential, {"interactive": True, **env})

    def test_the_slip_opens_the_log_in_page_only(self):
        officer = self._new()
        officer.action_print_slips()
        user = self.env["res.users"].browse(officer.id)
        password = user._slip_password()
        self.assertRegex(password, r"^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$")
        self.assertEqual(self._log_in(user, password.upper().replace("-", " "))["uid"], user.id)
        self.assertEqual(user._mfa_url(), "/web/login/new_password")
        with self.assertRaises(AccessDenied):
            self._log_in(user, password, interactive=False)
        with self.assertRaises(AccessDenied):
            self._log_in(user, password[:-1] + ("a" if password[-1] != "a" else "b"))

    def test_a_slip_is_printed_again_until_it_is_used(self):
        officer = self._new()
        user = self.env["res.users"].browse(officer.id)
        officer.action_print_slips()
        password = user._slip_password()
        officer.action_print_slips()
        self.assertEqual(user._slip_password(), password)
        user.password = "a password of my own"
        self.assertFalse(user._mfa_url())
        self.env["res.users.log"].with_user(user).sudo().create({})
        officer.invalidate_recordset()
        self.assertEqual(officer.log_in_state, "used")
        with self.assertRaises(UserError):
            officer.action_print_slips()
        officer.action_reset_password()
        self.assertNotEqual(user._slip_password(), password)

    def test_a_slip_expires(self):
        officer = self._new()
        officer.action_print_slips()
        user = self.env["res.users"].browse(officer.id)
        user.police_slip_expires_at = fields.Datetime.now() - timedelta(seconds=1)
        officer.invalidate_recordset()
        with self.assertRaisesRegex(AccessDenied, "expired"):
            self._log_in(user, user._slip_password())
        self.assertEqual(officer.log_in_state, "expired")

    def test_the_slip_is_printed_for_who_may(self):
        officer = self._new()
        officer.action_print_slips()
        report = self.env["ir.actions.report"]
        pdf, _kind = report.with_user(self.keeper)._render_qweb_pdf(
            "police_force.first_log_in_report", officer.ids
        )
        user = self.env["res.users"].browse(officer.id)
        self.assertIn(user._slip_password(), read_pdf(pdf))
        self.assertIn(user.login, read_pdf(pdf))
        for stranger in (self.far_keeper, self.constable, self.desk_user):
            with self.assertRaises(AccessError):
                report.with_user(stranger)._render_qweb_pdf(
                    "police_force.first_log_in_report", officer.ids
                )

    def test_unlocking_forgets_wrong_codes(self):
        limits = self.env["auth.totp.rate.limit.log"]
        limits.create({"user_id": self.constable.id, "ip": "192.0.2.1", "limit_type": "code_check"})
        self._officer(self.constable).action_unlock()
        self.assertFalse(limits.search([("user_id", "=", self.constable.id)]))

    def test_a_lost_phone_is_forgotten(self):
        self.constable.sudo().totp_secret = "ABCDEFGH"
        self._officer(self.constable).action_forget_second_factor()
        self.constable.invalidate_recordset()
        self.assertFalse(self.constable.totp_enabled)
