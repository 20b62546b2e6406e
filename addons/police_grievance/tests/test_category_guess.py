from odoo.tests import tagged

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestCategoryGuess(PoliceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        category = cls.env["police.category"]
        category.search([]).active = False
        cls.noise, cls.lost = category.create(
            [
                {"name": "Noise", "code": "x_noise", "keywords": "loud music\nshor\nशोर\ndj"},
                {"name": "Lost phone", "code": "x_lost", "keywords": "phone kho gaya\nphone"},
            ]
        )

    def _category(self, text, **values):
        return (
            self.env["police.complaint"]
            ._intake(self._envelope(text, **values))
            .complaint.category_id
        )

    def test_guessed_from_the_words_in_either_script(self):
        for text in ("Padosi bahut shor karta hai", "बहुत शोर है", "LOUD MUSIC at night", "a DJ"):
            self.assertEqual(self._category(text), self.noise, text)
        self.assertEqual(self._category("mera fone kho gaya, shor"), self.lost)

    def test_a_phrase_counts_more_than_a_word(self):
        self.assertEqual(self._category("shor me mera phone kho gaya"), self.lost)

    def test_none_when_no_word_tells_and_the_given_one_stays(self):
        self.assertFalse(self._category("Please help", subject="Hello"))
        self.assertEqual(self._category("shor", category_code="x_lost"), self.lost)

    def test_a_changed_keyword_is_known_at_once(self):
        self.assertFalse(self._category("dholak", subject="Hello"))
        self.noise.keywords = "dholak"
        self.assertEqual(self._category("dholak", subject="Hello"), self.noise)
