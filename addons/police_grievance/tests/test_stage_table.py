import ast
from pathlib import Path

from odoo.tests import new_test_user, tagged

from .common import PoliceCase

ADDONS = Path(__file__).parents[2]
OF_STAGE = {"stage_id", "stage_code", "is_open"}


@tagged("post_install", "-at_install")
class TestStageTable(PoliceCase):
    """Who may move what: one table, and what it says is what happens."""

    def test_an_administrator_reads_it_with_a_reason_for_each_row(self):
        administrator = new_test_user(
            self.env, "test_table", groups="police_force.group_administrator"
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
            complaint.sudo()._enter_stage(stage, told=False)
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

    def test_code_and_openness_follow_from_the_stage(self):
        complaint = self._complaint(self.station).sudo()
        for stage in self.env["police.stage"].search([]):
            complaint.stage_id = stage
            with self.subTest(stage=stage.code):
                self.assertEqual(complaint.stage_code, stage.code)
                self.assertEqual(complaint.is_open, stage.code != "closed")
                by_stage = [("stage_code", "=", stage.code), ("is_open", "=", complaint.is_open)]
                self.assertIn(complaint, complaint.search(by_stage))

    def test_one_method_writes_the_stage(self):
        """Whatever it is that moves a complaint, it goes through `_enter_stage`."""
        writers = {
            (path.stem, function.name)
            for path in ADDONS.glob("police_*/[mw]*/**/*.py")
            for function in ast.walk(ast.parse(path.read_text()))
            if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)
            if self._writes_stage(node)
        }
        methods = ("_enter_stage", "_compute_stage_code", "_compute_is_open")
        self.assertEqual(writers, {("police_complaint_stage", name) for name in methods})

    def _writes_stage(self, node):
        """Whether a piece of code writes the stage of something: `x.write({…})` or `x.stage_id = …`."""
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            return any(isinstance(one, ast.Attribute) and one.attr in OF_STAGE for one in targets)
        if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") != "write":
            return False
        keys = [key for given in node.args if isinstance(given, ast.Dict) for key in given.keys]
        return any(isinstance(key, ast.Constant) and key.value in OF_STAGE for key in keys)
