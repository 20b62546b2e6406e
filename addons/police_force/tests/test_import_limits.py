"""Files that would become far larger than they are: refused in words, before they are read."""

import base64
import io
import time
import tracemalloc
import zipfile

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.police_force.tools import workbook

from .admin_common import AdminCase
from .test_import_lists import UNITS

SHEET = "xl/worksheets/sheet1.xml"
ROWS = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
CELL = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'


def book_with(**parts):
    """An ordinary workbook in which some parts are others.

    :param parts: content by name of the part, `sheet` for the first sheet
    """
    book, plain, result = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(UNITS.strip().split(","))
    book.active.append(["N-1", "station", "Navagaon", "", "CIRC", None])
    book.save(plain)
    if "sheet" in parts:
        parts[SHEET] = ROWS.format(parts.pop("sheet"))
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, parts.pop(name, source.read(name)))
        for name, content in parts.items():
            target.writestr(name, content)
    return result.getvalue()


def in_row(number, *cells):
    return f'<row r="{number}">{"".join(cells)}</row>'


LARGE_FILES = {
    "a part of a gigabyte": lambda: book_with(**{"xl/media/a.bin": b"\0" * 40_000_000}),
    "a part that is unpacked to find out what this is": lambda: book_with(
        mimetype=b"a" * 40_000_000
    ),
    "styles without end": lambda: book_with(**{"xl/styles.xml": b"<xf/>" * 400_000}),
    "many parts": lambda: book_with(**{f"xl/{number}.bin": b"" for number in range(1100)}),
    "many rows": lambda: book_with(
        sheet="".join(in_row(number, CELL.format(f"A{number}", "x")) for number in range(1, 6000))
    ),
    "a cell far to the right": lambda: book_with(sheet=in_row(1, CELL.format("XFD1", "x"))),
    "a long text": lambda: book_with(sheet=in_row(1, CELL.format("A1", "x" * 40_000))),
    "one text in many cells": lambda: book_with(
        sheet="".join(
            in_row(number, CELL.format(f"A{number}", "x" * 30_000)) for number in range(1, 900)
        )
    ),
    "a large file": lambda: b"Code,Kind\n" + b"x" * (workbook.LARGEST_FILE + 1),
    "many lines": lambda: b"Code,Kind\n" + b"a,b\n" * 60_000,
    "many empty lines": lambda: b"Code,Kind\n" + b"\n" * 9_000_000,
}


@tagged("post_install", "-at_install")
class TestImportLimits(AdminCase):
    def _check(self, content, name="list.xlsx"):
        wizard = self.env["police.import"].with_user(self.keeper).with_context(lang="hi_IN")
        wizard = wizard.create(
            {"kind": "units", "file": base64.b64encode(content), "file_name": name}
        )
        wizard.action_check()
        return wizard

    def test_files_that_grow_are_refused_in_words(self):
        for what, made in LARGE_FILES.items():
            content = made()
            with self.subTest(what):
                started = time.monotonic()
                name = "list.csv" if content.startswith(b"Code") else "list.xlsx"
                with self.assertRaisesRegex(UserError, "5000 .*बाँट"):
                    self._check(content, name)
                self.assertLess(time.monotonic() - started, 10)

    def test_reading_stops_where_the_limit_is(self):
        """Not afterwards: the last of a million rows, in a file of a few kilobytes."""
        rows = "".join(
            in_row(number, CELL.format(f"A{number}", "x")) for number in range(1, 200_000)
        )
        content = book_with(sheet=rows)
        self.assertLess(len(content), 2_000_000)
        tracemalloc.start()
        with workbook.Workbook(content) as book, self.assertRaises(workbook.TooBig):
            list(book.rows(book.sheet_names[0], 5000))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        self.assertLess(peak, 60_000_000)

    def test_a_cell_in_the_last_row_costs_nothing(self):
        heading = in_row(1, CELL.format("A1", "Code"))
        wizard = self._check(
            book_with(sheet=heading + in_row(1_048_576, CELL.format("A1048576", "x")))
        )
        self.assertTrue(wizard.problem_ids)

    def test_an_ordinary_list_is_read_as_before(self):
        self.assertFalse(self._check(book_with()).problem_ids)

    def test_core_s_own_import_has_the_same_limits(self):
        reader = self.env["base_import.import"].with_user(self.administrator)
        options = {"quoting": '"', "separator": ",", "has_headers": True, "police_most_rows": 10**9}
        for what in ("a part of a gigabyte", "styles without end", "a cell far to the right"):
            with self.subTest(what):
                record = reader.create(
                    {
                        "res_model": "police.place",
                        "file": LARGE_FILES[what](),
                        "file_name": "a.xlsx",
                    }
                )
                self.assertIn("divide it", record.parse_preview(dict(options))["error"])
        for name, content in (
            ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
            ("a.ods", book_with()),
        ):
            record = reader.create(
                {"res_model": "police.place", "file": content, "file_name": name}
            )
            if name == "a.xls":
                self.assertIn("error", record.parse_preview(dict(options)))

    def test_numbers_and_dates_are_core_s(self):
        book = openpyxl.Workbook()
        book.active.append(["N", 1.0, 2.5, 7, True, None])
        book.active.append([None] * 6)
        stream = io.BytesIO()
        book.save(stream)
        reader = self.env["base_import.import"].create(
            {"res_model": "police.place", "file": stream.getvalue(), "file_name": "a.xlsx"}
        )
        self.assertEqual(reader._read_file({"quoting": '"'})[1], [["N", "1", "2.5", "7", "True"]])
