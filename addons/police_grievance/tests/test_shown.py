from odoo.tests import BaseCase, tagged

from ..tools.shown import CARD, as_pin, without_shown


@tagged("post_install", "-at_install")
class TestShown(BaseCase):
    def test_what_stands_for_something_else_is_one_line(self):
        pin = as_pin(26.4499, 80.3319, "Moti Jheel,\nKanpur")
        self.assertEqual(pin, "📍 26.449900, 80.331900 Moti Jheel, Kanpur")
        self.assertEqual(as_pin(26.4499, 80.3319), "📍 26.449900, 80.331900")
        self.assertEqual(without_shown(f"Chori hui\n{pin}\n{CARD} Ravi\nyahan"), "Chori hui\nyahan")

    def test_words_stay_as_they_are(self):
        for text in ("", "Yahan 📍 hai", "a\n\nb\n", None):
            self.assertEqual(without_shown(text), text or "")
