from odoo.tests import BaseCase

from ..tools.page_text import page_as_text


class TestPageText(BaseCase):
    def test_paragraphs_and_rows_stay_apart(self):
        page = """<p>Come up to you:</p>
            <ul><li><a href="https://police.example/1">4712</a>: late,
                Bharthana</li><li>5813</li></ul><p>Over<br/>night</p>"""
        self.assertEqual(
            page_as_text(page),
            "Come up to you:\n\n- 4712 (https://police.example/1): late, Bharthana\n- 5813\n\n"
            "Over\nnight",
        )

    def test_boxes_of_layout_are_lines(self):
        page = """<html><head><style>p {}</style></head><body><div>Log-in</div>
            <table style="x"><tr style="y"><td>Name</td><td>Asha &amp; Co</td></tr></table>
            <a href="https://police.example/x">https://police.example/x</a></body></html>"""
        self.assertEqual(page_as_text(page), "Log-in\n\nName Asha & Co\n\nhttps://police.example/x")

    def test_nothing_has_no_words(self):
        for page in ("", None, False, "<p></p>", "<!-- x -->"):
            self.assertEqual(page_as_text(page), "")
