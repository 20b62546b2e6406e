from odoo.tests import new_test_user, tagged

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestStageTable(PoliceCase):
    """Who may move what: one table, and what it says is what happens."""

    def test_an_administrator_reads_it_with_a_reason_for_each_row(self):
        administrator = new_test_user(
            self.env, "test_table", groups="police_grievance.group_administrator"
        )
        rows = self.env["police.stage.transition"].with_user(administrator).search([])
        view = rows.get_view(view_type="list")["arch"]
        for field in ("from_stage_id", "to_stage_id", "group_ids", "note"):
            self.assertIn(f'name="{field}"', view)
        for row in rows:
            with self.subTest(row=(row.from_stage_id.code, row.to_stage_id.code)):
                self.assertTrue(row.group_ids.mapped("display_name"))
                self.assertTrue(row.note)
                self.assertNotEqual(row.note, row.with_context(lang="hi_IN").note)

    def test_what_it_says_is_what_a_role_is_offered(self):
        users = {
            "station_staff": self.constable,
            "station_head": self.station_head,
            "supervisor": self.circle_officer,
            "control_room": self.desk_user,
        }
        complaint = self._complaint(self.station)
        table = self.env["police.stage.transition"].search([])
        for stage in self.env["police.stage"].search([]):
            complaint.sudo().write({"stage_id": stage.id, "stage_code": stage.code})
            for role, user in users.items():
                groups = user.all_group_ids
                written = table.filtered(
                    lambda row, stage=stage, groups=groups: (
                        row.from_stage_id == stage and row.group_ids & groups
                    )
                )
                offered = complaint.with_user(user).next_stages.split()
                with self.subTest(stage=stage.code, role=role):
                    self.assertCountEqual(offered, written.to_stage_id.mapped("code"))
