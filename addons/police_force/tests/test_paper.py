import tempfile
from pathlib import Path

import pypdfium2

from odoo.tests import TransactionCase, tagged

from odoo.addons.report_typst.tests.pdf_common import read_as_chrome
from odoo.addons.report_typst.tools.typst_printer import print_paper

NAME = "/police_force/report/probe.typ"
TEMPLATE = """
#import "/police_force/report/paper.typ": texts
#let values = json(bytes(sys.inputs.values))
#set page(width: 60mm, height: 100mm, margin: 5mm)
#set text(font: "Paper Sans")
#texts(values.heads, values.rows, columns: (1fr, 1fr))
"""
LONG = "क्षेत्राधिकारी"
HASH = "0123456789abcdef" * 4
RIGHT_MARGIN = 55 / 25.4 * 72


@tagged("post_install", "-at_install")
class TestPaper(TransactionCase):
    """What all papers have alike: `paper.typ`."""

    def _print(self, heads, rows):
        with tempfile.TemporaryDirectory() as folder:
            template = Path(folder, "probe.typ")
            template.write_text(TEMPLATE, encoding="utf-8")
            files = {**self.env["ir.actions.report"]._typst_files(), NAME: template}
            return print_paper(NAME, files, {"heads": heads, "rows": rows})

    def test_words_stay_whole_in_a_cell(self):
        words = read_as_chrome(self._print(["कार्यालय", "मुक़दमा"], [[f"{LONG} " * 3, "निरीक्षक"]]))
        self.assertEqual(words.split().count(LONG), 3)

    def test_what_is_wider_than_its_cell_is_broken_and_goes_over_no_edge(self):
        pdf = self._print(["Number", "Sum"], [["1", HASH]])
        self.assertIn(HASH, "".join(read_as_chrome(pdf).replace("\u200b", "").split()))
        page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
        edges = [page.get_charbox(at)[2] for at in range(page.count_chars())]
        self.assertLessEqual(max(edges), RIGHT_MARGIN)
        self.assertEqual(len(pypdfium2.PdfDocument(pdf)), 1)

    def test_what_a_phone_reads_is_a_square_of_dots(self):
        dots = self.env["police.paper.mixin"]._code("https://example.org/complaint/follow")
        self.assertEqual({len(row) for row in dots}, {len(dots)})
        self.assertEqual({dot for row in dots for dot in row}, {0, 255})
