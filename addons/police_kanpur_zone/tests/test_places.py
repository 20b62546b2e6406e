import json

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open


@tagged("post_install", "-at_install")
class TestPlaces(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shipped = cls.env["ir.model.data"].search(
            [("module", "=", "police_kanpur_zone"), ("model", "=", "police.place")]
        )
        cls.places = cls.env["police.place"].browse(shipped.mapped("res_id"))
        cls.outside = cls.places.filtered(lambda place: place.kind == "outside")
        cls.landmarks = cls.places.filtered(lambda place: place.kind == "landmark")
        cls.localities = cls.places.filtered(lambda place: place.kind == "locality")

    @staticmethod
    def _bare(name):
        return name.removeprefix("Kotwali ").replace(" ", "").lower()

    def test_number_of_places(self):
        self.assertEqual(len(self.localities), 1733)
        self.assertEqual(len(set(self.localities.mapped("pin_code"))), 171)
        self.assertEqual(len(self.places.filtered(lambda place: place.kind == "tehsil")), 34)

    def test_each_place_has_a_district_and_each_locality_a_pin_code(self):
        inside = self.places - self.outside
        self.assertFalse(inside.filtered(lambda place: place.district_id.kind != "district"))
        for place in self.localities:
            self.assertRegex(place.pin_code, r"^2\d{5}$", place.name)

    def test_a_station_is_named_only_for_the_locality_of_its_own_name(self):
        with_station = (self.places - self.landmarks).filtered("unit_id")
        self.assertEqual(len(with_station), 136)
        self.assertEqual(len(with_station.unit_id), 136)
        for place in with_station:
            station = place.unit_id
            names = [station.name_english, *(station.alias_names or "").split("\n")]
            own_names = {self._bare(name) for name in names}
            self.assertIn(self._bare(place.name), own_names)
            self.assertEqual(station.district_id, place.district_id)

    def test_a_landmark_lies_in_the_district_of_its_station(self):
        self.assertGreater(len(self.landmarks), 80)
        for place in self.landmarks:
            self.assertEqual(place.unit_id.district_id, place.district_id, place.name)

    def test_places_outside_the_zone_lead_nowhere(self):
        self.assertGreater(len(self.outside), 150)
        self.assertFalse(self.outside.unit_id or self.outside.district_id)
        for place in self.outside:
            self.assertTrue(place.name_hindi, place.name)

    def test_a_town_with_several_stations_names_none(self):
        towns = {"Jhansi", "Etawah", "Orai", "Lalitpur"}
        found = self.localities.filtered(lambda place: place.name in towns)
        self.assertEqual(set(found.mapped("name")), towns)
        self.assertFalse(found.unit_id)

    def test_a_point_says_what_it_is(self):
        for place in self.places:
            self.assertEqual(bool(place.latitude), bool(place.coordinate_basis), place.name)

    def test_codes_of_post_offices_are_not_part_of_a_name(self):
        self.assertFalse(self.places.filtered(lambda place: "EUP" in place.name).mapped("name"))

    def test_the_outlines_name_their_units_and_their_source(self):
        with file_open("police_kanpur_zone/static/geo/districts.geojson") as stream:
            outlines = json.load(stream)
        self.assertIn("DataMeet, Districts, Census 2011 (CC BY 4.0)", outlines["attribution"])
        codes = {outline["properties"]["unit_code"] for outline in outlines["features"]}
        self.assertEqual(codes, set(self.places.district_id.mapped("code")))
