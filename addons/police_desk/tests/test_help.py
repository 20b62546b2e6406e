import re
from pathlib import Path

import polib
from lxml import html

from odoo.tests import HttpCase, tagged

from odoo.addons.police_grievance.tests.common import PoliceCase

from ..controllers.help import PAGES
from ..tools.help_page import FOLDER, read_page

ADDONS = Path(__file__).parents[2]
LABEL = re.compile(r"\*\*(.+?)\*\*")
LANGUAGES = {"en": "en_US", "hi": "hi_IN"}


@tagged("post_install", "-at_install")
class TestHelp(HttpCase, PoliceCase):
    """The question mark leads to the page of one's role, in one's language."""

    def _help(self, login, path="/police/help"):
        self.authenticate(login, login)
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200, path)
        return html.fromstring(answer.content)

    def test_each_role_gets_its_own_page(self):
        self._make_officer("test_keeper", "district_administrator", "head_constable", self.district)
        self._make_officer("test_auditor", "auditor", "head_constable", self.zone)
        for login, name in (
            ("test_constable", "station"),
            ("test_head", "station"),
            ("test_desk", "desk"),
            ("test_sp", "supervisor"),
            ("test_keeper", "administrator"),
            ("test_auditor", "auditor"),
        ):
            with self.subTest(login=login):
                page = self._help(login)
                self.assertEqual(page.findtext(".//h1"), read_page(name, "en").title)

    def test_in_the_language_of_who_reads(self):
        self.constable.lang = "hi_IN"
        page = self._help("test_constable")
        self.assertEqual(page.get("lang"), "hi-IN")
        self.assertEqual(page.findtext(".//h1"), "थाने में")
        self.assertFalse(page.xpath("//main//*[contains(@class, 'system-message')]"))
        self.assertTrue(page.xpath("//main//h2") and page.xpath("//main//li//strong"))

    def test_every_page_is_open_to_officers_alone(self):
        for name in PAGES:
            self._help("test_constable", f"/police/help/{name}")
        self.assertEqual(self.url_open("/police/help/secrets").status_code, 404)
        self.assertEqual(self.url_open("/police/help/..%2Ftools").status_code, 404)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open("/police/help").url)

    def test_each_page_is_written_in_both_languages(self):
        written = {path.name for path in FOLDER.iterdir()}
        self.assertEqual(written, {f"{name}.{lang}.rst" for name in PAGES for lang in LANGUAGES})
        for name in PAGES:
            shapes = [self._shape(read_page(name, lang).body) for lang in LANGUAGES]
            self.assertEqual(*shapes, name)

    def _shape(self, body):
        """The headings, lists and paragraphs of a page, in order."""
        parts = html.fragment_fromstring(body, create_parent="div").iter("h2", "li", "dt", "p")
        return [part.tag for part in parts]

    def test_what_stands_in_bold_is_on_a_screen(self):
        """A button that was renamed is renamed here, too."""
        words = {"en": set(), "hi": set()}
        for path in ADDONS.glob("police_*/i18n/hi.po"):
            for entry in polib.pofile(str(path)):
                words["en"].add(entry.msgid)
                words["hi"].add(entry.msgstr)
        words["en"] |= {"New", "Import"}
        words["hi"] |= {"नया"}
        unknown = {
            (path.name, label)
            for path in FOLDER.iterdir()
            for label in LABEL.findall(path.read_text(encoding="utf-8"))
            if label not in words[path.name.split(".")[1]]
        }
        self.assertFalse(unknown)

    def test_the_docs_link_to_each_page(self):
        docs = ADDONS.parent / "docs"
        linked = "".join(path.read_text(encoding="utf-8") for path in docs.glob("*.md"))
        for path in FOLDER.iterdir():
            self.assertIn(f"addons/police_desk/help/{path.name}", linked)
