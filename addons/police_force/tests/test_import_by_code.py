import json

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ForceCase

HEADER = "code,kind,name,name_hindi,parent_id\n"
OPTIONS = {"quoting": '"', "separator": ",", "has_headers": True, "encoding": "utf-8"}


@tagged("post_install", "-at_install")
class TestImportByCode(ForceCase):
    """Lists of units through the framework's own import screen."""

    def _import(self, rows, header=HEADER, lang="en_US"):
        columns = header.strip().split(",")
        screen = self.env["base_import.import"].create(
            {
                "res_model": "police.unit",
                "file": (header + rows).encode(),
                "file_type": "text/csv",
                "file_name": "stations.csv",
            }
        )
        return screen.with_context(lang=lang).execute_import(columns, columns, dict(OPTIONS))

    def _unit(self, code):
        return self.env["police.unit"].with_context(active_test=False).search([("code", "=", code)])

    def test_a_list_makes_units_with_both_names(self):
        result = self._import("NEW-1,station,Navagaon,नवागांव,CIRC\nNEW-2,station,Purwa,पुरवा,CIRC\n")
        self.assertFalse(result["messages"])
        unit = self._unit("NEW-1")
        self.assertEqual((unit.name_english, unit.name_hindi), ("Navagaon", "नवागांव"))
        self.assertEqual(unit.with_context(lang="hi_IN").name, "नवागांव")
        self.assertEqual((unit.parent_id, unit.district_id), (self.circle, self.district))

    def test_the_same_list_again_makes_no_second_units(self):
        first = self._import("NEW-1,station,Navagaon,नवागांव,CIRC\n")
        second = self._import("NEW-1,station,Navagaon Kalan,नवागांव कलां,DIST\n")
        self.assertEqual(first["ids"], second["ids"])
        unit = self._unit("NEW-1")
        self.assertEqual((unit.name_english, unit.name_hindi), ("Navagaon Kalan", "नवागांव कलां"))
        self.assertEqual(unit.parent_id, self.district)

    def test_an_administrator_who_reads_hindi_imports_the_same_list(self):
        self._import(
            "NEW-1,station,Navagaon,नवागांव,CIRC\nNEW-2,station,Purwa,,CIRC\n", lang="hi_IN"
        )
        self.assertEqual(self._unit("NEW-1").name_english, "Navagaon")
        self.assertEqual(self._unit("NEW-1").name_hindi, "नवागांव")
        self.assertEqual(
            (self._unit("NEW-2").name_english, self._unit("NEW-2").name_hindi), ("Purwa", False)
        )

    def test_a_bad_row_is_named_and_nothing_is_imported(self):
        rows = "NEW-1,station,Navagaon,नवागांव,CIRC\nNEW-2,castle,Purwa,पुरवा,CIRC\n"
        with mute_logger("odoo.sql_db"):
            result = self._import(rows)
        message = next(row for row in result["messages"] if row.get("field") == "kind")
        self.assertEqual(message["type"], "error")
        self.assertEqual(result["name"][message["rows"]["from"]], "Purwa")
        self.assertIn("castle", message["message"])
        self.assertFalse(self._unit("NEW-1"))

    def test_an_unknown_unit_above_is_named(self):
        result = self._import("NEW-1,station,Navagaon,नवागांव,NOWHERE\n")
        self.assertIn("NOWHERE", json.dumps(result["messages"]))
        self.assertFalse(self._unit("NEW-1"))

    def test_a_list_may_name_a_unit_of_its_own_as_the_one_above(self):
        result = self._import("NEW-C,circle,Navi,नवी,DIST\nNEW-1,station,Navagaon,नवागांव,NEW-C\n")
        self.assertFalse(result["messages"])
        self.assertEqual(self._unit("NEW-1").circle_id, self._unit("NEW-C"))

    def test_an_archived_unit_is_found(self):
        self.other_station.active = False
        result = self._import("STN2,station,Shyamgarh,श्यामगढ़,CIRC\n")
        self.assertEqual(result["ids"], self.other_station.ids)

    def test_an_external_id_may_stand_beside_the_code(self):
        header = "id," + HEADER
        first = self._import("list.new_1,NEW-1,station,Navagaon,नवागांव,CIRC\n", header)
        second = self._import("list.new_1,NEW-1,station,Navagaon,नवागांव,CIRC\n", header)
        self.assertFalse(second["messages"])
        self.assertEqual(first["ids"], second["ids"])
        self.assertEqual(self.env.ref("list.new_1"), self._unit("NEW-1"))

    def test_whoever_may_not_change_units_cannot_import_them(self):
        result = (
            self.env["police.unit"]
            .with_user(self.constable)
            .load(["code", "name"], [["STN1", "Other"]])
        )
        self.assertTrue(result["messages"])
        self.assertEqual(self.station.name, "Rampurwa")
