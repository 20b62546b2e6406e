from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestNameSearch(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Unit = cls.env["police.unit"]
        cls.bithoor = cls._station("X-ONE", "Bithoor", "बिठूर")
        cls.kotwali = cls._station("X-KTW", "Kotwali Kalpi", "कोतवाली कालपी")
        cls.nagar = cls._station(
            "X-GOV", "Govind Nagar", "गोविन्द नगर", "Labour Colony\nMazdoor Basti"
        )

    @classmethod
    def _station(cls, code, name, hindi, aliases=False):
        unit = cls.Unit.create(
            {"code": code, "kind": "station", "name": name, "alias_names": aliases}
        )
        unit.with_context(lang="hi_IN").name = hindi
        return unit

    def _found(self, text, lang="en_US"):
        unit = self.Unit.with_context(lang=lang)
        return unit.search([("code", "like", "X-"), ("display_name", "ilike", text)])

    def test_found_in_either_script_whatever_the_language(self):
        for lang in ("en_US", "hi_IN"):
            for text in (
                "Bithoor",
                "बिठूर",
                "bith",
                "BITHUR",
                "Bitoor",
                "thana Bithoor",
                "थाना बिठूर",
            ):
                self.assertEqual(self._found(text, lang), self.bithoor, (lang, text))

    def test_found_by_any_words_of_the_name(self):
        for text in ("Kalpi", "kotwali kalpi", "Kalpi Kotwali", "कालपी", "kaalpee"):
            self.assertEqual(self._found(text), self.kotwali, text)
        self.assertEqual(self._found("kotwali"), self.kotwali)
        for text in ("govindnagar", "Gowind Nagar", "nagar govind", "गोविंद नगर", "गोविन्दनगर"):
            self.assertEqual(self._found(text), self.nagar, text)

    def test_found_whatever_dots_and_nasals_are_written(self):
        garh = self._station("X-GARH", "Ramgarh Chandpur", "रामगढ़ चाँदपुर")
        for text in ("रामगढ", "रामगड", "Ramgadh", "चांदपुर", "चान्दपुर", "रामगढ़ चंदपुर"):
            self.assertEqual(self._found(text), garh, text)
        bare = self._station("X-BARE", "रामगढ सिकन्दरपुर", "रामगढ सिकन्दरपुर")
        self.assertEqual(self._found("Ramgarh"), garh + bare)
        self.assertEqual(self._found("सिकंदर"), bare)

    def test_found_by_other_names_and_by_code(self):
        for text in ("Labour Colony", "majdur basti", "X-GOV"):
            self.assertEqual(self._found(text), self.nagar, text)

    def test_not_found(self):
        for text in ("Bidhuna", "Kannauj", "zzz", "100%", "!"):
            self.assertFalse(self._found(text), text)
        others = self.Unit.search([("code", "like", "X-"), ("display_name", "not ilike", "बिठूर")])
        self.assertEqual(others, self.kotwali + self.nagar)

    def test_a_new_name_is_searchable_in_each_language(self):
        self.bithoor.with_context(lang="hi_IN").name = "ब्रह्मावर्त"
        self.assertEqual(self._found("Brahmavart"), self.bithoor)
        self.assertEqual(self._found("Bithoor"), self.bithoor)
        self.bithoor.name = "Rampur"
        self.assertFalse(self._found("Bithoor"))
        self.bithoor.name_hindi = "रामपुर"
        self.assertFalse(self._found("Brahmavart"))

    def test_names_translated_past_the_orm_become_searchable(self):
        self.env.cr.execute(
            "UPDATE police_unit SET name = name || %s WHERE id = %s",
            ('{"hi_IN": "सरसौल"}', self.bithoor.id),
        )
        self.env["ir.module.module"]._load_module_terms(["police_force"], ["hi_IN"])
        self.assertEqual(self._found("Sarsaul"), self.bithoor)

    def test_the_names_of_many_cost_no_query_each(self):
        units = self.bithoor + self.kotwali + self.nagar
        for records in (units[0], units):
            self.env.flush_all()
            self.env.invalidate_all()
            languages = len(self.env["res.lang"].get_installed())
            with self.assertQueryCount(languages + 1):
                records._names_in_all_languages()

    def test_suggestions_while_typing(self):
        names = [name for _id, name in self.Unit.name_search("Govi")]
        self.assertIn("Govind Nagar", names)

    def test_an_index_serves_the_search(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename IN ('police_unit', 'police_place') "
            "AND indexname LIKE '%%search_text%%'"
        )
        indexes = [definition for (definition,) in self.env.cr.fetchall()]
        self.assertEqual(len(indexes), 2)
        for definition in indexes:
            self.assertIn("gin_trgm_ops", definition)
