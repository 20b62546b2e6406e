from odoo.tests import BaseCase, tagged

from ..tools.conduct import speaks_of_police_conduct

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


@tagged("post_install", "-at_install")
class TestConduct(BaseCase):
    """Words about the police themselves are told from words to the police."""

    def test_complaints_about_the_police(self):
        for text in ABOUT_THE_POLICE:
            with self.subTest(text=text):
                self.assertTrue(speaks_of_police_conduct(text))

    def test_complaints_about_others(self):
        for text in ABOUT_OTHERS:
            with self.subTest(text=text):
                self.assertFalse(speaks_of_police_conduct(text))

    def test_long_text_costs_little(self):
        self.assertFalse(speaks_of_police_conduct("my neighbour shouts at night " * 2000))
