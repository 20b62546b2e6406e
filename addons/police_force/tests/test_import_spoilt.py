"""Hindi that a spreadsheet has lost is refused before anything is written; what it kept is read."""

import base64
import io

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.police_force.tools import spreadsheet_text

from .import_common import PLACES, UNITS, ImportCase

NAME = "नवागांव"
LIST = UNITS + f"N-1,station,Navagaon,{NAME},CIRC,\n"


@tagged("post_install", "-at_install")
class TestImportSpoilt(ImportCase):
    def _name(self, content, name="list.csv"):
        with self.env.cr.savepoint() as savepoint:
            wizard = self._list("units", content, name=name)
            wizard.action_import()
            self.assertEqual((wizard.state, self._reasons(wizard)), ("done", []))
            found = self.env["police.unit"].search([("code", "=", "N-1")]).name_hindi
            savepoint.rollback()
        return found

    def test_every_way_to_save_it_well_is_read(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
            for separator in (",", ";", "\t"):
                with self.subTest(encoding=encoding, separator=separator):
                    self.assertEqual(
                        self._name(LIST.replace(",", separator).encode(encoding)), NAME
                    )

    def test_english_from_windows_is_read(self):
        text = UNITS + "N\u20131,station,Navagaon,,CIRC,\n"
        self._import("units", text.encode("cp1252"))

    def test_what_was_lost_is_refused_in_the_users_language(self):
        lost = {
            "question marks": LIST.encode("cp1252", "replace"),
            "of another encoding": LIST.encode().decode("latin-1").encode(),
            "of Windows": "".join(
                spreadsheet_text._WINDOWS[byte] for byte in LIST.encode()
            ).encode(),
            "8 bits": LIST.replace(NAME, "").encode() + bytes([0xB3, 0xDA, 0xB5]),
            "a workbook": self._workbook(LIST.encode("cp1252", "replace").decode()),
        }
        for what, content in lost.items():
            with self.subTest(what):
                wizard = self._list("units", content).with_context(lang="hi_IN")
                with self.assertRaisesRegex(UserError, "CSV UTF-8") as caught:
                    wizard.action_import()
                self.assertRegex(str(caught.exception), r"[\u0900-\u097f]")
                self.assertFalse(self.env["police.unit"].search([("code", "=", "N-1")]))

    def _workbook(self, text):
        book, stream = openpyxl.Workbook(), io.BytesIO()
        for line in text.splitlines():
            book.active.append(line.split(","))
        book.save(stream)
        return stream.getvalue()

    def test_the_framework_s_own_screen_refuses_it_too(self):
        reader = self.env["base_import.import"].with_user(self.administrator)
        options = {"quoting": '"', "separator": ",", "has_headers": True, "encoding": "utf-8"}
        for model, is_ours in (("police.unit", True), ("res.partner", False)):
            record = reader.create(
                {
                    "res_model": model,
                    "file": b"code,name\nN-1,??? ?????\n",
                    "file_type": "text/csv",
                    "file_name": "a.csv",
                }
            )
            preview = record.parse_preview(dict(options))
            self.assertEqual("CSV UTF-8" in preview.get("error", ""), is_ours)

    def test_a_name_in_hindi_is_in_hindi_letters(self):
        wizard = self._checked("places", PLACES + "Navi Basti,uohu clrh,locality,,STN1\n")
        self.assertEqual((wizard.wrong_count, wizard.problem_ids.column), (1, "Name in Hindi"))
        self.assertTrue(base64.b64decode(wizard.file))
