from odoo.tests import BaseCase, tagged

from ..tools.mask import HIDDEN, Mask

NAMES = ("Smt. Zubeda Quillfeather",)
ADDRESSES = ("+910000077123", "zubeda.quillfeather@example.org")


@tagged("post_install", "-at_install")
class TestMask(BaseCase):
    def setUp(self):
        super().setUp()
        self.mask = Mask(NAMES, ADDRESSES)

    def _hides(self, text):
        hidden = self.mask.apply(text)
        self.assertIn(HIDDEN, hidden, text)
        for told in ("zubeda", "quill", "ज़ुबेदा", "77123", "७७१२३"):
            self.assertNotIn(told, hidden.casefold(), text)

    def test_names_in_either_script(self):
        for text in (
            "ZUBEDA came home",
            "Quillfeather's house",
            "it was zubaida who saw it",
            "ज़ुबेदा घर आई",
            "zubeda_quillfeather_id.pdf",
            "ZubedaQuillfeather (1).jpg",
        ):
            self._hides(text)

    def test_numbers_and_addresses_in_any_notation(self):
        for text in (
            "call +91 00000 77123",
            "call 0000077123 please",
            "call 00000-77123",
            "91-00000-77123",
            "फ़ोन ०००००७७१२३",
            "write to Zubeda.Quillfeather@Example.org",
            "or zquillfeather77@mail.example",
        ):
            self._hides(text)

    def test_what_else_is_said_stays(self):
        text = "My neighbour Ramesh of 12 Mall Road, Kanpur 208001, shouts every night at 10:30."
        self.assertEqual(self.mask.apply(text), text)
        text = "मेरा पड़ोसी रमेश रात 10 बजे गाली देता है।"
        self.assertEqual(self.mask.apply(text), text)

    def test_signature_of_a_letter(self):
        for text in (
            "He shouts.\n\nYours faithfully,\nSunita Devi\n12 Mall Road\n00000 11111",
            "वह चिल्लाता है।\nप्रार्थिनी सुनीता देवी",
            "He shouts.\n-- \nSunita Devi",
        ):
            hidden = self.mask.apply(text)
            self.assertIn(HIDDEN, hidden)
            self.assertNotIn("Sunita", hidden)
            self.assertNotIn("सुनीता", hidden)
            self.assertNotIn("11111", hidden)

    def test_a_thank_you_in_the_middle_hides_nothing(self):
        story = "\n".join(f"On day {day} he came again and shouted." for day in range(9))
        text = f"Thank you for the call.\n{story}"
        self.assertEqual(self.mask.apply(text), text)

    def test_introduction(self):
        for text in (
            "My name is Sunita Devi and he shouts.",
            "mera naam Sunita hai",
            "मेरा नाम सुनीता देवी है",
        ):
            hidden = self.mask.apply(text)
            self.assertNotIn("Sunita", hidden)
            self.assertNotIn("सुनीता", hidden)
        self.assertTrue(self.mask.apply(text).endswith("है"))

    def test_a_name_not_to_be_told_is_none(self):
        for text in (
            "Mera naam na bataya jaye.",
            "mera naam nahi aana chahiye",
            "कृपया मेरा नाम न बताएं।",
            "मेरा नाम नहीं आना चाहिए",
        ):
            self.assertEqual(self.mask.apply(text), text)

    def test_html_stays_html(self):
        self.assertEqual(
            self.mask.apply_html('<p>Zubeda &amp; <b>Ramesh</b> <a href="/x">0000077123</a></p>'),
            f'<p>{HIDDEN} &amp; <b>Ramesh</b> <a href="/x">{HIDDEN}</a></p>',
        )
        untouched = "<p>Ram &amp; &lt;b&gt;</p>"
        self.assertEqual(self.mask.apply_html(untouched), untouched)

    def test_without_names_and_addresses(self):
        self.assertEqual(Mask().apply("He shouts."), "He shouts.")
        self.assertEqual(Mask().apply(False), "")
        self.assertEqual(Mask(("Om",), ("",)).apply("Om came"), "Om came")
