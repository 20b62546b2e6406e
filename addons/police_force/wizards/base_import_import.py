from contextlib import closing

from odoo import models

from odoo.addons.base_import.models.base_import import ImportValidationError

from ..tools.spreadsheet_text import is_spoilt
from ..tools.workbook import TooBig, Workbook, check_size, is_error, is_without_time

MOST_ROWS = 50_000
# A cell of a CSV file may have several lines.
LINES_PER_ROW = 10


class ReadTooBig(ImportValidationError):
    """Core shows the words, and tries no other way to read the file."""


class BaseImportImport(models.TransientModel):
    """Reads a file as far as the limits go; core would read all of it, however large it becomes.

    The formats for which that cannot be said beforehand (.xls, .ods) are not read.
    """

    _inherit = "base_import.import"

    def _read_bounded(self, options, most_rows):
        """What `_read_file` returns: how many rows there are, and those that hold anything.

        :raise ReadTooBig: there is more, of whatever
        """
        return self._read_file({**options, "police_most_rows": most_rows})

    def _read_file(self, options):
        # First of all: to find out what a file is, core unpacks a part of it.
        try:
            check_size(self.file or b"")
        except TooBig as error:
            raise self._too_big() from error
        read = super()._read_file(options)
        # Of our own lists alone; `police.import` says more itself.
        if self.res_model.startswith("police.") and "police_most_rows" not in options:
            self._check_letters(read[1] if read else ())
        return read

    def _check_letters(self, rows):
        """
        :raise ImportValidationError: Hindi was lost when the file was saved
        """
        for row in rows:
            if any(is_spoilt(str(cell)) for cell in row):
                raise ImportValidationError(
                    self.env._(
                        "The Hindi in this file was lost when it was saved. Open the list it was "
                        "made of and save it as an Excel workbook (.xlsx) or as “CSV UTF-8”."
                    )
                )

    def _read_csv(self, options):
        content = self.file or b""
        lines = content.count(b"\n") + content.count(b"\r")
        if lines > self._most_rows(options) * LINES_PER_ROW:
            raise self._too_big()
        return super()._read_csv(options)

    def _read_xlsx(self, options):
        try:
            with Workbook(self.file or b"") as book:
                sheets = options["sheets"] = book.sheet_names
                sheet = options["sheet"] = options.get("sheet") or sheets[0]
                with closing(book.rows(sheet, self._most_rows(options))) as rows:
                    table = [[self._cell_text(cell) for cell in row] for row in rows]
        except TooBig as error:
            raise self._too_big() from error
        width = max(map(len, table), default=0)
        return len(table), [row + [""] * (width - len(row)) for row in table]

    def _read_xls(self, options):
        raise self._other_format()

    def _read_ods(self, options):
        raise self._other_format()

    def _other_format(self):
        return ImportValidationError(
            self.env._("Save it as a CSV file or as an Excel workbook (.xlsx).")
        )

    def _too_big(self):
        return ReadTooBig(self.env._("This file is too large: divide it."))

    @staticmethod
    def _most_rows(options):
        """Never more than this, whatever the browser sends along."""
        return min(int(options.get("police_most_rows") or MOST_ROWS), MOST_ROWS)

    def _cell_text(self, cell):
        """What core makes of a cell: text, or a date."""
        value = cell.value
        if value is None:
            return ""
        if is_error(cell):
            raise ValueError(self.env._("There is an error in a cell: %(value)s", value=value))
        if isinstance(value, float) and value % 1 == 0:
            return str(int(value))
        if not isinstance(value, float) and cell.is_date and hasattr(value, "date"):
            return value.date() if is_without_time(cell) else value
        return str(value)
