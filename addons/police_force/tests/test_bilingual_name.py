from odoo.tests import Form, tagged

from .common import ForceCase


@tagged("post_install", "-at_install")
class TestBilingualName(ForceCase):
    def test_a_missing_hindi_name_is_empty_rather_than_english(self):
        self.assertEqual(self.station.name_english, "Rampurwa")
        self.assertFalse(self.station.name_hindi)
        self.assertEqual(self.station.with_context(lang="hi_IN").name, "Rampurwa")

    def test_each_name_is_written_by_itself(self):
        self.station.name_hindi = "रामपुरवा"
        self.station.with_context(lang="hi_IN").name_english = "Rampurva"
        self.assertEqual(self.station.with_context(lang="en_US").name, "Rampurva")
        self.assertEqual(self.station.with_context(lang="hi_IN").name, "रामपुरवा")
        self.station.name_hindi = False
        self.assertEqual(self.station.with_context(lang="hi_IN").name, "Rampurva")

    def test_the_form_takes_both_names_at_once(self):
        with Form(self.env["police.unit"]) as form:
            form.name = "Kilagaon"
            form.name_hindi = "किलागांव"
            form.code = "FORM-1"
            form.kind = "station"
            form.parent_id = self.circle
        unit = self.env["police.unit"].search([("code", "=", "FORM-1")])
        self.assertEqual((unit.name_english, unit.name_hindi), ("Kilagaon", "किलागांव"))

    def test_both_names_of_many_units_take_one_query(self):
        units = self.env["police.unit"].create(
            [
                {"code": f"MANY-{index}", "kind": "station", "name": f"Unit {index}"}
                for index in range(20)
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            self.assertEqual(len({unit.name_english for unit in units}), 20)
            self.assertFalse(any(unit.name_hindi for unit in units))
