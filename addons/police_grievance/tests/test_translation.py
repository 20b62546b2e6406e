import io

import polib

from odoo.tests import HttpCase, TransactionCase, tagged
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


@tagged("post_install", "-at_install")
class TestTranslationOfCore(HttpCase):
    """What core has no Hindi for and officers meet daily: `i18n_extra`."""

    def test_the_log_in_is_in_hindi(self):
        self.authenticate(None, None, session_extra={"context": {"lang": "hi_IN"}})
        page = self.url_open("/web/login").text
        self.assertIn("पासवर्ड", page)
        for english in ("Reset Password", "Use a Passkey", ">Log in<"):
            self.assertNotIn(english, page)

    def test_the_web_client_has_the_words_that_core_lacks(self):
        terms = self.url_open("/web/webclient/translations?lang=hi_IN").json()["modules"]
        own = {row["id"]: row["string"] for row in terms["police_grievance"]["messages"]}
        for term in ("Log note", "Log out", "Choose a user", "Use your password"):
            self.assertIn(term, own)
