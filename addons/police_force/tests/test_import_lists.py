import base64
import io
from datetime import datetime

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .admin_common import AdminCase

UNITS = "Code,Kind,Name in English,Name in Hindi,Code of the unit above,Mailbox of the office\n"
PLACES = "Name in English,Name in Hindi,Kind,PIN code,Code of the unit\n"
STAFF = "Log-in,Name,Mobile,E-mail,Rank,Code of the unit,Posted from,Kind of posting\n"


@tagged("post_install", "-at_install")
class TestImportLists(HttpCase, AdminCase):
    """Lists of a district, imported by its administrator."""

    def _list(self, kind, text, by=None, name="list.csv"):
        content = text if isinstance(text, bytes) else text.encode()
        wizard = self.env["police.import"].with_user(by or self.keeper)
        return wizard.create({"kind": kind, "file": base64.b64encode(content), "file_name": name})

    def _import(self, kind, text, by=None):
        wizard = self._list(kind, text, by)
        wizard.action_import()
        self.assertFalse(self._problems(wizard))
        self.assertEqual(wizard.state, "done")
        return wizard

    def _problems(self, wizard):
        return [(row.row, row.column, row.reason) for row in wizard.problem_ids]

    def _counts(self, wizard):
        return wizard.new_count, wizard.changed_count, wizard.same_count

    def _unit(self, code):
        return self.env["police.unit"].search([("code", "=", code)])

    # Circles and stations

    def test_circles_and_stations_in_one_list(self):
        text = UNITS + "N-1,station,Navagaon,नवागांव,N-C,n1@example.org\nN-C,Circle,Navi,नवी,DIST,\n"
        self.assertEqual(self._counts(self._import("units", text)), (2, 0, 0))
        station = self._unit("N-1")
        self.assertEqual(
            (station.circle_id, station.district_id), (self._unit("N-C"), self.district)
        )
        self.assertEqual((station.name_hindi, station.email), ("नवागांव", "n1@example.org"))
        self.assertEqual(self._counts(self._import("units", text)), (0, 0, 2))
        changed = self._import("units", text.replace("n1@", "new@"))
        self.assertEqual(self._counts(changed), (0, 1, 1))
        self.assertEqual(station.email, "new@example.org")

    def test_an_empty_cell_leaves_what_is_there(self):
        self.station.email = "kept@example.org"
        self._import("units", UNITS + "STN1,station,Rampurwa,,CIRC,\n")
        self.assertEqual(self.station.email, "kept@example.org")

    def test_headings_and_words_in_hindi(self):
        heads = [
            column.label
            for column in self.env["police.import.units"].with_context(lang="hi_IN")._columns()
        ]
        station = dict(
            self.env["police.unit"]
            .with_context(lang="hi_IN")
            .fields_get(["kind"])["kind"]["selection"]
        )["station"]
        self.assertNotIn("Code", heads)
        text = ",".join(heads[:5]) + f"\nN-1,{station},Navagaon,नवागांव,CIRC\n"
        self._import("units", text)
        self.assertEqual(self._unit("N-1").kind, "station")

    def test_every_bad_row_is_named_in_the_users_language(self):
        text = (
            UNITS
            + "N-1,castle,Navagaon,,CIRC,\n"
            + "N-2,station,,,CIRC,\n"
            + "N-3,station,Purwa,,NOWHERE,no mail\n"
            + "N-4,circle,Navi,,CIRC,\n"
            + "N-4,station,Again,,CIRC,\n"
        )
        wizard = self._list("units", text.replace("N-2,station,,", "N-2,station,Purwa,"))
        wizard.action_check()
        self.assertEqual(
            [(row, column) for row, column, _reason in self._problems(wizard)],
            [
                (2, "Kind"),
                (4, "Mailbox of the office"),
                (4, "Code of the unit above"),
                (5, "Code of the unit above"),
                (6, "Code"),
            ],
        )
        self.assertIn("castle", wizard.problem_ids[0].value)
        self.keeper.lang = "hi_IN"
        hindi = self._list("units", text).with_context(lang="hi_IN")
        hindi.action_check()
        self.assertRegex(hindi.problem_ids[0].reason, r"[\u0900-\u097f]")
        self.assertFalse(self._unit("N-2"))

    def test_a_dry_run_keeps_nothing(self):
        wizard = self._list("units", UNITS + "N-1,station,Navagaon,,CIRC,\n")
        wizard.action_check()
        self.assertEqual((wizard.state, self._counts(wizard)), ("checked", (1, 0, 0)))
        self.assertFalse(self._unit("N-1"))
        wizard.action_import()
        self.assertTrue(self._unit("N-1"))
        self.assertFalse(wizard.file)

    def test_what_the_records_themselves_refuse_names_its_row(self):
        self.station_head.police_posting_ids.date_to = "2026-01-31 00:00:00"
        wizard = self._list(
            "staff", STAFF + "a,Ram,,,CONSTABLE,STN1,,\nb,Shyam,,,SHO,STN1,2026-01-05,\n"
        )
        wizard.action_check()
        [problem] = wizard.problem_ids
        self.assertEqual(problem.row, 3)
        self.assertIn("held by somebody else", problem.reason)
        self.assertFalse(self.env["res.users"].search([("login", "=", "a")]))

    def test_another_districts_unit_is_refused(self):
        for row in (
            "FAR1,station,Mine now,,CIRC,",
            "FAR1,station,Mine now,,FARC,",
            "N-1,station,Navagaon,,FARC,",
            "N-1,district,Navagaon,,ZONE,",
        ):
            wizard = self._list("units", UNITS + row + "\n")
            wizard.action_import()
            self.assertTrue(wizard.problem_ids, row)
            self.assertNotEqual(wizard.state, "done")
        self.assertEqual(self.far_station.name, "Dooragarh")
        self.assertEqual(self.far_station.parent_id, self.far_circle)

    def test_the_services_administrator_makes_districts(self):
        text = UNITS + "N-D,district,Navapur,,ZONE,\nN-C,circle,Navi,,N-D,\n"
        self.assertEqual(self._counts(self._import("units", text, self.administrator)), (2, 0, 0))

    def test_an_excel_workbook(self):
        book = openpyxl.Workbook()
        book.active.append(UNITS.strip().split(","))
        book.active.append(["N-1", "station", "Navagaon", "नवागांव", "CIRC", None])
        stream = io.BytesIO()
        book.save(stream)
        wizard = self._list("units", stream.getvalue(), name="list.xlsx")
        wizard.action_import()
        self.assertEqual(self._unit("N-1").name_hindi, "नवागांव")

    def test_what_is_no_list_is_refused_in_words(self):
        with self.assertRaises(UserError):
            self._list("units", b"\x00\x01\x02" * 50, name="list.bin").action_check()
        with self.assertRaises(UserError):
            self.env["police.import"].create({"kind": "units"}).action_check()
        wizard = self._list("units", "Code,Colour\nN-1,red\n")
        wizard.action_check()
        columns = {column for _row, column, _reason in self._problems(wizard)}
        self.assertLessEqual({"Colour", "Kind"}, columns)

    def test_only_who_keeps_a_district_imports(self):
        for user in (self.constable, self.superintendent, self.desk_user):
            with self.assertRaises(AccessError):
                self._list("units", UNITS, user)
            with self.assertRaises(AccessError):
                self.env["police.import.units"].with_user(user)._run([["Code"]], True)

    # Places

    def test_places(self):
        text = PLACES + "Navi Basti,नई बस्ती,locality,209999,STN1\nMandir,,landmark,,DIST\n"
        self.assertEqual(self._counts(self._import("places", text)), (2, 0, 0))
        place = self.env["police.place"].search([("pin_code", "=", "209999")])
        self.assertEqual((place.unit_id, place.district_id), (self.station, self.district))
        self.assertEqual(place.name_hindi, "नई बस्ती")
        self.assertEqual(self._counts(self._import("places", text)), (0, 0, 2))
        self._import("places", text.replace("STN1", "STN2"))
        self.assertEqual(place.unit_id, self.other_station)

    def test_a_place_of_another_district_is_refused(self):
        wizard = self._list("places", PLACES + "Basti,,locality,20999,STN1\nBasti,,,,FAR1\n")
        wizard.action_import()
        self.assertEqual(
            [(row, column) for row, column, _reason in self._problems(wizard)],
            [(2, "PIN code"), (3, "Code of the unit")],
        )

    # Staff

    def test_staff_with_postings(self):
        text = (
            STAFF
            + "N-1001,Ram Namuna,0000000001,,CONSTABLE,STN1,2026-01-05,\n"
            + ",Sita Namuna,,sita@example.org,आरक्षी,STN2,05/01/2026,\n"
            + "N-1001,Ram Namuna,0000000001,,CONSTABLE,STN2,,additional\n"
        )
        wizard = self._import("staff", text.replace("0000000001", "+910000000001"))
        self.assertEqual(self._counts(wizard), (2, 0, 0))
        ram = self.env["res.users"].search([("login", "=", "N-1001")])
        self.assertEqual(ram.police_posting_ids.post_id.unit_id, self.station | self.other_station)
        regular = ram.police_posting_ids.filtered(lambda row: row.kind == "regular")
        self.assertEqual(regular.date_from, datetime(2026, 1, 4, 18, 30))
        sita = self.env["res.users"].search([("email", "=", "sita@example.org")])
        self.assertEqual(sita.login, "stn2.01")
        again = self._import("staff", text.replace("0000000001", "+910000000001"))
        self.assertEqual(self._counts(again), (0, 0, 2))
        self.assertEqual(len(ram.police_posting_ids), 2)
        self.assertEqual(len(sita.police_posting_ids), 1)
        self.assertTrue(wizard.action_print_slips())
        self.assertTrue(sita.sudo().police_slip_expires_at)

    def test_no_password_is_sent(self):
        before = self.env["mail.mail"].search_count([])
        self._import("staff", STAFF + ",Sita Namuna,,sita@example.org,CONSTABLE,STN2,,\n")
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_bad_staff_rows_are_named(self):
        wizard = self._list(
            "staff",
            STAFF
            + "a,Ram,,,GENERAL,STN1,,\n"
            + "b,Ram,,,CONSTABLE,FAR1,,\n"
            + ",Ram,,,CONSTABLE,STN1,,\n"
            + "c,Ram,12,,CONSTABLE,STN1,yesterday,\n"
            + "d,Ram,,,DESK,STN1,,\n"
            + "e,Ram,,,SHO,STN1,,\n"
            + "test_far_head,Ram,,,CONSTABLE,STN1,,\n"
            + "test_constable,Ram,,,CONSTABLE,STN2,,\n"
            + "test_keeper,Ram,,,CONSTABLE,STN2,,\n",
        )
        wizard.action_import()
        self.assertEqual(
            [(row, column) for row, column, _reason in self._problems(wizard)],
            [
                (2, "Rank"),
                (3, "Code of the unit"),
                (4, "Log-in"),
                (5, "Posted from"),
                (5, "Mobile"),
                (6, "Rank"),
                (7, "Rank"),
                (8, "Log-in"),
                (9, "Code of the unit"),
                (10, "Name"),
                (10, "Code of the unit"),
            ],
        )
        self.assertFalse(self.env["res.users"].search([("login", "in", ["a", "b", "c", "d", "e"])]))

    def test_one_head_of_a_unit_in_a_list(self):
        self._make_unit("N-1", "station", "Navagaon", self.circle)
        wizard = self._list("staff", STAFF + "a,Ram,,,SHO,N-1,,\nb,Shyam,,,SHO,N-1,,\n")
        wizard.action_check()
        self.assertEqual([row for row, *_rest in self._problems(wizard)], [3])

    def test_a_number_of_officers_costs_few_queries(self):
        def rows(start, count):
            return STAFF + "".join(
                f"N-{number},Ram {number},,,CONSTABLE,STN1,,\n"
                for number in range(start, start + count)
            )

        self._import("staff", rows(0, 1))
        few = self._queries(rows(100, 2))
        many = self._queries(rows(200, 12))
        self.assertLess((many - few) / 10, 25)

    def _queries(self, text):
        wizard = self._list("staff", text)
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        wizard.action_import()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    # The empty list

    def test_the_empty_list_is_a_workbook_one_can_fill(self):
        self.authenticate("test_keeper", "test_keeper")
        for kind in ("units", "places", "staff"):
            answer = self.url_open(f"/police/import/template/{kind}")
            book = openpyxl.load_workbook(io.BytesIO(answer.content))
            headings = [cell.value for cell in book.worksheets[0][1]]
            keys = self.env[f"police.import.{kind}"]._keys(headings, problems := [])
            self.assertTrue(all(keys))
            self.assertFalse(problems)
            self.assertEqual(len(book.worksheets), 2)
        self.authenticate("test_constable", "test_constable")
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open("/police/import/template/staff").status_code, 403)
