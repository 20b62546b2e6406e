from odoo.tests import BaseCase

from odoo.addons.police_force.tools.text import (
    joined_sound_key,
    normalise,
    phonetic_key,
    words,
)
from odoo.addons.police_force.tools.urdu import (
    is_urdu,
    is_written_in_urdu,
    open_sound,
    sound_pattern,
    to_latin,
)

# Names of places as they are written in Urdu and in Latin letters.
PLACES = """
چمن گنج/Chamanganj بیکن گنج/Bekanganj بابو پوروہ/Babupurwa مول گنج/Moolganj شمس آباد/Shamsabad
کالپی/Kalpi کانپور/Kanpur قنوج/Kannauj بلہور/Bilhaur گھاٹم پور/Ghatampur کلیان پور/Kalyanpur
نواب گنج/Nawabganj فرخ آباد/Farrukhabad اورئی/Orai جسونت نگر/Jaswantnagar بدھونا/Bidhuna
کمپل/Kampil للت پور/Lalitpur جھانسی/Jhansi فتح گڑھ/Fatehgarh سچینڈی/Sachendi جالون/Jalaun
قدوائی نگر/Kidwai-Nagar کونچ/Konch جاجمئو/Jajmau بجریا/Bajaria نظیرآباد/Nazirabad پنکی/Panki
فیل خانہ/Feelkhana ہربنس محال/Harbans-Mohal قائم گنج/Kaimganj گرسہائے گنج/Gursahaiganj
چھبرامئو/Chhibramau نوبستہ/Naubasta راوت پور/Rawatpur رائے پوروا/Raipurwa کلکٹر گنج/Collectorganj
"""


def _pairs():
    parts = PLACES.replace("\n", " ").split()
    name = []
    for part in parts:
        if "/" not in part:
            name.append(part)
            continue
        last, latin = part.split("/")
        yield " ".join([*name, last]), latin.replace("-", " ")
        name = []


def _sounds_like(urdu, latin):
    """Whether a name passes whose vowels may be those that Urdu script leaves out."""
    pattern = sound_pattern(joined_sound_key(words(urdu)))
    return bool(pattern.fullmatch(open_sound(joined_sound_key(words(latin)))))


class TestUrdu(BaseCase):
    def test_a_place_is_known_by_its_sound(self):
        for urdu, latin in _pairs():
            self.assertEqual(phonetic_key(urdu), phonetic_key(latin), (urdu, latin))
            self.assertTrue(_sounds_like(urdu, latin), (urdu, latin))

    def test_vowels_that_are_written_tell_places_apart(self):
        self.assertTrue(_sounds_like("برّا", "barra"))
        self.assertFalse(_sounds_like("برّا", "bar"))
        self.assertFalse(_sounds_like("اوریا", "orai"))

    def test_one_spelling_whatever_keyboard(self):
        self.assertEqual(normalise("ي ك ه ۲۰۸٠٠١"), normalise("ی ک ہ 208001"))
        self.assertEqual(words("مُحَمَّد، کانپور۔"), ["محمد", "کانپور"])

    def test_latin_letters(self):
        self.assertEqual(to_latin("میری چوری ہو گئی thana"), "meri chori ho gayi thana")
        self.assertEqual(to_latin("مجھے دھمکی دی، مدد"), "mujhe dhamki di، madad")
        self.assertEqual(to_latin("plain कानपुर 12"), "plain कानपुर 12")
        self.assertTrue(is_urdu("Sir, چوری"))
        self.assertFalse(is_urdu("Sir, चोरी, 12"))
        self.assertTrue(is_written_in_urdu("Sir, میرا موبائل چوری ہو گیا 123"))
        self.assertFalse(is_written_in_urdu("My mobile (موبائل) was stolen"))
