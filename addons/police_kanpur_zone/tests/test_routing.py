from odoo.tests import TransactionCase, tagged

# What a citizen wrote, and the station's code; a state before it where it isn't certain.
WORDS = (
    # Hindi
    ("थाना बिठूर में मेरी साइकिल चोरी हो गई", "KNN-BITHOOR"),
    ("मेरा मोबाइल थाना अछल्दा क्षेत्र में चोरी हो गया", "AUR-ACHHALDA"),
    ("थाना नवाबगंज कानपुर", "KNN-NAWABGANJ"),
    ("कोतवाली झांसी", "JHS-KOTWALI-JHANSI"),
    ("महिला थाना, कन्नौज", "KNJ-MAHILA-THANA-KANNAUJ"),
    ("थाना औरैया", "AUR-AURAIYA"),
    ("मैं जालौन की रहने वाली हूँ, थाना एट के पास झगड़ा हुआ", "JLN-AIT-ET"),
    # English
    ("My phone was stolen near Bithoor police station yesterday", "KNN-BITHOOR"),
    ("I live in Bithoor. My documents are lost", "KNN-BITHOOR"),
    ("P.S. Kalyanpur, PIN 208017", "KNN-KALYANPUR"),
    ("Loud music in Sadar Bazar, Jhansi", "JHS-SADAR-BAZAR"),
    ("The police of Women's Thana, sorry, Mahila Thana Orai", "JLN-MAHILA-THANA-ORAI"),
    # Hindi in Latin letters, and misspelt
    ("mera mobile bithur thane ke paas chori ho gaya hai", "KNN-BITHOOR"),
    ("mera ghar kakadev me hai, padosi shor karta hai", "KNN-KAKADEO"),
    ("thana kshetra Sheoli gram Baghpur", "KND-SHIVLI"),
    ("thana Chakheri", "KNN-CHAKERI"),
    ("thana Rasoolabaad, kanpur dehat", "KND-RASULABAD"),
    ("kalpi kotwali wale", "JLN-KOTWALI-KALPI"),
    # Names that sound alike
    ("thana Bidhnu", "KNN-BIDHNU"),
    ("thana Bidhuna", "AUR-BIDHUNA"),
    ("thana Aata, Jalaun", "JLN-AATA"),
    ("thana Bar, Lalitpur", "LLT-BAR"),
    ("thana Barra", "KNN-BARRA"),
    # A name in two districts
    ("proposed", "Nawabganj thana wale sun nahi rahe", "FRK-NAWABGANJ"),
    ("Nawabganj thana ke log, Farrukhabad", "FRK-NAWABGANJ"),
    # The station complained of
    ("proposed", "थाना बिठूर की पुलिस मेरी नहीं सुन रही", "KNN-BITHOOR"),
    ("proposed", "मैं जालौन की रहने वाली हूँ, थाना एट में कोई नहीं सुनता", "JLN-AIT-ET"),
    ("proposed", "Nawabganj thana wale sun nahi rahe, Farrukhabad", "FRK-NAWABGANJ"),
    # Two stations, or a station of another district than the one named
    ("proposed", "Bithoor and Kalyanpur", "KNN-BITHOOR"),
    ("proposed", "thana Bithoor, Jhansi", "KNN-BITHOOR"),
    # A town, whose kotwali it may be
    ("proposed", "Kalpi me jhagda hua", "JLN-KOTWALI-KALPI"),
    # A post office, whose station is only near
    ("proposed", "Bhadsan gaon me jhagda", "AUR-AJITMAL"),
    # PIN codes that several stations share
    ("proposed", "PIN 208001 me shor", "KNN-COLONELGANJ"),
    ("proposed", "पिन कोड २०८००१", "KNN-COLONELGANJ"),
    ("proposed", "Lalitpur bus stand se mobile gum hua, 284403", "LLT-KOTWALI-LALITPUR"),
    # A place outside the zone, or a landmark
    ("unknown", "Main Agra ke Sikandra me rehta hu", False),
    ("proposed", "रामादेवी चौराहा कानपुर पर जाम", "KNN-CHAKERI"),
    # The district alone
    ("proposed", "I am from Kanpur Dehat", "KND"),
    ("proposed", "कानपुर में रहता हूँ", "KNN"),
    ("proposed", "railway station Kanpur Central par chori", "KNN"),
    ("proposed", "Sadar Bazar, Kanpur", "KNN"),
    # Nothing
    ("unknown", "Loud music all night", False),
    ("unknown", "बार बार फोन आता है, मेरे शहर में बहुत शोर है", False),
    ("unknown", "pani nahi aata hai kai dino se", False),
    ("unknown", "Since last month, and the months before", False),
    ("unknown", "PIN 110001", False),
)
POSITIONS = (
    ("proposed", 26.6, 80.27, "KNN-BITHOOR"),
    ("unknown", 28.6, 77.2, False),
)


@tagged("post_install", "-at_install")
class TestRouting(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.routing = cls.env["police.routing"]
        cls.stations = cls.env["police.unit"].search([("kind", "=", "station")])

    def _code(self, route):
        return self.env["police.unit"].browse(route.unit).code

    def test_the_expected_station_for_what_citizens_write(self):
        for *state, words, code in WORDS:
            with self.subTest(words):
                route = self.routing._find({"description": words})
                self.assertEqual(self._code(route), code)
                self.assertEqual(route.state, state[0] if state else "certain")

    def test_the_expected_station_for_a_position(self):
        for state, latitude, longitude, code in POSITIONS:
            route = self.routing._find({"latitude": latitude, "longitude": longitude})
            self.assertEqual((route.state, self._code(route)), (state, code))

    def test_each_station_is_found_by_its_name_and_district_in_both_languages(self):
        for station in self.stations:
            for name, district, words in (
                (station.name_english, station.district_id.name_english, "thana %s district %s"),
                (station.name_hindi, station.district_id.name_hindi, "थाना %s जनपद %s"),
            ):
                if name:
                    text = words % (name, district)
                    route = self.routing._find({"description": text})
                    self.assertEqual((route.unit, route.state), (station.id, "certain"), text)

    def test_no_station_is_decided_for_another_one(self):
        """By its name alone a station is found, or proposed; never another one decided."""
        certain = 0
        for station in self.stations:
            for words in ("My phone was stolen in %s", "%s me mera phone chori ho gaya", "%s"):
                route = self.routing._find({"description": words % station.name_english})
                if route.state == "certain":
                    self.assertEqual(route.unit, station.id, station.code)
                    certain += 1
        self.assertGreater(certain / len(self.stations) / 3, 0.6)
