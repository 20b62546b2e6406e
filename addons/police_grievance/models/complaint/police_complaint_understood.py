from odoo import api, fields, models

from ..people.police_masked import READERS
from .police_complaint_const import DEFAULT_WORDLESS_LANGUAGE, WORDLESS_LANGUAGE


class PoliceComplaintUnderstoodMixin(models.AbstractModel):
    """What the words of a complaint were found to say, and which of them say so."""

    _name = "police.complaint.understood.mixin"
    _description = "What the Words Say"

    # A line for each finding: its code, a tab, the citizen's words.
    telling_words = fields.Text(readonly=True, copy=False, groups=READERS)
    understood = fields.Text("What the words say", compute="_compute_understood", groups=READERS)

    @api.depends("telling_words")
    @api.depends_context("lang")
    def _compute_understood(self):
        for complaint in self:
            lines = (complaint.telling_words or "").splitlines()
            told = dict(line.split("\t", 1) for line in lines if "\t" in line)
            complaint.understood = "\n".join(self._understood_sentences(told))

    @api.model
    def _understood_sentences(self, told):
        """Why it was understood so, for the desk.

        :param dict told: words by what they say: danger, about_police, stays_unknown, category
        :rtype: list of str
        """
        sentences = {
            "danger": lambda **words: self.env._("Danger: says “%(words)s”.", **words),
            "about_police": lambda **words: self.env._(
                "Perhaps about the police: says “%(words)s”.", **words
            ),
            "stays_unknown": lambda **words: self.env._(
                "Asks to stay unknown: says “%(words)s”. Confidential for that.", **words
            ),
            "category": lambda **words: self.env._("Category: says “%(words)s”.", **words),
        }
        return [
            sentence(words=told[code]) for code, sentence in sentences.items() if told.get(code)
        ]

    def _values_understood(self, vals, verdict):
        """What follows from the words for who may know, and which words they are.

        Who asks to stay unknown is confidential before any station has the complaint.

        :param dict vals: values of a complaint about to be created
        :param verdict: what its words say
        """
        told = self._told_by(verdict)
        if vals.get("category_id"):
            told.pop("category")
        hides = verdict.stays_unknown.value and self._is_asked_by_words(vals)
        if not hides:
            told.pop("stays_unknown")
        values = {
            "telling_words": "\n".join(f"{code}\t{words}" for code, words in told.items() if words)
        }
        if hides:
            values["confidentiality"] = "confidential"
        return values

    @api.model
    def _is_asked_by_words(self, vals):
        """Whether who may know is for the words to say: nobody has chosen less.

        A person at a desk has asked the citizen, and chosen.
        """
        return vals.get("confidentiality", "open") == "open" and not vals.get("taken_by_id")

    @api.model
    def _language_of(self, words, understood):
        """The language to answer words in; what can write more of them extends this.

        :param str understood: as the words were understood, a code of Odoo
        """
        if any(map(str.isalpha, words)):
            return understood
        chosen = (
            self.env["ir.config_parameter"]
            .sudo()
            .get_param(WORDLESS_LANGUAGE, DEFAULT_WORDLESS_LANGUAGE)
        )
        return chosen if chosen in dict(self.env["res.lang"].get_installed()) else understood

    @api.model
    def _told_by(self, verdict):
        """:return: the words of a verdict, as `_understood_sentences` takes them"""
        return {
            "danger": verdict.danger.words,
            "about_police": verdict.about_police.words,
            "stays_unknown": verdict.stays_unknown.words,
            "category": verdict.category.words,
        }
