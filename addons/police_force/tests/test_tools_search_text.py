from odoo.tests import BaseCase, tagged

from ..tools.search_text import search_lines, search_spelling, search_words, sound_keys, stems


@tagged("post_install", "-at_install")
class TestSearchText(BaseCase):
    """What people write differently is found all the same."""

    def test_one_sign_for_each_nasal(self):
        for spellings in (
            ("हिन्दी", "हिंदी"),
            ("पञ्च", "पन्च", "पंच"),
            ("चाँद", "चांद"),
            ("मुम्बई", "मुंबई"),
            ("अङ्क", "अंक", "अन्क"),
        ):
            self.assertEqual(len(set(map(search_spelling, spellings))), 1, spellings)
        # Not where the sound is another one.
        for word in ("जन्म", "पन्ना", "कन्या"):
            self.assertEqual(search_spelling(word), word)

    def test_with_or_without_the_dot_below(self):
        for dotted, plain in (("क़लम", "कलम"), ("लड़का", "लडका"), ("\u095e\u095c", "फड")):
            self.assertEqual(search_spelling(dotted), plain)
        self.assertEqual(search_words("साफ़, ज़मीन।"), ["साफ", "जमीन"])

    def test_the_flapped_letters_by_sound(self):
        for written in ("रामगढ़", "रामगढ", "रामगड़", "रामगड"):
            self.assertIn("rmgr", sound_keys(written), written)
            self.assertIn("|rmgr|", search_lines([written]), written)
        for never in ("झंडा", "अड्डा", "डाकघर", "लाल डिग्गी"):
            self.assertEqual(len(sound_keys(never)), 1, never)

    def test_stems(self):
        for words in (
            ("थाना", "थाने", "थानों"),
            ("शिकायत", "शिकायतें", "शिकायतों"),
            ("सूचना", "सूचनाएँ", "सूचनाओं"),
            ("station", "stations"),
        ):
            self.assertEqual(len({*map(str, map(stems, words))}), 1, words)
        self.assertEqual(stems("में the"), ["में", "the"])
        self.assertEqual(stems("..."), [])
