import importlib.util
from pathlib import Path

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from ..models.police_log_in_failure import ATTEMPTS, PAUSE
from ..models.police_unit_time import TIME_ZONE, TIME_ZONES
from .common import ForceCase

MIGRATION = Path(__file__).parent.parent / "migrations" / "19.0.1.2.0" / "post-time_zones.py"


@tagged("post_install", "-at_install")
class TestTimeZone(ForceCase):
    """What a schedule or a page reads later is chosen or checked, and never stops the others."""

    def _store(self, unit, zone):
        """As it could be typed before there was a list."""
        self.env.flush_all()
        self.env.cr.execute(SQL("UPDATE police_unit SET tz = %s WHERE id = %s", zone, unit.id))
        self.env.invalidate_all()

    def test_zones_are_chosen_from_a_list_that_begins_with_indias(self):
        choices = self.env["police.unit"].fields_get(["tz"])["tz"]["selection"]
        self.assertEqual(choices[0][0], TIME_ZONE)
        zones = [zone for zone, _name in choices]
        self.assertEqual(set(zones), TIME_ZONES)
        self.assertEqual(len(zones), len(TIME_ZONES))
        self.assertNotIn("IST", zones)

    def test_no_way_in_takes_what_is_no_zone(self):
        values = {"name": "Nowhere", "code": "NOWHERE", "kind": "station"}
        with self.assertRaises(ValidationError):
            self.station.tz = "IST"
        with self.assertRaises(ValidationError):
            self.env["police.unit"].create({**values, "tz": "IST"})
        names = ["code", "name", "kind", "parent_id", "tz"]
        loaded = self.env["police.unit"].load(
            names, [["NOWHERE", "Nowhere", "station", "Test Circle", "IST"]]
        )
        self.assertFalse(loaded["ids"])
        self.assertIn("IST", loaded["messages"][0]["message"])
        loaded = self.env["police.unit"].load(
            names, [["STN1", "Rampurwa", "station", "Test Circle", "Asia/Kathmandu"]]
        )
        self.assertEqual(loaded["ids"], self.station.ids)
        self.assertEqual(self.station._time_zone(), "Asia/Kathmandu")

    def test_what_was_typed_before_is_read_as_the_zone_of_the_force(self):
        self._store(self.station, "IST")
        self.assertEqual(self.station._time_zone(), TIME_ZONE)
        self.assertTrue(self.station._today())
        self.station.name = "Rampurwa Nagar"

    def test_an_upgrade_mends_it(self):
        self.zone.tz = "Asia/Kathmandu"
        self.other_station.tz = "Europe/Berlin"
        self._store(self.station, "IST")
        spec = importlib.util.spec_from_file_location("time_zones", MIGRATION)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        zones = (self.station | self.other_station).mapped("tz")
        self.assertEqual(
            zones, [self.env["police.unit"]._zone_desk()._time_zone(), "Europe/Berlin"]
        )

    def test_a_number_that_is_none_is_refused_and_never_stops_a_log_in(self):
        parameters = self.env["ir.config_parameter"]
        for key in parameters._service_numbers():
            for wrong in ("ten", "-1", "nan", "8:30", "100000000000"):
                with self.subTest(key=key, wrong=wrong), self.assertRaises(ValidationError):
                    parameters.set_param(key, wrong)
            kept = parameters._service_number(key)
            default = parameters._service_numbers()[key]
            for wrong in ("two minutes", "100000000000"):
                self._write_past_the_checks(key, wrong)
                self.assertEqual(parameters._service_number(key), default, f"{key}: {kept}")
        failures = self.env["police.log.in.failure"]
        for wrong in ("often", "100000000000"):
            for key in (ATTEMPTS, PAUSE):
                self._write_past_the_checks(key, wrong)
            self.assertFalse(failures._is_paused(failures._origins("nobody")))
        self.env["police.settings"]._in_force()

    def test_the_largest_number_is_taken_and_works(self):
        parameters = self.env["ir.config_parameter"]
        for key, most in parameters._service_maxima().items():
            parameters.set_param(key, str(most))
            self.assertEqual(parameters._service_number(key), most)
            with self.assertRaisesRegex(ValidationError, f"{key} can be {most} at most"):
                parameters.set_param(key, str(most + 1))
        failures = self.env["police.log.in.failure"]
        self.assertFalse(failures._is_paused(failures._origins("nobody")))
        self.station_head._issue_slip()

    def _write_past_the_checks(self, key, value):
        self.env["ir.config_parameter"].set_param(key, "1")
        self.env.flush_all()
        self.env.cr.execute(
            SQL("UPDATE ir_config_parameter SET value = %s WHERE key = %s", value, key)
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache("stable")
        self.env.registry.clear_cache()
