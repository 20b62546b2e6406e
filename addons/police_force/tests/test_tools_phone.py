from odoo.tests import BaseCase

from odoo.addons.police_force.tools.phone import normalise_phone


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
