import re

from odoo.tests import TransactionCase, tagged

# The only stations whose Hindi name no source gave.
WITHOUT_HINDI = {"KNN-SAADH", "KNN-REUNA", "KNN-SEN-PASCHIM-SAREERA"}
HEAD_RANKS = {"zone": "ZONE", "range": "RANGE", "district": "SP", "circle": "CO", "station": "SHO"}
SIZES = list(HEAD_RANKS)


@tagged("post_install", "-at_install")
class TestUnits(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shipped = cls.env["ir.model.data"].search(
            [("module", "=", "police_kanpur_zone"), ("model", "=", "police.unit")]
        )
        cls.units = cls.env["police.unit"].browse(shipped.mapped("res_id"))
        cls.stations = cls.units.filtered(lambda unit: unit.kind == "station")
        cls.zone = cls.env.ref("police_kanpur_zone.unit_zone_kanpur")

    def test_number_of_units_of_each_kind(self):
        groups = self.env["police.unit"]._read_group(
            [("id", "in", self.units.ids)], ["kind"], ["__count"]
        )
        expected = {"zone": 1, "range": 2, "district": 9, "circle": 11, "station": 191}
        self.assertEqual(dict(groups), expected)

    def test_external_ids_follow_the_codes(self):
        external_ids = self.units.get_external_id()
        for unit in self.units:
            name = unit.code.lower().replace("-", "_")
            self.assertEqual(external_ids[unit.id], f"police_kanpur_zone.unit_{name}")

    def test_each_unit_hangs_below_a_larger_one(self):
        self.assertFalse(self.zone.parent_id)
        for unit in self.units - self.zone:
            self.assertLess(SIZES.index(unit.parent_id.kind), SIZES.index(unit.kind), unit.code)

    def test_each_station_has_the_district_of_its_code(self):
        for station in self.stations:
            self.assertEqual(station.district_id.code, station.code.split("-")[0], station.code)

    def test_kanpur_nagar_stands_under_the_zone_and_the_other_districts_under_ranges(self):
        districts = self.zone.child_ids.filtered(lambda unit: unit.kind == "district")
        self.assertEqual(districts.code, "KNN")
        jhansi = self.env.ref("police_kanpur_zone.unit_range_jhansi")
        self.assertEqual(set(jhansi.child_ids.mapped("code")), {"JLN", "JHS", "LLT"})

    def test_both_names_are_there_right_after_the_installation(self):
        without_hindi = self.units.filtered(lambda unit: not unit.name_hindi)
        self.assertEqual(set(without_hindi.mapped("code")), WITHOUT_HINDI)
        for unit in self.units:
            self.assertRegex(unit.name_english, r"^[A-Za-z ]+$", unit.code)
            self.assertRegex(unit.name_hindi or "अ", r"^[\u0900-\u097f ]+$", unit.code)

    def test_no_two_units_of_a_district_and_kind_share_a_name(self):
        for field in ("name_english", "name_hindi"):
            keys = [
                (unit.district_id, unit.kind, unit[field]) for unit in self.units if unit[field]
            ]
            self.assertEqual(len(keys), len(set(keys)), field)

    def test_each_unit_has_the_post_of_its_head(self):
        posts = {(post.unit_id, post.rank_id.code) for post in self.units.post_ids}
        missing = self.units.filtered(lambda unit: (unit, HEAD_RANKS[unit.kind]) not in posts)
        self.assertFalse(missing.mapped("code"))
        self.assertIn((self.zone, "DESK"), posts)

    def test_the_head_of_a_district_is_called_as_it_is_there(self):
        commissioner = self.env.ref("police_kanpur_zone.post_knn_head")
        self.assertEqual(commissioner.display_name, "Commissioner of Police, Kanpur Nagar")
        etawah = self.env.ref("police_kanpur_zone.post_etw_head").with_context(lang="hi_IN")
        self.assertEqual(etawah.display_name, "वरिष्ठ पुलिस अधीक्षक, इटावा")

    def test_what_is_not_verified_says_why(self):
        unverified = self.units.filtered(lambda unit: not unit.source_verified)
        self.assertEqual(len(unverified & self.stations), 4)
        self.assertFalse(unverified.filtered(lambda unit: not unit.source_note).mapped("code"))

    def test_a_point_says_what_it_is(self):
        for unit in self.units:
            self.assertEqual(bool(unit.latitude), bool(unit.coordinate_basis), unit.code)
        own_point = self.stations.filtered(lambda unit: unit.coordinate_basis == "station")
        self.assertEqual(len(own_point), 7)

    def test_no_mailbox_telephone_number_or_person_is_shipped(self):
        self.assertFalse(self.units.filtered("email"))
        for unit in self.units:
            words = " ".join(filter(None, (unit.name, unit.alias_names, unit.source_note)))
            self.assertNotRegex(
                re.sub(r"node \d+", "", words), r"\d{7,}|\d{3,5}-\d{6,}|\+\d", unit.code
            )
