import io

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

# Names that are the same in both languages.
SAME_IN_BOTH = {"SHA-256", "SMS", "WhatsApp"}


@tagged("post_install", "-at_install")
class TestTranslation(TransactionCase):
    """A screen half in Hindi is a screen that half of its users cannot read."""

    def test_every_term_has_its_hindi(self):
        catalogue = io.BytesIO()
        trans_export("hi_IN", ["police_grievance"], catalogue, "po", self.env)
        terms = polib.pofile(catalogue.getvalue().decode())
        self.assertGreater(len(terms), 500)
        english = [
            term.msgid
            for term in terms
            if not term.msgstr and term.msgid not in SAME_IN_BOTH and not term.msgid.startswith(")")
        ]
        self.assertFalse(english, "These have no Hindi yet")
