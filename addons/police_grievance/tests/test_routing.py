from odoo.tests import tagged

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestRouting(PoliceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["police.place"].search([]).active = False
        cls.station.name_hindi = "रामपुरवा"
        cls.second_district = cls._make_unit("DIS2", "district", "Second District", cls.zone)
        cls.namesake = cls._make_unit("STN3", "station", "Shyamgarh", cls.second_district)
        cls.kotwali = cls._make_unit("STN4", "station", "Kotwali Devnagar", cls.second_district)
        cls.second_district.name_hindi = "द्वितीय जनपद"
        cls.station.write({"latitude": 26.5, "longitude": 80.3})
        cls.kotwali.write({"latitude": 26.9, "longitude": 80.9})

    def _opened(self, text="Papers lost.", **values):
        return self.env["police.complaint"]._intake(self._envelope(text, **values)).complaint

    def _place(self, name, **values):
        return self.env["police.place"].create(
            {"name": name, "district_id": self.district.id, **values}
        )

    def assertCertain(self, complaint, unit, rule):
        self.assertEqual((complaint.routing_state, complaint.routing_rule), ("certain", rule))
        self.assertEqual(complaint.unit_id, unit)
        self.assertEqual(complaint.district_id, unit.district_id)
        self.assertEqual(complaint.circle_id, unit.circle_id)
        self.assertEqual(complaint.stage_code, "with_station")
        self.assertFalse(complaint.proposed_unit_id)
        self.assertGreaterEqual(complaint.routing_confidence, 0.8)

    def assertProposed(self, complaint, unit, rule):
        self.assertEqual((complaint.routing_state, complaint.routing_rule), ("proposed", rule))
        self.assertEqual(complaint.proposed_unit_id, unit)
        self.assertEqual(complaint.unit_id, self.zone)
        self.assertEqual(complaint.stage_code, "received")
        self.assertTrue(0 < complaint.routing_confidence < 0.8)

    def test_a_station_that_is_named(self):
        for text in (
            "Theft in the area of thana Rampurwa",
            "Rampurwa police station ke paas chori",
            "थाना रामपुरवा में हमारी गुमटी टूटी",
            "رامپوروا میں میرا موبائل چوری ہو گیا",
            "thane raampurva me cycle chori",
            "My purse was lost in Rampurwa",
        ):
            self.assertCertain(self._opened(text), self.station, "station_named")

    def test_a_station_that_is_complained_of_does_not_get_it(self):
        for text in (
            "The police of thana Rampurwa do not listen",
            "Rampurwa police station ne kuch nahi kiya",
            "थाना रामपुरवा की पुलिस नहीं सुनती",
            "تھانہ رامپوروہ کی پولیس نہیں سنتی",
            "Rampurwa me chowki ke sipahi roz 50 lete hain",
            "रामपुरवा में दरोगा जी हिस्सा लेते हैं",
        ):
            route = self.env["police.routing"]._find({"description": text})
            self.assertEqual((route.unit, route.state), (self.station.id, "proposed"), text)
            self.assertEqual(route.rule, "station_complained")
            self.assertEqual(self._opened(text).unit_id, self.zone)

    def test_where_it_happened_counts_more_than_a_name_in_the_words(self):
        complaint = self._opened("I live in Rampurwa", place_text="Devnagar Kotwali")
        self.assertCertain(complaint, self.kotwali, "station_named")

    def test_two_stations_that_are_named(self):
        complaint = self._opened("thana Rampurwa or thana Kotwali Devnagar?")
        self.assertEqual(complaint.routing_rule, "several_named")
        self.assertEqual(complaint.routing_state, "proposed")
        named = complaint.proposed_unit_id + complaint.alternative_unit_ids
        self.assertEqual(named, self.station + self.kotwali)

    def test_a_name_in_two_districts(self):
        complaint = self._opened("thana Shyamgarh")
        self.assertEqual(complaint.routing_rule, "same_name")
        self.assertEqual(complaint.routing_state, "proposed")
        named = complaint.proposed_unit_id + complaint.alternative_unit_ids
        self.assertEqual(named, self.other_station + self.namesake)
        for text in ("thana Shyamgarh, Second District", "थाना श्यामगढ़, द्वितीय जनपद"):
            self.assertCertain(self._opened(text), self.namesake, "station_named")

    def test_a_name_that_contradicts_the_district(self):
        complaint = self._opened("thana Rampurwa in Second District")
        self.assertProposed(complaint, self.station, "other_district")

    def test_a_town_alone_is_not_its_kotwali(self):
        self.assertProposed(self._opened("in Devnagar"), self.kotwali, "station_named")
        self.assertCertain(self._opened("kotwali devnagar"), self.kotwali, "station_named")

    def test_a_name_that_only_resembles_a_station(self):
        complaint = self._opened("thana Rampurba ki police")
        self.assertProposed(complaint, self.station, "name_resembles")

    def test_a_place_that_was_chosen(self):
        place = self._place("Chowk", unit_id=self.other_station.id)
        complaint = self.env["police.complaint"].create({"subject": "Noise", "place_id": place.id})
        self.assertCertain(complaint, self.other_station, "place_chosen")
        unsettled = self._place("Bagh", latitude=26.51, longitude=80.31)
        complaint = self.env["police.complaint"].create(
            {"subject": "Noise", "place_id": unsettled.id}
        )
        self.assertProposed(complaint, self.station, "place_near")

    def test_a_place_that_is_named(self):
        settled = self._place("Gulmohar Colony", unit_id=self.other_station.id)
        complaint = self._opened(place_text="gulmohar kolony")
        self.assertCertain(complaint, self.other_station, "place_settled")
        self.assertEqual(complaint.place_id, settled)
        near = self._place("Baghpur", latitude=26.52, longitude=80.3)
        complaint = self._opened("gram Baghpur me jhagda")
        self.assertProposed(complaint, self.station, "place_near")
        self.assertEqual(complaint.place_id, near)
        self.assertEqual(complaint.routing_details["kilometres"], 2.2)
        self._place("Unknown Hamlet")
        self.assertProposed(self._opened("Unknown Hamlet"), self.district, "district_only")

    def test_a_pin_code_of_one_station(self):
        self._place("200001", kind="pin_code", pin_code="200001", unit_id=self.station.id)
        for values in ({"pin_code": "200001"}, {"text": "PIN 200 001"}, {"text": "पिन २००००१"}):
            self.assertCertain(self._opened(**values), self.station, "pin_settled")

    def test_a_pin_code_of_several_stations(self):
        self._place("Purwa", pin_code="200002", unit_id=self.station.id)
        self._place("Sarai", pin_code="200002", unit_id=self.other_station.id)
        complaint = self._opened("PIN 200002")
        self.assertProposed(complaint, self.station, "pin_shared")
        self.assertEqual(complaint.alternative_unit_ids, self.other_station)
        complaint = self._opened("Sarai, 200002")
        self.assertCertain(complaint, self.other_station, "place_settled")

    def test_a_position(self):
        complaint = self._opened(latitude=26.51, longitude=80.3)
        self.assertProposed(complaint, self.station, "position_near")
        far = self._opened(latitude=28.6, longitude=77.2)
        self.assertEqual((far.routing_state, far.routing_rule), ("unknown", "position_outside"))

    def test_only_a_district(self):
        complaint = self._opened("I write from Second District")
        self.assertProposed(complaint, self.second_district, "district_only")

    def test_nothing_is_known(self):
        for text in ("My papers are lost", "बार बार फोन आता है", "999999", ""):
            complaint = self._opened(text)
            self.assertEqual(complaint.routing_state, "unknown")
            self.assertEqual(complaint.routing_rule, "nothing_found")
            self.assertEqual(complaint.unit_id, self.zone)
            self.assertEqual(complaint.stage_code, "received")
            self.assertFalse(complaint.proposed_unit_id)

    def _route(self, text):
        return self.env["police.routing"]._find({"description": text})

    def test_an_everyday_word_is_a_name_only_behind_the_word_for_a_station(self):
        self.station.alias_names = "Bar\nबार"
        for text in (
            "कई बार थाने गया",
            "har bar thane se yahi jawab milta hai",
            "bar bar thana jana padta hai",
            "कौन सा थाना बार बार पूछता है",
            "शाम को यहाँ खुला बार बना दिया है",
        ):
            self.assertFalse(self._route(text).unit, text)
        for text in ("थाना बार के गाँव की बात है", "PS Bar, First District"):
            self.assertEqual(self._route(text).unit, self.station.id, text)
        route = self._route("मैं कई बार थाने गया")
        self.assertEqual((route.rule, route.details["words"]), ("everyday_word", "बार थाने"))

    def test_where_it_happened_counts_more_than_a_home_or_a_letter_s_head(self):
        for text in (
            "main Rampurwa ka rehne wala hu. kal Shyamgarh, Second District me phone chori hua",
            "r/o Rampurwa. My bag was snatched at Shyamgarh, Second District",
            "हम रामपुरवा में रहते हैं, मामला द्वितीय जनपद के श्यामगढ़ का है",
        ):
            self.assertEqual(self._route(text).unit, self.namesake.id, text)
        self.assertCertain(self._opened("I live in Rampurwa"), self.station, "station_named")
        route = self._route("रामपुरवा की तरफ भागे हैं")
        self.assertEqual((route.rule, route.state), ("named_in_passing", "proposed"))

    def test_a_person_who_is_called_like_a_place(self):
        self.station.alias_names = "Juhi\nजूही"
        for text in ("मेरी बेटी जूही के मोबाइल पर फोन आते हैं", "Juhi Yadav ne paise nahi diye"):
            self.assertFalse(self._route(text).unit, text)
        self.assertEqual(self._route("juhi me chori hui").unit, self.station.id)

    def test_a_place_outside_the_zone(self):
        self._place("Meerganj", kind="outside", alias_names="मीरगंज", district_id=False)
        for text in (
            "Meerganj me meri gaadi chori hui",
            "Rampurwa, Meerganj",
            "जिला मीरगंज के रामपुरवा में झगड़ा",
        ):
            route = self._route(text)
            self.assertEqual((route.unit, route.rule), (0, "outside_zone"), text)
        came = self._route("hum Meerganj se aaye the, Rampurwa me phone gir gaya")
        self.assertEqual((came.unit, came.state), (self.station.id, "certain"))
        both = self._route("Rampurwa me phone gira, Meerganj me dukan hai")
        self.assertEqual((both.unit, both.rule), (self.station.id, "also_outside"))
        self.assertEqual(both.state, "proposed")
        self.assertCertain(
            self._opened("thana Rampurwa. Meerganj me bhi wahi log hain"),
            self.station,
            "station_named",
        )

    def test_railway_and_cyber_police_are_no_station_of_a_place(self):
        for text in ("GRP Devnagar me likhwana hai", "cyber thana Devnagar jana hoga?"):
            route = self._route(text)
            self.assertEqual((route.unit, route.rule), (0, "other_police"), text)

    def test_a_landmark_proposes_its_station(self):
        self._place("Ghantaghar", kind="landmark", unit_id=self.station.id)
        route = self._route("ghanta ghar chauraha par jaam")
        self.assertEqual((route.unit, route.rule), (self.station.id, "landmark_named"))
        self.assertEqual(route.state, "proposed")

    def test_urdu_script(self):
        for text in ("رام پوروہ میں میرا فون گم ہو گیا", "تھانہ رام پوروہ کے پاس چوری ہوئی"):
            self.assertEqual(self._route(text).unit, self.station.id, text)
        self.assertFalse(self._route("میں بہت پریشان ہوں، کئی بار تھانے گیا").unit)

    def test_a_station_that_was_chosen_by_hand(self):
        complaint = self.env["police.complaint"].create(
            {"subject": "Noise", "proposed_unit_id": self.other_station.id}
        )
        self.assertCertain(complaint, self.other_station, "person")

    def test_a_closed_station_leads_to_its_successor_and_an_outpost_to_its_station(self):
        old = self._make_unit("OLD", "station", "Purana Thana Ganj", self.circle)
        old.write({"active": False, "successor_id": self.other_station.id})
        self.assertCertain(self._opened("Purana Ganj thana"), self.other_station, "station_named")
        self._make_unit("OUT", "outpost", "Nadi Ghat", self.station)
        self.assertCertain(self._opened("Nadi Ghat chauki"), self.station, "station_named")

    def test_a_change_of_the_lists_is_known_at_once(self):
        self.assertEqual(self._opened("thana Kamalpur").routing_state, "unknown")
        self.station.alias_names = "Kamalpur"
        self.assertCertain(self._opened("thana Kamalpur"), self.station, "station_named")
        self.station.update_field_translations("name", {"hi_IN": "नीलकंठ"})
        self.assertCertain(self._opened("थाना नीलकंठ"), self.station, "station_named")

    def test_the_reason_is_told_in_the_language_of_the_reader(self):
        complaint = self._opened("thana Rampurwa")
        self.assertEqual(complaint.routing_reason, "The words name the station: “rampurwa”.")
        rules = dict(complaint._fields["routing_rule"].selection)
        for rule in rules:
            complaint.sudo().routing_rule = rule
            self.assertTrue(complaint.routing_reason, rule)

    def test_routing_costs_no_query(self):
        vals = {"description": "थाना रामपुरवा", "pin_code": "200001", "place_text": "Rampurwa"}
        routing = self.env["police.complaint"]
        understanding = self.env["police.understanding"]
        routing._route_values(vals, understanding._understand(vals["description"]))
        self.env.invalidate_all()
        with self.assertQueryCount(0):
            routing._route_values(vals, understanding._understand(vals["description"]))
