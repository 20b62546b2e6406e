import io
import json

import openpyxl

from odoo import http
from odoo.tests import HttpCase, tagged

from .admin_common import AdminCase

WORDS = "=1+1"


@tagged("post_install", "-at_install")
class TestExportWords(HttpCase, AdminCase):
    """Words that begin as a formula are words in an export to Excel."""

    def setUp(self):
        super().setUp()
        self.place = self.env["police.place"].create({"name": WORDS, "unit_id": self.station.id})
        self.administrator.group_ids += self.env.ref("base.group_allow_export")
        self.administrator.password = "a long password"
        self.authenticate(self.administrator.login, "a long password")

    def _exported(self, groupby=()):
        """:return: the cells below the heading"""
        asked = {
            "model": "police.place",
            "fields": [
                {"name": "name", "label": "Name", "type": "char"},
                {"name": "id", "label": "Identifier", "type": "integer"},
            ],
            "ids": self.place.ids,
            "domain": [],
            "import_compat": False,
            "groupby": list(groupby),
        }
        data = {"data": json.dumps(asked), "csrf_token": http.Request.csrf_token(self)}
        answer = self.url_open("/web/export/xlsx", data=data)
        rows = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=2)
        return [cell for row in rows for cell in row if cell.value is not None]

    def test_of_each_row(self):
        cell = self._exported()[0]
        self.assertEqual((cell.value, cell.data_type), (WORDS, "s"))

    def test_by_groups(self):
        words = [cell for cell in self._exported(["name"]) if WORDS in str(cell.value)]
        self.assertEqual([cell.data_type for cell in words], ["s", "s"])
