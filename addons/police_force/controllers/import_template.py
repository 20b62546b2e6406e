from odoo.http import Controller, request, route

from .workbook_answer import workbook_answer

COLUMN_WIDTH, HELP_WIDTH = 24, 60


class ImportTemplate(Controller):
    @route(
        "/police/import/template/<any(units, places, staff):kind>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def template(self, kind):
        """The empty list as an Excel workbook: the headings, and a sheet that explains them."""
        lists = request.env[f"police.import.{kind}"]
        lists._check_importer()
        columns, explanation = lists._columns(), request.env._("What goes where")
        return workbook_answer(kind, lambda book: self._fill(book, columns, explanation))

    def _fill(self, book, columns, explanation):
        bold = book.add_format({"bold": True})
        # As text, or the spreadsheet drops the zero or plus of a number.
        plain = book.add_format({"num_format": "@"})
        sheet, helper = book.add_worksheet(), book.add_worksheet(explanation)
        sheet.set_column(0, len(columns), COLUMN_WIDTH, plain)
        helper.set_column(0, 0, COLUMN_WIDTH)
        helper.set_column(1, 1, HELP_WIDTH)
        for number, column in enumerate(columns):
            heading = f"{column.label} *" if column.required else column.label
            sheet.write(0, number, heading, bold)
            helper.write_row(number, 0, [heading, column.help])
        sheet.freeze_panes(1, 0)
