from odoo import fields, models


class PoliceActionKind(models.Model):
    """What a station can have done: each report of action taken (आख्या) names one of these."""

    _name = "police.action.kind"
    _description = "Kind of Action"
    _inherit = "police.in.use.mixin"
    _order = "sequence, id"

    name = fields.Char(
        required=True, translate=True, help="The citizen reads it where they are asked how it went."
    )
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "Another kind of action has this code.")
