"""Answers that are an Excel workbook."""

import io

import xlsxwriter

from odoo.http import content_disposition, request

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_answer(name, fill):
    """Give out a new workbook.

    :param str name: of the file, without its ending
    :param fill: function of the open `xlsxwriter.Workbook` that makes its sheets
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        fill(book)
    headers = [
        ("Content-Type", _SHEET),
        ("Content-Disposition", content_disposition(f"{name}.xlsx")),
    ]
    return request.make_response(stream.getvalue(), headers)
