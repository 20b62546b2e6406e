import runpy
from pathlib import Path

from odoo.tests import tagged
from odoo.tools import SQL

from .common import ForceCase

MIGRATION = Path(__file__).parents[1] / "migrations/19.0.1.2.0/pre-one-code-one-english.py"


@tagged("post_install", "-at_install")
class TestOneEnglish(ForceCase):
    """An officer who reads English (IN) writes and reads the English that everybody has."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_IN")

    def _stored(self, record):
        record.flush_recordset()
        [(names,)] = self.env.execute_query(
            SQL("SELECT name FROM %s WHERE id = %s", SQL.identifier(record._table), record.id)
        )
        return names

    def test_a_name_is_changed_for_all_who_read_english(self):
        self.station.name_hindi = "रामपुरवा"
        other = self.station.with_context(lang="en_IN")
        other.name = "Rampurwa Nagar"
        self.assertEqual(
            self._stored(self.station), {"en_US": "Rampurwa Nagar", "hi_IN": "रामपुरवा"}
        )
        self.assertEqual((other.name, self.station.name), ("Rampurwa Nagar", "Rampurwa Nagar"))
        self.station.with_context(lang="en_US").name = "Rampurwa"
        self.assertEqual(other.name, "Rampurwa")
        other.name_english = "Rampur"
        self.assertEqual((other.name, self.station.name), ("Rampur", "Rampur"))

    def test_a_new_unit_has_one_english(self):
        units = self.env["police.unit"].with_context(lang="en_IN")
        made = units.create(
            {"code": "N-1", "kind": "station", "name": "Navi", "parent_id": self.circle.id}
        )
        self.assertEqual((self._stored(made), made.env.lang), ({"en_US": "Navi"}, "en_IN"))
        made.load(["code", "name"], [["N-1", "Navi Basti"]])
        self.assertEqual(self._stored(made), {"en_US": "Navi Basti"})

    def test_the_dialogue_of_translations_too(self):
        self.station.update_field_translations("name", {"en_IN": "Ram Purwa", "hi_IN": "रामपुरवा"})
        self.assertEqual(self._stored(self.station), {"en_US": "Ram Purwa", "hi_IN": "रामपुरवा"})
        self.station.update_field_translations("name", {"en_US": "Rampurwa", "en_IN": "Other"})
        self.assertEqual(self._stored(self.station)["en_US"], "Rampurwa")
        self.station.update_field_translations("name", {"en_IN": False})
        self.assertEqual(self._stored(self.station), {"en_US": "Rampurwa", "hi_IN": "रामपुरवा"})

    def test_the_upgrade_takes_a_second_english_for_another_name(self):
        self.station.flush_recordset()
        self.env.cr.execute(
            SQL(
                """UPDATE police_unit SET name = name || '{"en_IN": "Ram Purva"}',
                   alias_names = 'Old' WHERE id = %s""",
                self.station.id,
            )
        )
        runpy.run_path(str(MIGRATION))["migrate"](self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertEqual(self._stored(self.station), {"en_US": "Rampurwa"})
        self.assertEqual(self.station.alias_names, "Old\nRam Purva")

    def test_the_upgrade_leaves_units_of_one_code_to_the_administrator(self):
        self.env.cr.execute("DROP INDEX police_unit_code_key_unique")
        self.env.cr.execute("ALTER TABLE police_unit DROP COLUMN code_key")
        self.env.cr.execute(
            SQL(
                "UPDATE police_unit SET code = 'stn – 1', active = false WHERE id = %s",
                self.station.id,
            )
        )
        self.env.cr.execute(
            SQL("UPDATE police_unit SET code = 'STN-1' WHERE id = %s", self.other_station.id)
        )
        runpy.run_path(str(MIGRATION))["migrate"](self.env.cr, "19.0.1.0.0")
        self.env.cr.execute("CREATE UNIQUE INDEX again ON police_unit (code_key)")
        self.env.invalidate_all()
        self.assertEqual(self.other_station.code_key, "stn-1")
        self.assertEqual(self.station.code_key, f"stn-1#{self.station.id}")
        units = self.env["police.unit"]._by_code(["STN_1", "stn – 1", "nothing"])
        self.assertEqual(units, {"STN_1": self.other_station, "stn – 1": self.station})
