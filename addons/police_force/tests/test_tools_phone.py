from odoo.tests import BaseCase

from odoo.addons.police_force.tools.phone import format_phone, normalise_phone, read_phones


class TestPhone(BaseCase):
    def test_spellings_of_one_number_meet(self):
        for text in (
            "+91 00000 12345", "+91-00000-12345", "91 0000012345", "00910000012345",
            "+910000012345", "+९१ ००००० १२३४५",
        ):  # fmt: skip
            self.assertEqual(normalise_phone(text), "+910000012345", text)
        for text in ("512 0000000", "0512-0000000", "(0512) 0000000"):
            self.assertEqual(normalise_phone(text), "+915120000000", text)

    def test_a_number_in_full_is_kept(self):
        self.assertEqual(normalise_phone(normalise_phone("+91 00000 12345")), "+910000012345")

    def test_other_countries(self):
        self.assertEqual(normalise_phone("+1 202 555 0143"), "+12025550143")
        self.assertEqual(normalise_phone("202 555 0143", country="US"), "+12025550143")

    def test_what_is_no_number(self):
        for text in ("", None, "abc", "112", "someone@example.org", "123"):
            self.assertIsNone(normalise_phone(text), text)

    def test_as_said_in_india(self):
        for text, numbers, remark in (
            ("9876511021 (son)", ["+919876511021"], "son"),
            ("98765O1023", [], "98765O1023"),
            ("98765 11024 / 98765 11025", ["+919876511024", "+919876511025"], ""),
            ("98765 11024, 98765 11025", ["+919876511024", "+919876511025"], ""),
            ("98765 11024 98765 11025", ["+919876511024", "+919876511025"], ""),
            ("9876511024 9876511024", ["+919876511024"], ""),
            ("9876511026 ghar", ["+919876511026"], "ghar"),
            ("9876511027 ram", ["+919876511027"], "ram"),
            ("पति ९८७६५११०२८", ["+919876511028"], "पति"),
            ("bete ka: 098765-11029", ["+919876511029"], "bete ka"),
            ("0512-2501234", ["+915122501234"], ""),
            ("(0512) 2501234 dukan", ["+915122501234"], "dukan"),
            ("0091 98765 11021", ["+919876511021"], ""),
            ("0919876511021", ["+919876511021"], ""),
            ("+91-98765-11021 / 98765O1023", ["+919876511021"], "98765O1023"),
            ("9876511021 ext 5", ["+919876511021"], "ext 5"),
        ):
            self.assertEqual(read_phones(text), (tuple(numbers), remark), text)

    def test_what_cannot_be_a_number(self):
        for text in (
            "0000000000", "987651102", "98765110211", "2501234", "155260", "112", "1930", "208001",
            "9800O00001", "98765l1021", "12345678901234567890", "ram@9876511021.example", "A9876511021",
        ):  # fmt: skip
            self.assertEqual(read_phones(text), ((), text), text)

    def test_as_it_is_read_out(self):
        for value, shown in (
            ("+919876511021", "+91 98765 11021"),
            # No mobile of today's numbering plan; its digits are read out in the same way.
            ("+910000012345", "+91 00000 12345"),
            ("+915122501234", "+91 512 250 1234"),
            ("+12025550143", "+1 202-555-0143"),
            ("9876511021", "9876511021"),
            ("someone@example.org", "someone@example.org"),
            ("+91 98765 O1023", "+91 98765 O1023"),
            ("", ""),
        ):
            self.assertEqual(format_phone(value), shown, value)
            self.assertEqual(normalise_phone(format_phone(value)), normalise_phone(value), value)
