import timeit

from odoo.tests import BaseCase

from ..tools.understanding.features import features_of, words_of
from ..tools.understanding.linear import LinearModel, pack
from ..tools.understanding.skeleton import sounds
from ..tools.understanding.verdict import understand

ABOUT_THE_POLICE = (
    "थाना रामपुरवा का दरोगा रिश्वत मांग रहा है",
    "दरोगा ने मुझे थप्पड़ मारा और गाली दी।",
    "सिपाही पाँच हज़ार रुपये मांग रहा है।",
    "थाने में घूस मांगी जा रही है, बिना पैसे के कुछ नहीं होता।",
    "पुलिस वालों ने मेरे बेटे को हवालात में पीटा।",
    "थाने में मेरी रिपोर्ट नहीं लिख रहे हैं।",
    "मैं तीन बार गया, थाने में कोई सुनवाई नहीं हो रही।",
    "चौकी इंचार्ज झूठे मुकदमे में फंसाने की धमकी दे रहे हैं।",
    "Rampurwa thane ka daroga paise maang raha hai",
    "sipahi ne mujhe gaali di aur mara",
    "thane wale FIR nahi likh rahe hain",
    "police wale rishwat le rahe hai",
    "police ne mujhe bina wajah pita",
    "The SHO of Rampurwa police station is demanding a bribe of 5000 rupees.",
    "A constable slapped my brother at the market.",
    "I was beaten by two policemen last night.",
    "The station officer refused to register my FIR.",
    "They have put my son in the lock-up; the police ask for money to release him, a bribe.",
    "They are not registering my FIR.",
    "My FIR was not registered although I went three times.",
)
ABOUT_OTHERS = (
    "मेरी दुकान थाना रामपुरवा के पास है, पड़ोसी रात को गाली देता है।",
    "सेवा में, थानाध्यक्ष महोदय, थाना रामपुरवा। मेरे पड़ोसी ने मुझे मारा।",
    "दरोगा जी, मेरे पड़ोसी ने मुझे मारा है, कृपया मदद करें।",
    "मेरा मोबाइल चोरी हो गया है, थाना शिवली।",
    "लेखपाल रिश्वत मांग रहा है।",
    "पुलिस ने पिछली बार मेरी मदद की थी, अब फिर शोर हो रहा है।",
    "पुलिस भेज दीजिए, लोग सड़क पर मारपीट कर रहे हैं।",
    "daroga ji mere padosi ne mujhe mara hai",
    "mera phone thana Rampurwa ke paas gum ho gaya",
    "police ko bulaya tha, padosi abhi bhi shor karta hai",
    "I lost my purse near the Rampurwa police station.",
    "To, The SHO, PS Rampurwa.\nMy neighbour beats his wife every night.",
    "Please send the police, my neighbour abuses us.",
    "The clerk of the electricity office asks for a bribe.",
    "I could not write my complaint earlier, my neighbour had my phone.",
    "My neighbour threatens me and says nobody will help me.",
    "",
)


class TestLanguage(BaseCase):
    """In which language the writer of a text is answered."""

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
            self.assertEqual(understand(text).language, "hi", text)

    def test_english(self):
        for text in (
            "My mobile was stolen near the station",
            "Re: शिकायत about noise in my street at night",
            "Complaint about thana",
            "Dear Sir, my neighbour is making noise. कृपया ध्यान दें. Thank you for your help",
            "Namaste sir I want to complain about my landlord",
            "He is fired from his job",
        ):
            self.assertEqual(understand(text).language, "en", text)

    def test_english_when_nothing_tells(self):
        for text in ("", None, "208001", "Anwarganj"):
            self.assertEqual(understand(text).language, "en")


class TestDanger(BaseCase):
    """A few words of danger, and some that only look like it."""

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
            "haath tod diya", "haddi tod di", "taang tod dunga", "sar fod diya", "हाथ तोड़ दिया",
            "सिर फोड़ दिया", "he broke my arm", "med todne se roka to sar fod diya", "goli chala di",
        ):  # fmt: skip
            self.assertTrue(understand(text).danger.value, text)

    def test_no_danger(self):
        for text in (
            "abhi tak kuch nahi hua", "अभी तक कुछ नहीं हुआ",
            "he was fired", "fire station road pe shor", "There is a fire station near", "rapid",
            "a fire brigade office", "my shop is on fire station road", "skill test", "begun",
            "grape", "accidentally", "save money", "Agra", "mobile gayab hai", "मेरा मोबाइल चोरी",
            "بیچ بچاؤ کرا دیں", "موبائل چوری",
            "khet ki med tod di", "padosi ne mere khet ki mend tod di hai", "खेत की मेड़ तोड़ दी",
            "gate tod diya", "sheesha tod diya", "gaadi ka sheesha tod diya", "khet ka rasta tod diya",
            "naali tod di", "gala khet me pani bhar diya", "dawa ki goli nahi mili", "दीवार तोड़ दी",
            "बमबा रोड", "बचाव", "बंदर", "padosi shor kar raha hai", "", None,
        ):  # fmt: skip
            self.assertFalse(understand(text).danger.value, text)


class TestAboutPolice(BaseCase):
    """Words about the police themselves are told from words to the police."""

    def test_complaints_about_the_police(self):
        for text in ABOUT_THE_POLICE:
            with self.subTest(text=text):
                self.assertTrue(understand(text).about_police.value)

    def test_complaints_about_others(self):
        for text in ABOUT_OTHERS:
            with self.subTest(text=text):
                self.assertFalse(understand(text).about_police.value)

    def test_long_text_says_no_more_than_a_short_one(self):
        self.assertFalse(understand("my neighbour shouts at night " * 2000).about_police.value)


class TestReading(BaseCase):
    """What models are made of."""

    def test_one_spelling_in_each_script(self):
        for words in (("चोरी", "chori", "चोरि", "چوری"), ("थाना", "thana", "تھانہ")):
            self.assertEqual(len({sounds(word)[0] for word in words}), 1, words)

    def test_a_number_is_told_by_its_length(self):
        self.assertEqual(sounds("9876511021"), sounds("9876511022"))
        self.assertNotEqual(sounds("112"), sounds("100"))

    def test_weights_are_read_as_they_were_written(self):
        text = "गोली चली"
        features = features_of(words_of(text))
        rows = dict.fromkeys(features, (100, {0: 0.5, 1: -0.25}))
        model = LinearModel(pack(["yes", "no"], [0.0, 0.125], rows))
        yes, no = model.scores(model.known(features))
        self.assertAlmostEqual(yes, 0.5 * len(features) ** 0.5, 2)
        self.assertAlmostEqual(no, 0.125 - 0.25 * len(features) ** 0.5, 2)
        with self.assertRaises(ValueError):
            LinearModel(b"something else")

    def test_much_against_one_answer_says_nothing_for_its_neighbour(self):
        """However much it is: as many features as a model has, each as rare as can be."""
        names = [f"s{number}" for number in range(20_000)]
        rows = dict.fromkeys(names, (255, {0: 1.0, 1: -1.0, 3: 1.0}))
        model = LinearModel(pack(["for", "against", "nothing", "last"], [0.0] * 4, rows))
        known = model.known(names)
        scores = model.scores(known)
        self.assertAlmostEqual(scores[0], len(known) ** 0.5, 3)
        self.assertEqual(scores, [scores[0], -scores[0], 0.0, scores[0]])
        self.assertEqual(model.scores({}), [0.0] * 4)

    def test_understanding_adds_up_in_one_number_what_a_feature_says_for_all(self):
        """Not answer by answer: with twenty times the answers it takes about as long."""
        names = [f"s{number}" for number in range(500)]

        def seconds(answers):
            rows = dict.fromkeys(names, (9, dict.fromkeys(range(answers), 1.0)))
            model = LinearModel(pack([str(at) for at in range(answers)], [0.0] * answers, rows))
            known = model.known(names)
            model.scores(known)
            return min(timeit.repeat(lambda: model.scores(known), number=5, repeat=9))

        self.assertLess(seconds(200), 5 * seconds(10))

    def test_the_words_that_say_so_are_told(self):
        danger = understand(
            "Namaste sir, hamare gaon me bijli nahi hai. Mera bhai tank par chadh gaya hai aur kud"
            " jane ko kah raha hai, jaldi aaiye. Kal se pani bhi nahi aa raha."
        ).danger
        self.assertTrue(danger.value)
        self.assertLessEqual(len(danger.words.split()), 5)
        self.assertRegex(danger.words, "tank|chadh|kud|kah|jaldi")
