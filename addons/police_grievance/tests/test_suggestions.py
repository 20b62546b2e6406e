from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestSuggestions(TransactionCase):
    """What a call taker types into a place or a station brings the best match first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["police.place"].search([]).active = False
        cls.places = cls.env["police.place"].create(
            [{"name": name} for name in ("Baranpur Khas", "Azad Baran Tola", "Zila Baran", "Baran")]
            + [{"name": "Aonla", "alias_names": "Baran Kalan"}, {"name": "Ab Borun"}]
        )
        for place, name in zip(
            cls.places, ("बारनपुर ख़ास", "आज़ाद बारन टोला", "ज़िला बारन", "बारन"), strict=False
        ):
            place.with_context(lang="hi_IN").name = name

    def _names(self, typed, **options):
        return [name for _id, name in self.env["police.place"].name_search(typed, **options)]

    def test_exact_then_beginning_then_within_then_by_sound(self):
        self.assertEqual(
            self._names("baran"),
            ["Baran", "Aonla", "Baranpur Khas", "Azad Baran Tola", "Zila Baran", "Ab Borun"],
        )

    def test_the_best_is_among_the_few_that_are_shown(self):
        self.assertEqual(self._names("BARAN", limit=1), ["Baran"])

    def test_in_hindi_as_well(self):
        for lang in ("hi_IN", "en_US"):
            places = self.env["police.place"].with_context(lang=lang)
            found = [res_id for res_id, _name in places.name_search("बारन")]
            self.assertEqual(found[:2], [self.places[3].id, self.places[0].id], lang)

    def test_a_domain_still_holds(self):
        domain = [("id", "!=", self.places[3].id)]
        self.assertEqual(self._names("baran", domain=domain)[0], "Aonla")
        self.assertEqual(len(self._names("", domain=domain)), 5)

    def test_many_cost_no_query_each(self):
        self.env["police.place"].create([{"name": f"Baran {number}"} for number in range(50)])
        self._names("baran")
        for limit in (1, 50):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(2):
                self._names("baran", limit=limit)

    def test_stations_too(self):
        unit = self.env["police.unit"]
        for code, name in (("X-A", "Amar Xyloburg"), ("X-B", "Xyloburg")):
            unit.create({"code": code, "kind": "station", "name": name})
        self.assertEqual(unit.name_search("xyloburg")[0][1], "Xyloburg")
