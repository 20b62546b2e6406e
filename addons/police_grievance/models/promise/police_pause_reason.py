from odoo import fields, models


class PolicePauseReason(models.Model):
    """Why a clock may stand still, and for how long at most."""

    _name = "police.pause.reason"
    _description = "Reason for a Pause"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    max_hours = fields.Float("Longest, in hours", required=True, default=24.0)

    _code_unique = models.UniqueIndex("(code)", "Another reason has this code.")
