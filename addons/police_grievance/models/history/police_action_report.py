from odoo import fields, models

from ..people.police_masked import READERS


class PoliceActionReport(models.Model):
    """What was done about a complaint, as the station reports it (आख्या)."""

    _name = "police.action.report"
    _description = "Report of Action Taken"
    _inherit = "police.masked.mixin"
    _masked_fields = ("text",)
    _order = "reported_at desc, id desc"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    cycle = fields.Integer(required=True, default=1)
    unit_id = fields.Many2one("police.unit", ondelete="restrict")
    user_id = fields.Many2one("res.users", "By", required=True)
    reported_at = fields.Datetime(required=True, default=fields.Datetime.now)
    kind_id = fields.Many2one(
        "police.action.kind", "What was done", required=True, index=True, ondelete="restrict"
    )
    text = fields.Text("In words", groups=READERS)
    masked_text = fields.Text(
        "In words (masked)", compute="_compute_masked_words", compute_sudo=True
    )
    is_told = fields.Boolean("Told to the citizen")

    def _citizen_words(self, lang):
        """What the citizen reads of it: the kind always, the words where they are meant for them."""
        told = self.with_context(lang=lang)
        words = told.text if told.is_told else ""
        return ": ".join(filter(None, (told.kind_id.name, words)))
