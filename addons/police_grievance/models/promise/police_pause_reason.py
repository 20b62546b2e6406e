from odoo import api, fields, models


class PolicePauseReason(models.Model):
    """Why a clock may stand still, and for how long at most."""

    _name = "police.pause.reason"
    _description = "Reason for a Pause"
    _inherit = "police.in.use.mixin"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    max_hours = fields.Float("Longest, in hours", required=True, default=24.0)

    _code_unique = models.UniqueIndex("(code)", "Another reason has this code.")

    @api.model
    def _named_xmlids(self):
        codes = ("verification", "citizen", "closed")
        return (
            *super()._named_xmlids(),
            *(f"police_grievance.pause_reason_{code}" for code in codes),
        )
