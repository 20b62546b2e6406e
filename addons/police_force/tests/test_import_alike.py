"""Lists that come again nearly as they were: nothing is there twice, and nobody guesses."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .import_common import PLACES, STAFF, UNITS, ImportCase


@tagged("post_install", "-at_install")
class TestUnitsAlike(ImportCase):
    def test_a_unit_is_known_however_its_code_is_written(self):
        for code in ("stn1", "STN1 ", "ＳＴＮ１"):
            with self.subTest(code):
                wizard = self._import("units", UNITS + f"{code},station,Rampurwa,,circ,\n")
                self.assertEqual(self._counts(wizard), (0, 0, 1))
                self.assertEqual(self.station.code, "STN1")

    def test_a_dash_is_a_dash_and_a_spreadsheet_drops_zeros(self):
        for written, again in (("ETX-Bhar", "etx – bhar"), ("007", "7"), ("ETX_B", "ETX-B")):
            with self.subTest(written):
                self._import("units", UNITS + f"{written},station,Navagaon {written},,CIRC,\n")
                unit = self.env["police.unit"].search([("code", "=", written)])
                row = f"{again},station,Navagaon {written},,CIRC,new@example.org\n"
                self.assertEqual(self._counts(self._import("units", UNITS + row)), (0, 1, 0))
                self.assertEqual((unit.code, unit.email), (written, "new@example.org"))

    @mute_logger("odoo.sql_db")
    def test_no_second_station_by_form_or_rpc_either(self):
        for code in ("stn1", "STN1\u00a0", " stn1"):
            with (
                self.subTest(code),
                self.assertRaisesRegex(Exception, "code"),
                self.env.cr.savepoint(),
            ):
                self._make_unit(code, "station", "Elsewhere", self.circle)

    def test_places_and_staff_name_units_as_loosely(self):
        self._import("places", PLACES + "Navi Basti,,locality,,stn1\n")
        self.assertEqual(
            self.env["police.place"].search([("name", "=", "Navi Basti")]).unit_id, self.station
        )
        self._import("staff", STAFF + "N-1,Ram,,,CONSTABLE,stn1,,\n")

    def test_another_code_for_a_name_that_is_there_is_asked(self):
        text = UNITS + "S-1,station,Ram Purwa,,CIRC,new@example.org\n"
        wizard = self._checked("units", text)
        self.assertEqual((wizard.wrong_count, wizard.asked_count), (0, 1))
        self.assertIn("STN1", wizard.problem_ids.reason)
        wizard.action_import()
        self.assertNotEqual(wizard.state, "done")
        self._answer(wizard, "same")
        self.assertEqual((self.station.code, self.station.email), ("STN1", "new@example.org"))
        self.assertFalse(self.env["police.unit"].search([("code", "=", "S-1")]))
        other = self._checked("units", text)
        self._answer(other, "other")
        self.assertEqual(self._counts(other), (1, 0, 0))

    def test_an_answer_holds_for_its_row_alone(self):
        wizard = self._checked("units", UNITS + "S-1,station,Rampurwa,,CIRC,\n")
        wizard.write({"problem_ids": [(1, wizard.problem_ids.id, {"answer": "other"})]})
        changed = self._list("units", UNITS + "S-2,station,Rampurwa,,CIRC,\n")
        wizard.file = changed.file
        wizard.action_import()
        self.assertEqual((wizard.state, wizard.asked_count), ("checked", 1))

    def test_nearly_the_code_and_nearly_the_same_row_are_asked(self):
        wizard = self._checked("units", UNITS + "STN-01,station,Shahpur,,CIRC,\n")
        self.assertIn("STN1", wizard.problem_ids.reason)
        wizard = self._checked(
            "units", UNITS + "S-1,station,Shahpur,,CIRC,\nS-2,station,शाहपुर,,CIRC,\n"
        )
        self.assertEqual([row for row, _reason in self._reasons(wizard)], [3])
        self._answer(wizard, "same")
        self.assertEqual(self._counts(wizard), (1, 0, 0))

    def test_a_second_row_for_a_unit_that_a_row_names_is_asked(self):
        known = UNITS + "stn1,station,Rampurwa,,CIRC,new@example.org\n"
        wizard = self._checked("units", known + "S-1,station,Ram Purwa,,CIRC,\n")
        self.assertEqual([row for row, _reason in self._reasons(wizard)], [3])
        self.assertIn("Line 2", wizard.problem_ids.reason)
        self._answer(wizard, "same")
        self.assertEqual(self._counts(wizard), (0, 1, 0))
        self.assertEqual(self.station.email, "new@example.org")

    def test_two_columns_of_one_heading_are_refused(self):
        text = (
            "Code,code *,Kind,Name in English,Code of the unit above\nN-1,N-2,station,Navi,CIRC\n"
        )
        self.assertEqual(self._checked("units", text).wrong_count, 1)

    def test_the_framework_s_own_screen_knows_the_unit_too(self):
        units = self.env["police.unit"].with_user(self.administrator)
        result = units.load(["code", "name", "parent_id"], [["stn1", "Rampurwa", "circ"]])
        self.assertEqual(result["ids"], self.station.ids, result["messages"])
        self.assertEqual(self.station.code, "STN1")


@tagged("post_install", "-at_install")
class TestPlacesAlike(ImportCase):
    def setUp(self):
        super().setUp()
        self.place = self.env["police.place"].create(
            {
                "name_english": "Govind Nagar",
                "name_hindi": "गोविंद नगर",
                "alias_names": "G Block",
                "district_id": self.district.id,
                "unit_id": self.station.id,
            }
        )

    def test_any_of_its_names_is_the_place(self):
        for name in ("govind  nagar", "गोविंद नगर", "g block"):
            with self.subTest(name):
                self._import("places", PLACES + f"{name},,locality,,STN1\n")
                self.assertEqual(self.place.name_english.casefold(), "govind nagar")
        self.assertEqual(
            self.env["police.place"].search_count([("unit_id", "=", self.station.id)]), 1
        )

    def test_another_spelling_at_the_same_unit_is_asked(self):
        text = PLACES + "Govindnagar,,locality,,STN1\n"
        wizard = self._checked("places", text)
        self.assertEqual(wizard.asked_count, 1)
        self._answer(wizard, "same")
        self.assertEqual(self.place.name_english, "Govind Nagar")
        self.assertEqual(self.place.alias_names.splitlines(), ["G Block", "Govindnagar"])
        self.assertEqual(self._counts(self._import("places", text)), (0, 0, 1))

    def test_at_another_unit_it_is_another_place(self):
        self.assertEqual(
            self._counts(self._import("places", PLACES + "Govindnagar,,locality,,STN2\n")),
            (1, 0, 0),
        )


@tagged("post_install", "-at_install")
class TestStaffAlike(ImportCase):
    def setUp(self):
        super().setUp()
        self.ram = self._new(name="Ram Kumar", phone="098765 11021", login="ram.kumar")

    def _users(self):
        return self.env["res.users"].search_count([("name", "ilike", "ram%kumar")])

    def test_a_mobile_is_known_however_it_was_typed(self):
        text = STAFF + ",Ram  Kumar,+91 98765-11021,,CONSTABLE,STN1,,\n"
        self.assertEqual(self._counts(self._import("staff", text)), (0, 0, 1))
        self.assertEqual(self._users(), 1)

    def test_what_is_pasted_for_an_officer_is_cleaned(self):
        officer = self._new(name="Sita\x0bDevi\0", unit_id=self.other_station.id)
        self.assertEqual(officer.name, "Sita\nDevi")
        officer.name = "Sita\x1fDevi"
        self.assertEqual(officer.name, "Sita Devi")

    def test_a_name_spelt_otherwise_at_the_same_post_is_asked(self):
        wizard = self._checked("staff", STAFF + ",Ramkumar,9876511033,,CONSTABLE,STN1,,\n")
        self.assertEqual(wizard.asked_count, 1)
        self.assertIn("Ram Kumar", wizard.problem_ids.reason)
        self._answer(wizard, "same")
        self.assertEqual(self._users(), 1)
        self.assertEqual(self.ram._users().phone, "+919876511033")
        self.assertEqual(len(self.ram._users().police_posting_ids), 1)

    def test_another_name_with_the_same_mobile_is_asked(self):
        wizard = self._checked("staff", STAFF + "N-9,Shyam Lal,9876511021,,CONSTABLE,STN2,,\n")
        self.assertEqual(wizard.asked_count, 1)
        self._answer(wizard, "other")
        self.assertEqual(self._counts(wizard), (1, 0, 0))

    def test_a_mobile_of_another_district_is_asked_without_a_name(self):
        self._new(
            by=self.far_keeper, name="Door Wala", phone="9876511044", unit_id=self.far_station.id
        )
        wizard = self._checked("staff", STAFF + ",Door Wala,9876511044,,CONSTABLE,STN2,,\n")
        self.assertNotIn("Door", wizard.problem_ids.reason)
        wizard.write({"problem_ids": [(1, wizard.problem_ids.id, {"answer": "same"})]})
        wizard.action_check()
        self.assertEqual(wizard.wrong_count, 1)

    def test_a_log_in_without_its_zeros_is_asked(self):
        self._new(name="Sita", login="00712", unit_id=self.other_station.id)
        wizard = self._checked("staff", STAFF + "712,Seeta Devi,,,CONSTABLE,STN2,,\n")
        self.assertEqual(wizard.asked_count, 1)

    def test_two_rows_of_one_person_are_asked(self):
        text = (
            STAFF + "N-1,Mohan Lal,9876511055,,CONSTABLE,STN2,,\nN-2,Mohanlal,,,CONSTABLE,STN2,,\n"
        )
        wizard = self._checked("staff", text)
        self.assertEqual([row for row, _reason in self._reasons(wizard)], [3])
        self._answer(wizard, "same")
        self.assertEqual(self._counts(wizard), (1, 0, 0))

    def test_nobody_writes_questions_of_another(self):
        wizard = self._checked("staff", STAFF + ",Ramkumar,9876511033,,CONSTABLE,STN1,,\n")
        with self.assertRaises(UserError):
            wizard.problem_ids.with_user(self.far_keeper).answer = "same"
        with self.assertRaises(UserError):
            wizard.write({"problem_ids": [Command.create({"row": 1})]})
