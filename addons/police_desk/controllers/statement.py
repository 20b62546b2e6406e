from odoo.http import Controller, request, route

from odoo.addons.police_force.controllers.workbook_answer import workbook_answer

LABEL_WIDTH, COLUMN_WIDTH = 32, 18


class Statement(Controller):
    @route(
        "/police/statement/<string:month>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def workbook(self, month):
        """The statement of a month as an Excel workbook, as its page shows it."""
        statement = request.env["police.statement"].get_statement(month)
        return workbook_answer(statement["month"], lambda book: self._fill(book, statement))

    def _fill(self, book, statement):
        bold, share = book.add_format({"bold": True}), book.add_format({"num_format": "0 %"})
        for part in statement["parts"]:
            sheet = book.add_worksheet(part["title"])
            sheet.set_column(0, 0, LABEL_WIDTH)
            sheet.set_column(1, len(statement["columns"]), COLUMN_WIDTH)
            sheet.write_string(0, 0, statement["title"], bold)
            for number, column in enumerate(statement["columns"], 1):
                sheet.write_string(0, number, column["label"], bold)
                sheet.write_comment(0, number, column["help"])
            for number, row in enumerate(part["rows"], 1):
                sheet.write_string(number, 0, row["label"])
                self._write_cells(sheet, number, row["cells"], share)
            sheet.freeze_panes(1, 1)

    def _write_cells(self, sheet, number, cells, share):
        for place, cell in enumerate(cells, 1):
            if "count" in cell:
                sheet.write_number(number, place, cell["count"])
            elif cell["percent"] is not None:
                sheet.write_number(number, place, cell["percent"] / 100, share)
