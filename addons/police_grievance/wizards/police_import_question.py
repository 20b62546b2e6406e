from odoo import api, models

from ..tools.kruti_dev import to_unicode


class PoliceImportQuestionMixin(models.AbstractModel):
    _inherit = "police.import.question.mixin"

    @api.model
    def _is_typed_for_font(self, text):
        return to_unicode(text) != [text] or super()._is_typed_for_font(text)
