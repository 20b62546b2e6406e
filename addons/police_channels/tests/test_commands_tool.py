from odoo.tests import BaseCase, tagged

from odoo.addons.police_grievance.tools.number import format_number, number_from_index

from ..tools.commands import Asked, loosely, phrase_of, read_asked

NUMBER = number_from_index(1, b"k" * 16)
WRONG = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
PHRASES = {
    phrase_of(words) for words in ("STATUS", "sthiti", "स्थिति", "help", "मदद", "stop", "ho gaya")
}


@tagged("post_install", "-at_install")
class TestCommandsTool(BaseCase):
    def _read(self, text):
        return read_asked(text, PHRASES)

    def test_words_alone(self):
        for text, phrase in (
            ("STATUS", "status"),
            (" status. ", "status"),
            ("*Status*", "status"),
            ("स्थिति", "स्थिति"),
            ("स्थिति।", "स्थिति"),
            ("मदद !!", "मदद"),
            ("Ho  Gaya", "ho gaya"),
            ("Stop🛑", "stop"),
        ):
            with self.subTest(text=text):
                self.assertEqual(self._read(text), Asked(phrase))

    def test_with_a_number_as_people_write_it(self):
        grouped = format_number(NUMBER)
        for text, phrase in (
            (f"STATUS {NUMBER}", "status"),
            (f"STATUS{NUMBER}", "status"),
            (f"{NUMBER} status", "status"),
            (f"sthiti {grouped}", "sthiti"),
            (f"स्थिति {NUMBER.translate(DEVANAGARI)}", "स्थिति"),
            (f"status of my complaint no. {grouped}", "status"),
            (f"शिकायत संख्या {grouped.translate(DEVANAGARI)} की स्थिति", "स्थिति"),
            (NUMBER, ""),
            (grouped.translate(DEVANAGARI), ""),
            (f"complaint number: {grouped}", ""),
            (" ".join(NUMBER), ""),
        ):
            with self.subTest(text=text):
                self.assertEqual(self._read(text), Asked(phrase, number=NUMBER))

    def test_what_does_no_harm_among_words_that_say_nothing(self):
        loose = loosely(("status", "sthiti", "kya hua", "hindi"))
        for text, phrase, number in (
            ("sir mera status batao", "status", ""),
            ("Complaint status kya hai?", "status", ""),
            (f"{NUMBER} ka status kya hai", "status", NUMBER),
            ("meri shikayat ka kya hua", "kya hua", ""),
            ("hindi me likho", "hindi", ""),
            *((word, "status", "") for word in ("stauts", "sttus", "statuss", "ststus")),
        ):
            with self.subTest(text=text):
                self.assertEqual(read_asked(text, PHRASES, loose), Asked(phrase, number=number))
        for text in (
            *("mera beta", "kya hai", "sir", "meri shikayat", "start", "stattus hai koi"),
            *("status of the road is bad", "sir please stop", "hind"),
        ):
            with self.subTest(text=text):
                self.assertIsNone(read_asked(text, PHRASES, loose))

    def test_what_says_nothing_at_all(self):
        loose = loosely(("hello", "shikayat karni hai", "status"))
        for text, phrase in (
            *((text, "hello") for text in ("sir", "Namaste sir ji", "meri shikayat", "complaint")),
            ("sir mujhe shikayat karni hai", "shikayat karni hai"),
        ):
            with self.subTest(text=text):
                self.assertEqual(read_asked(text, PHRASES, loose), Asked(phrase))
        for text in ("।", "🙏", "mera beta", "mujhe FIR karni hai", "sir please stop"):
            with self.subTest(text=text):
                self.assertIsNone(read_asked(text, PHRASES, loose))

    def test_a_number_among_words_that_say_nothing(self):
        for text in (f"sir mera complaint number {NUMBER} hai", f"{NUMBER} ye kya hai", NUMBER):
            with self.subTest(text=text):
                self.assertEqual(self._read(text), Asked("", number=NUMBER))

    def test_several_numbers_ask_for_all(self):
        other = number_from_index(2, b"k" * 16)
        for text, asked in (
            (f"STATUS {NUMBER}, {NUMBER}", Asked("status", number=NUMBER)),
            (f"{NUMBER} {other}", Asked("")),
            (f"status {NUMBER} and {other}", Asked("status")),
            (f"{NUMBER} aur {other} dono ka kya hua", Asked("kya hua")),
        ):
            with self.subTest(text=text):
                loose = loosely(("status", "kya hua"))
                self.assertEqual(read_asked(text, PHRASES, loose), asked)

    def test_with_a_code(self):
        self.assertEqual(
            self._read(f"ho gaya {NUMBER} 12345678"),
            Asked("ho gaya", number=NUMBER, code="12345678"),
        )

    def test_a_wrong_number(self):
        for text, phrase, wrong in (
            (f"STATUS {WRONG}", "status", WRONG),
            (WRONG, "", WRONG),
            (f"STATUS {NUMBER[:-1]}", "status", NUMBER[:-1]),
            ("STATUS 98765 43210", "status", "9876543210"),
        ):
            with self.subTest(text=text):
                self.assertEqual(self._read(text), Asked(phrase, wrong=wrong))

    def test_whatever_says_more_is_a_complaint(self):
        for text in (
            "Stopped by police on the road",
            "Helpless, my son is missing",
            "help me",
            "Please stop the noise",
            "मदद करो",
            f"STATUS {NUMBER} koi nahi sunta",
            "help 112",
            "status 5",
            "208001",
            "9876543210",
            f"No {NUMBER}",
            f"{NUMBER} nahi",
            "+91 12345 67890",
            f"{NUMBER} {NUMBER} 5",
            f"{NUMBER} 12345678",
            "1",
            "",
            "।",
            "status " * 40,
        ):
            with self.subTest(text=text):
                self.assertIsNone(self._read(text))
