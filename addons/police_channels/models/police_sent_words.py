from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.police_grievance.tools.placeholders import fill

from ..adapters.sms.alphabet import length_of

EMERGENCY_NUMBER = "112"


class PoliceSentWordsMixin(models.AbstractModel):
    """Words that go to citizens on an occasion, a record a language. Places are filled, nothing is evaluated.

    :cvar _usual: dict of a place to something about as long as what will stand there
    """

    _name = "police.sent.words.mixin"
    _description = "Words Sent to Citizens"
    _inherit = ["police.in.use.mixin", "police.channel.words.mixin"]

    _usual = {}

    active = fields.Boolean(default=True)
    sms_parts = fields.Integer(
        "Parts as an SMS",
        compute="_compute_sms_parts",
        help="About so many, with numbers, times and links of the usual length.",
    )

    @api.depends("body")
    def _compute_sms_parts(self):
        for words in self:
            words.sms_parts = length_of(fill(words.body or "", self._usual)).parts

    def _check_emergency_number(self):
        """
        :raise ValidationError: whoever is in danger would not read whom to call
        """
        for words in self:
            if EMERGENCY_NUMBER not in words.body:
                raise ValidationError(
                    self.env._("What citizens read names 112 for danger; these words do not.")
                )

    @api.model
    def _in_language(self, domain, language):
        """:return: the words of a domain in `language`, else in English; empty if there are none"""
        found = self.search(domain)
        return (
            found.filtered(lambda words: words.language == language)
            or found.filtered(lambda words: words.language == "en_US")
        )[:1]
