from odoo.tests import TransactionCase, tagged

from odoo.addons.police_grievance.tools.understanding.linear import LinearModel
from odoo.addons.police_grievance.tools.understanding.verdict import WEIGHTS

DEVANAGARI = r"[\u0900-\u097f]"


@tagged("post_install", "-at_install")
class TestCategories(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shipped = cls.env["ir.model.data"].search(
            [("module", "=", "police_kanpur_zone"), ("model", "=", "police.category")]
        )
        cls.categories = cls.env["police.category"].browse(shipped.mapped("res_id"))

    def _category(self, code):
        return self.env.ref(f"police_kanpur_zone.category_{code}")

    def test_each_category_is_complete_in_both_languages(self):
        self.assertEqual(len(self.categories), 35)
        for category in self.categories:
            hindi = category.with_context(lang="hi_IN")
            self.assertNotRegex(category.name, DEVANAGARI)
            self.assertRegex(hindi.name, DEVANAGARI, category.code)
            questions, in_hindi = category.questions.split("\n"), hindi.questions.split("\n")
            self.assertEqual(len(questions), len(in_hindi), category.code)
            for line in in_hindi:
                self.assertRegex(line, DEVANAGARI, category.code)
            if category.law_reference:
                self.assertRegex(hindi.law_reference, DEVANAGARI, category.code)

    def test_each_category_is_guessed_from_words(self):
        """What points to each is learnt from texts; keywords are an administrator's."""
        codes = set(self.categories.mapped("code"))
        self.assertEqual(codes - set(LinearModel(WEIGHTS.read_bytes()).answers), set())
        self.assertFalse(any(self.categories.mapped("keywords")))

    def test_the_law_follows_the_nature(self):
        sections = {"non_cognisable": "BNSS 174", "cognisable": "BNSS 173(1)"}
        for category in self.categories.filtered("law_reference"):
            self.assertIn(sections[category.nature], category.law_reference, category.code)

    def test_what_cannot_wait_has_the_shorter_deadline(self):
        for code in ("harassment", "cyber_fraud", "theft"):
            category = self._category(code)
            self.assertEqual((category.nature, category.priority), ("cognisable", "1"))
            self.assertEqual(category.sla_policy_id.version_ids.hours, 6)

    def test_a_service_request_and_a_civil_matter_are_no_offences(self):
        for code in ("tenant_verification", "character_certificate"):
            self.assertEqual(self._category(code).nature, "service_request")
        for code in ("land_dispute", "wage_dispute"):
            self.assertEqual(self._category(code).nature, "civil")
            self.assertFalse(self._category(code).law_reference)

    def test_every_deadline_climbs_from_the_station_to_a_higher_rank(self):
        for policy in self.categories.sla_policy_id:
            levels = policy.version_ids.level_ids
            self.assertEqual(levels.mapped("hours"), sorted(levels.mapped("hours")))
            self.assertEqual(levels[0].rank_id.code, "SHO")
            self.assertGreater(levels[-1].rank_id.level, levels[0].rank_id.level)

    def test_helplines_are_short_numbers_with_a_source(self):
        helplines = self.env["police.helpline"].search([])
        self.assertEqual(set(helplines.mapped("number")), {"112", "1090", "1076", "1930", "1098"})
        for helpline in helplines:
            self.assertTrue(helpline.source)
            self.assertRegex(helpline.with_context(lang="hi_IN").name, DEVANAGARI)
            self.assertRegex(helpline.with_context(lang="hi_IN").when_to_use, DEVANAGARI)
        self.assertIn("1930", self._category("cyber_fraud").helpline_ids.mapped("number"))
