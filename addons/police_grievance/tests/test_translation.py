import ast
import io
import re
import unicodedata
from pathlib import Path

import polib

from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, HttpCase, TransactionCase, new_test_user, tagged
from odoo.tools.translate import trans_export

OURS = (
    *("report_typst", "police_force", "police_grievance", "police_citizen", "police_desk"),
    *("police_live", "police_channels", "police_voice"),
)
NUKTA = "\N{DEVANAGARI SIGN NUKTA}"
# Names that are the same in both languages.
SAME_IN_BOTH = {"SHA-256", "SMS", "STARTTLS", "TLS", "WhatsApp", "grievance@police.example"}


@tagged("post_install", "-at_install")
class TestTranslation(TransactionCase):
    """A screen half in Hindi is a screen that half of its users cannot read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.terms = {addon: cls._exported(addon) for addon in OURS}

    @classmethod
    def _exported(cls, addon):
        catalogue = io.BytesIO()
        trans_export("hi_IN", [addon], catalogue, "po", cls.env)
        return polib.pofile(catalogue.getvalue().decode())

    def test_every_term_has_its_hindi(self):
        terms = [term for catalogue in self.terms.values() for term in catalogue]
        self.assertGreater(len(terms), 500)
        english = [
            term.msgid
            for term in terms
            if not term.msgstr and term.msgid not in SAME_IN_BOTH and not term.msgid.startswith(")")
        ]
        self.assertFalse(english, "These have no Hindi yet")

    def test_no_hindi_is_of_words_that_are_gone(self):
        """Hindi is taken by where it stands: under other English it would say what that said."""
        addons = Path(__file__).parents[2]
        gone = []
        for addon, catalogue in self.terms.items():
            said = _places(catalogue)
            kept = _places(polib.pofile(addons / addon / "i18n" / "hi.po"))
            # Labels that a field of ours has from core stand in core's addon.
            gone += [place for place in kept - said if re.match(f"code:|.*:{addon}\\.", place[0])]
        self.assertFalse(gone)

    def test_hindi_of_programs_is_marked_so(self):
        """Odoo looks for what Python and the web client say in marked entries alone."""
        addons = Path(__file__).parents[2]
        unmarked = [
            (addon, entry.msgid, mark)
            for addon in OURS
            for entry in polib.pofile(addons / addon / "i18n" / "hi.po")
            for mark, part in (("odoo-python", ".py"), ("odoo-javascript", "/static/"))
            if any(path.startswith("code:") and part in path for path, _line in entry.occurrences)
            and mark not in entry.comment
        ]
        self.assertFalse(unmarked)

    def test_a_word_has_one_spelling(self):
        """Else it stands on one screen with a dot below, and without."""
        spellings = {}
        for path in Path(__file__).parents[2].glob("*/i18n*/hi.po"):
            hindi = " ".join(entry.msgstr for entry in polib.pofile(path))
            for word in re.findall("[\u0900-\u097f]+", unicodedata.normalize("NFD", hindi)):
                spellings.setdefault(word.replace(NUKTA, ""), set()).add(word)
        self.assertFalse([found for found in spellings.values() if len(found) > 1])

    def test_every_label_has_it_where_it_stands(self):
        """One Hindi of a word is none for the other fields and choices that say it."""
        ours = [
            name
            for name, model in self.env.registry.items()
            if name.startswith("police.") and not model._abstract
        ]
        self.env.cr.execute(
            """SELECT model, name FROM ir_model_fields
                WHERE model = ANY(%(ours)s) AND name != 'id'
                  AND field_description->>'hi_IN' IS NULL
               UNION
               SELECT field.model, field.name FROM ir_model_fields_selection AS choice
                 JOIN ir_model_fields AS field ON field.id = choice.field_id
                WHERE field.model = ANY(%(ours)s) AND choice.name->>'hi_IN' IS NULL""",
            {"ours": ours},
        )
        self.assertFalse(self.env.cr.fetchall())


def _places(catalogue):
    """:return: set of (where a term stands, its English)"""
    return {(where, term.msgid) for term in catalogue for where, _line in term.occurrences}


@tagged("post_install", "-at_install")
class TestExtraction(BaseCase):
    """What is exported for translation is the same on each Python."""

    def test_no_term_stands_within_an_f_string(self):
        """Before 3.12 Python's tokenizer sees one string there, and its terms are lost."""
        addons = Path(__file__).parents[2]
        lost = [
            f"{path.relative_to(addons)}:{call.lineno}"
            for path in addons.glob("*/**/*.py")
            for call in self._terms_in_f_strings(ast.parse(path.read_text()))
        ]
        self.assertFalse(lost)

    def _terms_in_f_strings(self, tree):
        for string in ast.walk(tree):
            if isinstance(string, ast.JoinedStr):
                yield from filter(self._is_term, ast.walk(string))

    def _is_term(self, node):
        called = getattr(node, "func", None)
        return "_" in (getattr(called, "attr", None), getattr(called, "id", None))


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
        own = {row["id"]: row["string"] for row in terms["police_force"]["messages"]}
        for term in (
            *("Log note", "Log out", "Choose a user", "Use your password", "Shortcuts"),
            *("Missing required fields", "Week numbers", "at least %s characters", "Reply"),
            *(
                "Add rule",
                "is not set",
                "Pie Chart",
                "Flip axis",
                "Assign to me",
                "User is offline",
            ),
            *("The page is out of date", "For 1 hour", "Month to date"),
        ):
            self.assertIn(term, own)

    def test_what_core_says_wrongly_is_said_in_our_words(self):
        terms = self.url_open("/web/webclient/translations?lang=hi_IN").json()["modules"]
        for addon, words in {
            "web": {"Group By": "समूह", "Duplicate": "नकल बनाएँ", "Save": "सहेजें"},
            "mail": {"Yesterday": "बीता कल", "Activity": "काम"},
        }.items():
            said = {row["id"]: row["string"] for row in terms[addon]["messages"]}
            self.assertEqual({term: said[term] for term in words}, words)

    def test_tasks_by_hand_are_called_in_hindi(self):
        kinds = self.env["mail.activity.type"].with_context(lang="hi_IN")
        offered = kinds.search([("is_given_by_hand", "in", [True])])
        english = [kind.name for kind in offered if kind.name.isascii()]
        self.assertFalse(english)

    def test_refusals_of_core_are_in_hindi(self):
        station_staff = new_test_user(
            self.env, "test_hindi", groups="police_force.group_station_staff"
        )
        categories = self.env["police.category"].with_user(station_staff)
        with self.assertRaisesRegex(AccessError, r"नहीं बना सकते(.|\n)*व्यवस्थापक से कहें"):
            categories.with_context(lang="hi_IN").create({"name": "x", "code": "x"})
        users = self.env["res.users"].with_context(lang="hi_IN")
        with self.assertRaisesRegex(UserError, "कम से कम 8 अक्षर"):
            users._check_password_policy(["short"])
        with self.assertRaisesRegex(UserError, "ख़ाली नहीं"):
            users.browse(self.env.uid)._change_password("")
