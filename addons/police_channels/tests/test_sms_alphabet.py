from odoo.tests import BaseCase, tagged

from ..adapters.incoming import Part
from ..adapters.sms.alphabet import GSM, UCS2, length_of
from ..adapters.sms.header import part_of_header
from ..sms_door.phones import readable


@tagged("post_install", "-at_install")
class TestSmsAlphabet(BaseCase):
    def test_parts_as_the_network_counts_them(self):
        for text, coding, units, parts in (
            ("", GSM, 0, 1),
            ("a" * 160, GSM, 160, 1),
            ("a" * 161, GSM, 161, 2),
            ("a" * 306, GSM, 306, 2),
            ("a" * 307, GSM, 307, 3),
            ("€" * 80, GSM, 160, 1),
            # An escape and its character stay together: 152 of the first part are used.
            ("a" * 152 + "€" + "a" * 152, GSM, 306, 3),
            ("क" * 70, UCS2, 70, 1),
            ("क" * 71, UCS2, 71, 2),
            ("क" * 134, UCS2, 134, 2),
            ("क" * 135, UCS2, 135, 3),
            ("Fee ₹ 20", UCS2, 8, 1),
            ("😀" * 35, UCS2, 70, 1),
            ("क" * 66 + "😀" + "क" * 66, UCS2, 134, 3),
        ):
            with self.subTest(text=text[:5], units=units):
                self.assertEqual(length_of(text), (coding, units, parts))

    def test_which_part_a_header_says(self):
        for octets, part in (
            (b"", None),
            (bytes([5, 0, 3, 0xCC, 3, 2]), Part("cc", 3, 2)),
            (bytes([6, 8, 4, 0x12, 0x34, 2, 1]), Part("1234", 2, 1)),
            (bytes([12, 5, 4, 0, 1, 0, 2, 8, 4, 0x12, 0x34, 2, 1]), Part("1234", 2, 1)),
            # Of one part, or the none of some, or cut off: by itself.
            (bytes([5, 0, 3, 0xCC, 1, 1]), None),
            (bytes([5, 0, 3, 0xCC, 3, 4]), None),
            (bytes([5, 0, 3, 0xCC]), None),
        ):
            with self.subTest(octets=octets):
                self.assertEqual(part_of_header(octets), part)

    def test_phones_of_development_show_parts_in_either_alphabet(self):
        for text, coding in (("Complaint 123 received", "ascii"), ("शिकायत 123", "utf-16-be")):
            octets = "".join(f"%{octet:02x}" for octet in text.encode(coding))
            line = f"00000 +910000000001 udh %05%00%03%01%02%01 data {octets}\n"
            self.assertEqual(readable(line.encode()), f"00000 > +910000000001 (1/2): {text}")
