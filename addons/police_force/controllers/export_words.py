"""Excel exports in which words stay words: whoever writes one that begins as a formula has it run by nobody."""

from odoo.addons.web.controllers.export import (
    ExcelExport,
    ExportXlsxWriter,
    GroupExportXlsxWriter,
)


class WordsWriter(ExportXlsxWriter):
    def __init__(self, *what):
        super().__init__(*what)
        self.worksheet.strings_to_formulas = self.worksheet.strings_to_urls = False


class GroupWordsWriter(WordsWriter, GroupExportXlsxWriter):
    """The same by groups."""


class WordsExport(ExcelExport):
    """Core's, with writers of its own; CSV takes care of it there."""

    def from_data(self, fields, columns_headers, rows):
        with WordsWriter(fields, columns_headers, len(rows)) as writer:
            for place, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    writer.write_cell(place, column, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        with GroupWordsWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value
