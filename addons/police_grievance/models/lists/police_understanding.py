from odoo import api, models

from ...tools.stay_unknown import asks_to_stay_unknown
from ...tools.understanding.verdict import Finding, understand

_LOCALES = {"hi": "hi_IN", "en": "en_US"}


class PoliceUnderstanding(models.AbstractModel):
    """What a citizen's words say: learnt from texts, and from the lists of an administrator."""

    _name = "police.understanding"
    _description = "What Words Say"

    @api.model
    def _understand(self, text):
        """What `text` says. Costs no query once the lists are in memory.

        The keywords of the categories, and plain phrases, win over what was learnt; of that only
        categories that there are, by their code.

        :return: a Verdict with the category's record as value (empty if there is none to guess)
         and the language as a code of Odoo
        :rtype: odoo.addons.police_grievance.tools.understanding.verdict.Verdict
        """
        categories = self.env["police.category"]
        codes = categories._ids_by_code()
        verdict = understand(text, codes, categories._codes_about_police())
        named = categories._keyword_index().find(text or "")
        if named:
            guess = Finding(categories.browse(named), 1.0, "")
        else:
            guess = verdict.category
            guess = guess._replace(value=categories.browse(codes.get(guess.value)))
        plain = asks_to_stay_unknown(text)
        return verdict._replace(
            category=guess,
            stays_unknown=Finding(True, 1.0, plain) if plain else verdict.stays_unknown,
            language=_LOCALES[verdict.language],
        )
