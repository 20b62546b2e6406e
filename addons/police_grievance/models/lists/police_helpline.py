from odoo import fields, models


class PoliceHelpline(models.Model):
    """A public number to send a citizen to, beside or instead of this service."""

    _name = "police.helpline"
    _description = "Helpline"
    _inherit = "police.in.use.mixin"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    number = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    when_to_use = fields.Text("When to use it", required=True, translate=True)
    source = fields.Char(required=True, help="Where the number was read, and when.")
    category_ids = fields.Many2many("police.category", string="Named for")

    _number_unique = models.UniqueIndex("(number)", "Another helpline has this number.")
