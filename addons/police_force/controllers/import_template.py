import io

import xlsxwriter

from odoo.http import Controller, content_disposition, request, route

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
        content = self._workbook(lists._columns(), request.env._("What goes where"))
        headers = [
            ("Content-Type", SHEET),
            ("Content-Disposition", content_disposition(f"{kind}.xlsx")),
        ]
        return request.make_response(content, headers)

    def _workbook(self, columns, explanation):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
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
        return stream.getvalue()
