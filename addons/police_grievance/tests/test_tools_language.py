from odoo.tests import BaseCase

from odoo.addons.police_grievance.tools.language import guess_language, has_danger_words


class TestLanguage(BaseCase):
    def test_hindi(self):
        for text in (
            "मेरा मोबाइल चोरी हो गया है",
            "mera mobile chori ho gaya hai thana wale sun nahi rahe",
            "mobile chori",
            "sir mera paisa nahi de raha hai, please help",
            "Hamare gaon me bijli ke taar tute hain",
            "मेरी दुकान के सामने noise होता है",
            "میری دکان سے موبائل چوری ہو گیا",
        ):
            self.assertEqual(guess_language(text), "hi_IN", text)

    def test_english(self):
        for text in (
            "My mobile was stolen near the station",
            "Re: शिकायत about noise in my street at night",
            "Complaint about thana",
            "Dear Sir, my neighbour is making noise. कृपया ध्यान दें. Thank you for your help",
            "Namaste sir I want to complain about my landlord",
            "He is fired from his job",
        ):
            self.assertEqual(guess_language(text), "en_US", text)

    def test_english_when_nothing_tells(self):
        for text in ("", None, "208001", "Anwarganj"):
            self.assertEqual(guess_language(text), "en_US")


class TestDangerWords(BaseCase):
    def test_danger(self):
        for text in (
            "bachao bachao", "bachaao", "बचाओ", "save me",
            "वे मुझे मार रहे हैं", "mujhe maar rahe hain", "mar rahe hai",
            "They are beating my mother",
            "مجھے بچا لو", "مجھے مار رہے ہیں", "چاقو دکھایا", "آگ لگ گئی", "زہر کھا لیا", "قتل کر دیا",
            "kidnapped", "अपहरण", "apharan", "suicide", "आत्महत्या", "aatm hatya", "atmahatya",
            "ज़हर खा लूँगी", "mar jaungi", "jaan se maarne ki dhamki", "जान से मारने की धमकी",
            "I will kill myself", "gun", "बाज़ार में गोली चली", "firing in the market",
            "मेरी बेटी कल से लापता है", "meri beti ghar se gayab hai", "मेरी लड़की गायब है",
            "there is a fire in our house", "ghar me aag lagi hai", "Fire!", "आग", "aag",
            "shop on fire",
        ):  # fmt: skip
            self.assertTrue(has_danger_words(text), text)

    def test_no_danger(self):
        for text in (
            "he was fired", "fire station road pe shor", "There is a fire station near", "rapid",
            "a fire brigade office", "my shop is on fire station road", "skill test", "begun",
            "grape", "accidentally", "save money", "Agra", "mobile gayab hai", "मेरा मोबाइल चोरी",
            "بیچ بچاؤ کرا دیں", "موبائل چوری",
            "बमबा रोड", "बचाव", "बंदर", "padosi shor kar raha hai", "", None,
        ):  # fmt: skip
            self.assertFalse(has_danger_words(text), text)
