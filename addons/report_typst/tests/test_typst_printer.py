import random
import socket
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..tools import typst_printer
from ..tools.typst_printer import NotPrinted, print_paper
from .pdf_common import pdf_facts, read_as_chrome, read_pdf

PROBE = "/report_typst/report/probe.typ"
# As papers of the police have them, chosen for what readers of PDFs break: conjuncts, r above and below,
# vowel signs that stand before their consonant, dots below.
HINDI_WORDS = Path(__file__).with_name("hindi_words.txt").read_text(encoding="utf-8").split()
FILES = {PROBE: Path(__file__).with_name("probe.typ")}
# Whatever means something to the engine, or to others that print.
HOSTILE = (
    '#read("/etc/hostname") #import "probe.typ" #panic() #(1 + 1) @label <label>',
    "*star* _line_ `code` $x^2$ = head - item + item / term: // comment /* comment */",
    "<script>alert(1)</script> &amp; {{ 7 * 7 }} \\u{48} \\ \"quoted\" 'so' -- --- ... ~ \\#",
    '#eval("1 + 1") ]] }} )) https://a.example/?b=c#d %s \\n',
)


@tagged("post_install", "-at_install")
class TestTypstPrinter(BaseCase):
    def setUp(self):
        super().setUp()
        # What is left behind would be left here.
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.startPatcher(patch.object(tempfile, "tempdir", folder.name))

    def _print(self, *lines, **values):
        return print_paper(PROBE, FILES, {"lines": lines, **values})

    def _printed_by(self, template, **bounds):
        """Have an addon's template say something else than it should."""
        path = self.folder / "other.typ"
        path.write_text(template, encoding="utf-8")
        return print_paper(PROBE, {PROBE: path}, {"lines": []}, **bounds)

    def test_hindi_is_copied_whole_in_chrome_and_elsewhere(self):
        """Each word beside others, since what goes wrong is the blank between two."""
        words = list(HINDI_WORDS)
        # A hyphen at the end of a line parts a word, as it should.
        words.remove("प्रार्थना-पत्र")
        for size in (9, 11, 12):
            random.Random(size).shuffle(words)
            pdf = self._print(" ".join(words), size=size)
            for read, lost_at_most in ((read_as_chrome, 0), (read_pdf, 3)):
                lost = set(words) - set(read(pdf).split())
                self.assertLessEqual(len(lost), lost_at_most, f"{size} {read.__name__} {lost}")

    def test_bold_and_latin_words_are_copied_whole(self):
        self.assertIn("थाना Kanpur 0512-000", read_as_chrome(self._print("थाना Kanpur 0512-000")))

    def test_what_people_write_is_never_markup(self):
        words = read_as_chrome(self._print(*HOSTILE))
        for line in HOSTILE:
            self.assertIn("".join(line.split()), "".join(words.split()))

    def test_any_character_is_set(self):
        odd = ("\u202e back", "\u200d joined \ufffe \U0001f600 \ud800 \x07 \u0000", "end")
        self.assertIn("end", read_pdf(self._print(*odd)))

    def test_other_scripts_are_set_in_fonts_of_the_machine(self):
        self.assertIn("شکایت", read_pdf(self._print("شکایت")))

    def test_a_paper_is_tagged_for_who_has_it_read_aloud(self):
        facts = pdf_facts(self._print("थाना"))
        self.assertEqual(facts["Tagged"], "yes")
        self.assertIn("419.528 x 595.276", facts["Page size"])

    def test_a_template_reads_nothing_but_templates(self):
        secret = self.folder / "secret"
        secret.write_text("secret", encoding="utf-8")
        for path in (secret, "../" * 9 + str(secret), "../../../secret", "/etc/hostname"):
            with self.assertRaises(NotPrinted):
                self._printed_by(f'#read("{path}")')
        self.assertIn("#read(", read_pdf(self._printed_by(f'#read("{PROBE}")')))

    def test_it_reaches_no_network(self):
        """What it would fetch it fetches through the proxy of its environment: a closed port."""
        package = '#import "@preview/example:0.1.0": add'
        with self.assertRaisesRegex(NotPrinted, "package"):
            self._printed_by(package)
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = f"http://127.0.0.1:{server.getsockname()[1]}"
            with (
                patch.object(typst_printer, "_NOWHERE", address),
                self.assertRaises(NotPrinted),
            ):
                self._printed_by(package, seconds=1)
            server.settimeout(1)
            server.accept()[0].close()

    def test_time_and_memory_have_bounds_and_nothing_is_left(self):
        values = {"lines": [" ".join(HINDI_WORDS)] * 400}
        for bounds in ({"seconds": 0}, {"megabytes": 100}):
            with self.assertRaises(NotPrinted):
                print_paper(PROBE, FILES, values, **bounds)
        self.assertGreater(int(pdf_facts(print_paper(PROBE, FILES, values))["Pages"]), 50)
        self.assertFalse(list(self.folder.iterdir()))
