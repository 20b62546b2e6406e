import re
import unicodedata
from pathlib import Path

import polib
from hinlegacy.decoder.engines.krutidev import unicode_to_krutidev

from odoo.tests import BaseCase

from odoo.addons.police_grievance.tools.kruti_dev import to_unicode, typed_for_font

ADDONS = Path(__file__).resolve().parents[2]
# hinlegacy leaves these as they are.
DOTTED = re.compile("[\u0958-\u095f\u093c]")


def _hindi_words():
    """The words of our own translations: a thousand that a police office says."""
    text = " ".join(
        entry.msgstr for file in ADDONS.glob("*/i18n/hi.po") for entry in polib.pofile(file)
    )
    words = set(re.findall("[\u0904-\u0963]+", unicodedata.normalize("NFC", text)))
    return sorted(word for word in words if not DOTTED.search(word))


def _typed(word):
    """hinlegacy writes चै with the keys of चौ."""
    typed = unicode_to_krutidev(word)
    return typed.replace("pkS", "pS") if "चै" in word else typed


class TestKrutiDev(BaseCase):
    def test_a_petition(self):
        subject, text = to_unicode(
            "izkFkZuk i=",
            "lsok esa]\r\nJheku Fkkuk/;{k egksn;] Fkkuk jkeiqjok\nmy xyh esa pksjh gks x;h gSA\n"
            "fnukad 02&11&2026\nizkFkhZ jes'k",
        )
        self.assertEqual(subject, "प्रार्थना पत्र")
        self.assertEqual(
            text,
            "सेवा में,\r\nश्रीमान थानाध्यक्ष महोदय, थाना रामपुरवा\nउल गली में चोरी हो गयी है।\n"
            "दिनांक 02-11-2026\nप्रार्थी रमेश",
        )

    def test_a_subject_alone(self):
        self.assertEqual(to_unicode("Fwd: izkFkZuk i=", ""), ["Fwd: प्रार्थना पत्र", ""])

    def test_what_the_package_reads_wrongly(self):
        for typed, read in (
            ("pkSdh", "चौकी"),
            ("pkSjkgk", "चौराहा"),
            ("fL=;ksa", "स्त्रियों"),
            (",fUØI'ku", "एन्क्रिप्शन"),
            ("’kke dks “k", "शाम को ष"),
        ):
            self.assertEqual(typed_for_font(typed), read)

    def test_every_word_of_an_office_comes_back(self):
        words = _hindi_words()
        self.assertGreater(len(words), 900)
        wrong = [word for word in words if typed_for_font(_typed(word)) != word]
        self.assertEqual(wrong, [])

    def test_addresses_numbers_and_abbreviations_stay(self):
        text = "eks0 +91-98765-11021 bZesy ram@example.org FIR ugha fy[kh x;h https://a.example/c"
        read = "मो0 +91-98765-11021 ईमेल ram@example.org FIR नहीं लिखी गयी https://a.example/c"
        self.assertEqual(to_unicode(text), [read])

    def test_line_by_line(self):
        text = "Respected sir,\nmy application:\nizkFkhZ dk eksckby pksjh gks x;k gSA\nYours, Asha"
        read = "Respected sir,\nmy application:\nप्रार्थी का मोबाइल चोरी हो गया है।\nYours, Asha"
        self.assertEqual(to_unicode(text), [read])
        quoted = "> izkFkhZ dk eksckby pksjh gks x;k gSA"
        self.assertEqual(to_unicode(quoted), ["> प्रार्थी का मोबाइल चोरी हो गया है।"])

    def test_other_letters_stay(self):
        for text in (
            "",
            "My mobile was stolen; please help.",
            "mera mobile chori ho gya h, thana wale sun nhi rhe",
            "sir ji plz halp kro 8 bje rat tk shor hta h",
            "मेरा मोबाइल चोरी हो गया है",
            "میرا موبائل",
            "https://example.org/a?b=c;d&e=[f]",
            "for k, v in kept.items(): x[k] = {v};",
            "dGhpcyBpcyBiYXNlNjQgZ2tzIHg7aA==",
            "UP78 AB 1234, FIR 123/26 u/s 303(2) BNS",
            "ok", "H", "SMS", "in", ";]", "208001", "qwerty kjhgfd",
        ):  # fmt: skip
            self.assertEqual(to_unicode(text), [text])

    def test_no_line_of_english_or_code_is_taken_for_it(self):
        files = [*ADDONS.glob("*/models/**/*.py"), *ADDONS.glob("*/static/src/**/*.js")]
        files += [*ADDONS.glob("*/views/*.xml"), *ADDONS.parent.glob("docs/*.md")]
        self.assertGreater(len(files), 100)
        taken = [file.name for file in files if to_unicode(file.read_text()) != [file.read_text()]]
        self.assertEqual(taken, [])
