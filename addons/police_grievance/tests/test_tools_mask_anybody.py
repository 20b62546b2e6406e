import time

from odoo.tests import BaseCase, tagged

from ..tools.mask import HIDDEN, Mask
from ..tools.number import format_number, number_from_index
from .test_tools_mask import ADDRESSES, NAMES

# Each line holds one thing that tells, and no digit beside it.
ANYBODYS = """
call +91 98765 43210 now
9876543210
98765/43210
98765_43210
98765,43210
98765, 43210
987.654.3210
9 8 7 6 5 4 3 2 1 0
9-8-7-6-5-4-3-2-1-0
98 765 43210
98 76 54 32 10
(0512) 2555123
0512-255 5123
512-2555123
09876543210
91-98765-43210
0091 98765 43210
+44 20 7946 0958
९८७६५४३२१०
९८७६५ ४३२१०
９８７６５４３２１０
9८7६5४3२1०
98765\u200b43210
phone 2555123
फ़ोन: 2555123
मोबाइल नं. 98765-43210
account 123456789012345
2345 6789 0123
2345-6789-0123
२३४५ ६७८९ ०१२३
234567890123
ABCDE1234F
abcde1234f
ABCDE 1234 F
a.b@example.com
a.b @ example.com
A.B＠EXAMPLE.COM
a.b (at) example (dot) com
lala at gmail dot com
lala at gmail.com
lala@okbank
9876543210@upi
"""
NAMED = """
Zubaida
ZUBBEDA
Jubeda
जुबैदा
ज़ुबेदा
ज़ुबेदा
Quilfeather
QuillFeather's
Quill feather
Quill-feather
Zu beda
Z u b e d a
Z.U.B.E.D.A.
Z. Quillfeather
Z.Q.
Ｚｕｂｅｄａ
Zube\u200bda
Zúbeda
quillfeather_id.pdf
zubedaquillfeather77
ends in 77123
"""
HARMLESS = """
on 24/11/2026 at 10:30
24-11-2026, 11:35 pm
11/28/2026 07:07:32 PM
2026-11-24 10.30
on 7, 8, 9, 10, 11, 12, 13 and 14 May
24 नवंबर 2026, रात 11 बजे
२४/११/२०२६ को १०:३०
in 2024, 2025, 2026
72 hours, 3.25 km
Rs 50,000 and 1,00,000
Rs. 60000 70000
₹ 98,765
50000 rupaye, 2 lakh
रु. 60000
section 323, 504, 506
धारा 323/504/506/427
u/s 64, 65, 66, 67 and 68
FIR 0123/2025
dial 112, 1090, 1930
call 1090/1930
helpline 155260, 1800 180 5555
ring 0512-2304407 or +91 512 230 4407
write to Desk@police.example
House 12/45, Kanpur 208001
UP 78 AB 1234
20261012_103045.jpg
IMG-20261012-WA0001.jpg
met him at shop. then left
call me at home
"""
OFFICE = ("112", "1090", "1930", "155260", "0512-2304407", "desk@police.example")


@tagged("post_install", "-at_install")
class TestMaskWhoseverItIs(BaseCase):
    """Nobody is known by these; and those of the office are."""

    def setUp(self):
        super().setUp()
        self.mask = Mask(NAMES, ADDRESSES, OFFICE)

    def test_numbers_and_addresses(self):
        for line in filter(None, ANYBODYS.split("\n")):
            hidden = self.mask.apply(f"He said: {line}. Then he left.")
            self.assertIn(HIDDEN, hidden, line)
            self.assertFalse([letter for letter in hidden if letter.isdecimal()], hidden)
            self.assertNotIn("@", hidden)
            self.assertNotIn("example", hidden)
            self.assertTrue(hidden.startswith("He said: "), hidden)
            self.assertTrue(hidden.endswith("Then he left."), hidden)

    def test_several_in_one_text(self):
        self.assertEqual(
            self.mask.apply(
                "Rs 5000 to 98765 43210, Kanpur 208001, 9876543210; 9876543211 on 1/2/26"
            ),
            f"Rs 5000 to {HIDDEN}, Kanpur 208001, {HIDDEN}; {HIDDEN} on 1/2/26",
        )
        self.assertEqual(self.mask.apply("208001 98765 43210"), f"208001 {HIDDEN}")
        self.assertEqual(self.mask.apply("98765\n43210"), HIDDEN)

    def test_names_in_other_spellings(self):
        for line in filter(None, NAMED.split("\n")):
            hidden = self.mask.apply(f"It was {line} who came.")
            self.assertIn(HIDDEN, hidden, line)
            for told in ("zub", "jub", "quil", "feath", "77", "beda", "ज", "Ｚ"):
                self.assertNotIn(told, hidden.casefold(), line)

    def test_what_only_looks_like_it_stays(self):
        for line in filter(None, HARMLESS.split("\n")):
            for text in (line, f"He said: {line}."):
                self.assertEqual(self.mask.apply(text), text)

    def test_numbers_of_complaints_stay(self):
        for index in range(50):
            number = number_from_index(index, b"a key of this test")
            for text in (number, format_number(number), f"Your complaint {number}, 24/11/2026"):
                self.assertEqual(self.mask.apply(text), text)

    def test_cut_by_tags(self):
        for markup, shown in (
            ("<p>Quill<b>feather</b> came</p>", f"<p>{HIDDEN}<b></b> came</p>"),
            ("<p>98<i>765</i>43210</p>", f"<p>{HIDDEN}<i></i></p>"),
            ("<p>98765<br/>43210</p>", f"<p>{HIDDEN}<br/></p>"),
            ("<p>&#57;8765&#x34;3210</p>", f"<p>{HIDDEN}</p>"),
            ("<p>a.b&#64;example.com</p>", f"<p>{HIDDEN}</p>"),
            ("<td>Zu</td><td>beda</td>", "<td>Zu</td><td>beda</td>"),
            ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ):
            self.assertEqual(self.mask.apply_html(markup), shown)

    def test_in_attributes(self):
        for markup, shown in (
            ('<img alt="Zubeda &amp; co" title="x">', f'<img alt="{HIDDEN} &amp; co" title="x">'),
            ('<a title="98765 43210">x</a>', f'<a title="{HIDDEN}">x</a>'),
            ('<a href="tel:+919876543210">x</a>', f'<a href="tel:{HIDDEN}">x</a>'),
            ('<a href="mailto:a.b@example.com">x</a>', f'<a href="mailto:{HIDDEN}">x</a>'),
            ('<a href="mailto:a.b%40example.com">x</a>', f'<a href="{HIDDEN}">x</a>'),
            (
                "<a href='https://x.example/Quillfeather'>x</a>",
                f'<a href="https://x.example/{HIDDEN}">x</a>',
            ),
            ('<a href="/web/content/9876543210">x</a>', '<a href="/web/content/9876543210">x</a>'),
        ):
            self.assertEqual(self.mask.apply_html(markup), shown)

    def test_masked_once_is_masked(self):
        for text in (*ANYBODYS.split("\n"), "He shouts.\n\nRegards\nSunita Devi\nKanpur"):
            hidden = self.mask.apply(text)
            self.assertEqual(self.mask.apply(hidden), hidden)

    def test_a_signature_ends_where_questions_begin(self):
        self.assertEqual(
            self.mask.apply("He shouts.\nRegards\nSunita Devi\n\nWho saw it?\nRamesh"),
            f"He shouts.\nRegards\n{HIDDEN}\n\nWho saw it?\nRamesh",
        )


# What made the time grow with the square of the length, or nearly.
TIRING = (
    *("a", "1", "0", "1 ", "_", "+", "@", "a@", "a.", "<", "<a", "&#", "\n", " ", "-- \n"),
    *("thanks\nx\n", "mera naaa", "maaa ", "क", "̣́", "़्", "Zubeda ", "98765 "),
)


@tagged("post_install", "-at_install")
class TestMaskTakesItsTime(BaseCase):
    LENGTH, MOST = 1_500, 30

    def test_time_grows_with_the_length(self):
        mask = Mask(NAMES, ADDRESSES, OFFICE)
        for unit in TIRING:
            for apply in (mask.apply, mask.apply_html):
                short, long = (self._seconds(apply, unit, self.LENGTH * times) for times in (1, 10))
                # Next to nothing is no measure.
                self.assertLess(long, max(short, 0.002) * self.MOST, (unit, apply))

    def _seconds(self, apply, unit, length):
        """The least of some runs, of this process alone: others use the machine as well."""
        text, times = unit * (length // len(unit)), []
        for _run in range(2):
            started = time.process_time()
            apply(text)
            times.append(time.process_time() - started)
        return min(times)
