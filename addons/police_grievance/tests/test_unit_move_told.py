import base64
import importlib.util
from pathlib import Path

from odoo.tests import Form, tagged
from odoo.tools import SQL

from .unit_move_common import UnitMoveCase

MIGRATION = Path(__file__).parents[1] / "migrations/19.0.1.2.0/post-stamps.py"


@tagged("post_install", "-at_install")
class TestUnitMoveTold(UnitMoveCase):
    """A unit gets another parent: told before, written down, and followed by what came late."""

    def test_it_is_told_before_it_is_done(self):
        self._complaint(self.other_station)
        form = Form(self.circle.with_user(self.administrator))
        with self.assertLogs("odoo.tests.form.onchange", "WARNING") as told:
            form.parent_id = self.second_district
        self.assertIn("Open complaints that change district: 2", told.output[0])
        self.assertNotIn("change circle", told.output[0])
        stranger = self.circle.with_user(self.station_head)
        self.assertFalse(stranger._onchange_place_in_tree())

    def test_in_hindi_it_names_circle_and_district_as_the_form_does(self):
        in_hindi = self.station.with_context(lang="hi_IN")
        sentences = in_hindi._told_before_move(self.second_district, "station")
        labels = in_hindi.fields_get(["circle_id", "district_id"], ["string"])
        for sentence, field in zip(sentences, ("circle_id", "district_id"), strict=True):
            self.assertIn(labels[field]["string"], sentence)

    def test_an_import_tells_it_when_it_is_tried_and_does_it(self):
        rows = f"code,kind,name,parent\nCIRC,circle,Test Circle,{self.second_district.code}\n"
        wizard = (
            self.env["police.import"]
            .with_user(self.administrator)
            .create({"file": base64.b64encode(rows.encode()), "file_name": "circles.csv"})
        )
        wizard.action_check()
        self.assertFalse(wizard.problem_ids)
        self.assertEqual(wizard.told, "Test Circle: Open complaints that change district: 1")
        self.assertEqual(self.open.district_id, self.district)
        wizard.action_import()
        self.assertEqual(self.open.district_id, self.second_district)

    def test_the_audit_says_it(self):
        self._move(self.circle, self.second_district)
        entries = self.env["police.audit.entry"].search(
            [("model", "=", "police.unit"), ("res_id", "=", self.station.id)]
        )
        entry = entries.filtered(lambda row: row.field == "district_id")
        self.assertEqual(entry.old_text, "Test Circle, Test District")
        self.assertEqual(
            entry.new_text, "Test Circle, Second District; open complaints that followed: 1"
        )
        self.assertEqual(entry.user_id, self.administrator)

    def test_what_came_in_at_the_very_moment_follows_too(self):
        """By another transaction, which knew the force as it was."""
        self._move(self.station, self.second_circle)
        ended = self._make_unit("STN5", "station", "Oldgarh", self.circle)
        stray = self._complaint(self.other_station)
        ended.sudo()._merge_into(self.other_station)
        self.env.flush_all()
        for complaint, unit in ((self.open, self.station), (stray, ended)):
            self.env.cr.execute(
                SQL(
                    """UPDATE police_complaint SET unit_id = %s, circle_id = %s, district_id = %s
                       WHERE id = %s""",
                    *(unit.id, self.circle.id, self.district.id, complaint.id),
                )
            )
        self.env.invalidate_all()
        self._follow_late()
        self.assertEqual(self.open.circle_id, self.second_circle)
        self.assertEqual(stray.unit_id, self.other_station)

    def _follow_late(self):
        """What the scheduler does, if it has been asked to."""
        cron = self.env.ref("police_grievance.ir_cron_follow_late")
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_an_upgrade_mends_what_was_left_behind(self):
        ended = self._make_unit("STN5", "station", "Oldgarh", self.circle)
        stray = self._complaint(ended)
        self.env.flush_all()
        for query in (
            SQL("UPDATE police_unit SET active = FALSE WHERE id = %s", ended.id),
            SQL(
                "UPDATE police_unit SET successor_id = %s WHERE id = %s",
                *(self.other_station.id, ended.id),
            ),
            SQL(
                "UPDATE police_complaint SET district_id = %s, circle_id = %s WHERE id IN %s",
                *(self.second_district.id, self.second_circle.id, (self.open | self.closed)._ids),
            ),
        ):
            self.env.cr.execute(query)
        self.env.invalidate_all()
        spec = importlib.util.spec_from_file_location("stamps", MIGRATION)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.migrate(self.env.cr, "19.0.1.1.0")
        self.env.flush_all()
        self.env.invalidate_all()
        expected = {"test_head", "test_circle", "test_sp"}
        self.assertEqual(self.open.district_id, self.district)
        self.assertEqual(self.closed.district_id, self.second_district)
        self.assertEqual((self._readers(self.open), self._readers(self.closed)), (expected,) * 2)
        self.assertEqual(stray.unit_id, ended, "who tells the citizens is not loaded yet")
        self._follow_late()
        self.assertEqual(stray.unit_id, self.other_station)
