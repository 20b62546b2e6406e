from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .admin_common import AdminCase


@tagged("post_install", "-at_install")
class TestAudit(AdminCase):
    """Who changed which unit, posting, policy or role, from what to what."""

    def _entries(self, record, by=None):
        entries = self.env["police.audit.entry"].with_user(by or self.administrator)
        return entries.search([("model", "=", record._name), ("res_id", "in", record.ids)])

    def test_a_change_says_who_and_from_what_to_what(self):
        self.station.with_user(self.keeper).write(
            {"email": "new@example.org", "tz": self.station.tz}
        )
        entry = self._entries(self.station)[0]
        self.assertEqual(
            (entry.user_id, entry.action, entry.field), (self.keeper, "change", "email")
        )
        self.assertEqual((entry.old_text, entry.new_text), ("", "new@example.org"))
        self.assertEqual((entry.record_name, entry.district_id), ("Rampurwa", self.district))
        self.assertEqual(entry.field_label, "Mailbox of the office")
        self.station.parent_id = self.district
        entry = self._entries(self.station)[0]
        self.assertEqual((entry.old_text, entry.new_text), ("Test Circle", "Test District"))

    def test_what_stays_as_it_was_is_no_change(self):
        before = len(self._entries(self.station))
        self.station.write({"email": False, "name": "Rampurwa"})
        self.assertEqual(len(self._entries(self.station)), before)

    def test_a_name_in_either_language(self):
        self.station.name_hindi = "रामपुरवा"
        entry = self._entries(self.station)[0]
        self.assertEqual((entry.old_text, entry.new_text), ("Rampurwa", "Rampurwa / रामपुरवा"))

    def test_what_is_made_and_deleted(self):
        unit = self._make_unit("GONE", "outpost", "Chauki", self.station)
        entry = self._entries(unit)
        self.assertEqual((entry.action, entry.district_id), ("create", self.district))
        self.assertIn("GONE", entry.new_text)
        unit.unlink()
        self.assertEqual(self._entries(unit)[0].action, "delete")
        self.assertIn("GONE", self._entries(unit)[0].old_text)

    def test_postings_deadlines_and_stage_changes(self):
        posting = self.constable.police_posting_ids
        posting.date_to = "2030-01-01 00:00:00"
        self.assertEqual(self._entries(posting)[0].new_text, "2030-01-01 00:00:00")
        version = self.env["police.sla.version"].create(
            {"policy_id": self.env["police.sla.policy"].create({"name": "Fast"}).id}
        )
        version.hours = 6
        self.assertEqual(self._entries(version)[0].old_text, "24.0")
        transition = self.env["police.stage.transition"].search([], limit=1)
        transition.group_ids = [Command.link(self.env.ref("police_force.group_auditor").id)]
        self.assertIn("Auditor", self._entries(transition)[0].new_text)

    def test_roles_from_either_side(self):
        group = self.env.ref("police_force.group_auditor")
        self.constable.group_ids = [Command.link(group.id)]
        entry = self._entries(self.constable)[0]
        self.assertIn("Auditor", entry.new_text)
        self.assertFalse(entry.old_text)
        self.assertEqual(entry.district_id, self.district)
        group.user_ids = [Command.unlink(self.constable.id)]
        self.assertEqual(self._entries(group)[0].old_text, "test_constable")

    def test_what_is_done_to_a_log_in(self):
        self._officer(self.constable).action_reset_password()
        texts = self._entries(self.constable).mapped("new_text")
        self.assertIn("Password reset, new slip printed", texts)
        self.assertNotIn(self.constable._slip_password(), " ".join(texts))

    def test_citizens_with_an_account_are_not_named(self):
        before = self.env["police.audit.entry"].search_count([])
        portal = self.env.ref("base.group_portal")
        citizen = self.env["res.users"].create(
            {
                "name": "Nagarik",
                "login": "nagarik@example.org",
                "group_ids": [Command.set(portal.ids)],
            }
        )
        citizen.login = "other@example.org"
        citizen.active = False
        self.assertEqual(self.env["police.audit.entry"].search_count([]), before)

    def test_nobody_rewrites_it(self):
        self.station.email = "new@example.org"
        entry = self._entries(self.station)[0]
        for record in (entry, entry.sudo()):
            with self.assertRaises(AccessError):
                record.write({"new_text": "nothing"})
            with self.assertRaises(AccessError):
                record.unlink()
        with self.assertRaises(AccessError):
            entry.create({"user_id": self.keeper.id, "action": "act", "model": "res.users"})

    def test_a_district_reads_its_own(self):
        self.far_station.email = "far@example.org"
        self.station.email = "near@example.org"
        self.assertFalse(self._entries(self.far_station, self.keeper))
        self.assertTrue(self._entries(self.station, self.keeper))
        for user in (self.constable, self.desk_user, self.superintendent):
            with self.assertRaises(AccessError):
                self._entries(self.station, user)

    def test_a_batch_is_written_in_one_query(self):
        def queries(units):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            units.write({"email": f"{len(units)}@example.org"})
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        units = self.env["police.unit"].union(
            *(
                self._make_unit(f"B{number}", "station", f"B {number}", self.circle)
                for number in range(9)
            )
        )
        units.mapped("district_id.name")
        self.assertLessEqual(queries(units), queries(units[:2]) + 1)

    def test_an_export_is_written_down(self):
        with self.assertRaises(UserError):
            self.station.with_user(self.constable).export_data(["name"])
        self.constable.group_ids += self.env.ref("base.group_allow_export")
        self.station.with_user(self.constable).export_data(["name", "code"])
        entry = self.env["police.audit.entry"].search([("action", "=", "export")], limit=1)
        self.assertEqual((entry.user_id, entry.model), (self.constable, "police.unit"))
        self.assertEqual((entry.new_text, entry.row_count), ("name, code", 1))

    def test_no_role_exports_by_default(self):
        export = self.env.ref("base.group_allow_export")
        for user in (
            self.constable,
            self.desk_user,
            self.superintendent,
            self.keeper,
            self.administrator,
        ):
            self.assertNotIn(export, user.all_group_ids)
