from odoo.tests import BaseCase

from odoo.addons.police_force.tools.text import (
    clean,
    clean_all,
    joined_sound_key,
    normalise,
    phonetic_key,
    storable,
    words,
)

# Station names as the two public sources write them; all nine districts.
STATION_NAMES = """
Achhalda/अछल्दा Ajitmal/अजीतमल Bidhuna/बिधूना Dibiyapur/दिबियापुर Phaphoond/फफूंद Sahayal/सहायल
Bakewar/बकेवर Barhpura/बढ़पुरा Bitholi/बिथौली Chakarnagar/चकरनगर Chaubia/चौबीया Ikdil/एकदिल
Jaswantnagar/जसवंतनगर Vaidpura/वैदपुरा Amritpur/अमृतपुर Farrukhabad/फर्रुखाबाद Fatehgarh/फतेहगढ़
Jahanganj/जहांनगंज Kampil/कम्पिल Kaimganj/कायमगंज Mohammadabad/मोहम्मदाबाद Shamsabad/शमसाबाद
Churkhi/चुर्खी Kalpi/कालपी Konch/कोंच Kuthaund/कुठौन्द Madhogarh/माधौगढ़ Nadigaon/नदीगांव Orai/उरई
Babina/बबीना Baruasagar/बरुआसागर Chirgaon/चिरगांव Gursarai/गुरसराय Mauranipur/मऊरानीपुर Poonch/पूँछ
Indergarh/इन्दरगढ़ Chhibramau/छिबरामऊ Sakrawa/सकरावा Talgram/तालग्राम Vishungarh/विशुनगढ़
Akbarpur/अकबरपुर Devrahat/देवराहट Jhinjhak/झींझक Rania/रनियां Rasulabad/रसूलाबाद Sikandra/सिकंदरा
Bekanganj/बेकनगंज Feelkhana/फीलखाना Jajmau/जाजमऊ Govind-Nagar/गोविन्द-नगर Kakadeo/काकादेव
Gwaltoli/ग्वालटोली Kalyanpur/कल्याणपुर Bithoor/बिठूर Swaroop-Nagar/स्वरूपनगर Ghatampur/घाटमपुर
Bidhnu/विधनू Balabehat/बालाबेहट Jakhaura/जखौरा Jakhlaun/जाखलौन Mahrauni/महरौनी Pura-Kalan/पुराकलान
Colonelganj/कर्नलगंज Madawara/मड़ावरा
"""


class TestText(BaseCase):
    def test_clean(self):
        for typed, kept in (
            ("a\0b", "ab"),
            ("one\x0btwo\x0cthree\u2028four\r\nfive\rsix", "one\ntwo\nthree\nfour\nfive\nsix"),
            ("one\x1ftwo", "one two"),
            ("half \ud83d a sign \ude00", "half  a sign "),
            ("a whole one 😀\t", "a whole one 😀\t"),
            ("क्\u200dष न\u200cही\n", "क्\u200dष न\u200cही\n"),
            (False, ""),
        ):
            self.assertEqual(clean(typed), kept)
            clean(typed).encode()
        self.assertEqual(clean_all({"a": ["b\x0bc", 1]}), {"a": ["b\nc", 1]})

    def test_what_can_be_stored_is_left_alone(self):
        self.assertEqual(storable(["a\x0b", {"b": "c\0\ud83d"}]), ["a\x0b", {"b": "c"}])

    def test_normalise(self):
        self.assertEqual(normalise("  Thana\u200b  KOTWALI\n२०८००१ "), "thana kotwali 208001")
        self.assertEqual(normalise("\u095c"), normalise("\u0921\u093c"), "two spellings of ड़")
        self.assertEqual(normalise(None), "")
        self.assertEqual(normalise(False), "")

    def test_words_keep_vowel_signs_together(self):
        self.assertEqual(
            words("थाना कोतवाली, कानपुर। PIN: २०८००१ (near Gumti_5)"),
            ["थाना", "कोतवाली", "कानपुर", "pin", "208001", "near", "gumti", "5"],
        )

    def test_both_scripts_of_a_station_name_meet(self):
        pairs = [pair.split("/") for pair in STATION_NAMES.split()]
        apart = [pair for pair in pairs if phonetic_key(pair[0]) != phonetic_key(pair[1])]
        self.assertLessEqual(len(apart) / len(pairs), 0.05, apart)

    def test_different_stations_stay_apart(self):
        names = [pair.split("/")[0] for pair in STATION_NAMES.split()]
        by_key = {phonetic_key(name): name for name in names}
        self.assertEqual(set(names) - set(by_key.values()), {"Bidhuna"}, "Bidhnu sounds like it")

    def test_spellings_of_one_name_meet(self):
        for spellings in (
            "अछल्दा Achhalda Achalda achhaldaa",
            "बिठूर Bithoor Bithur",
            "फीलखाना Feelkhana Philkhana फ़ीलखाना",
            "वैदपुरा Vaidpura Baidpura",
            "सिंह Singh Sing",
            "ज़मीन zameen jamin",
            "क्षेत्र kshetra xetra",
            "मुंबई Mumbai Munbai",
            "यमुना Yamuna Jamuna",
            "ज्ञानपुर Gyanpur",
            "शिवली Shivli Sivli Shiwli",
        ):
            self.assertEqual(len(set(map(phonetic_key, spellings.split()))), 1, spellings)

    def test_sound_key_tells_short_names_apart(self):
        for one, other in (("Bar", "Barra"), ("Aata", "Ait"), ("बार", "बर्रा"), ("आटा", "एट")):
            self.assertEqual(phonetic_key(one), phonetic_key(other))
            self.assertNotEqual(joined_sound_key(words(one)), joined_sound_key(words(other)))
        for english, hindi in (("Bar", "बार"), ("Barra", "बर्रा"), ("Aata", "आटा"), ("Ait", "एट")):
            self.assertEqual(joined_sound_key(words(english)), joined_sound_key(words(hindi)))
        self.assertEqual(joined_sound_key(words("Sakrar")), joined_sound_key(words("सकरार")))

    def test_keys_of_nothing(self):
        for text in ("", None, "!?", "।"):
            self.assertEqual(phonetic_key(text), "")
            self.assertEqual(joined_sound_key(words(text)), "")
