from odoo import fields, models


class PoliceStartSection(models.Model):
    """A part of the start page: the figures of one role, under one heading."""

    _name = "police.start.section"
    _description = "Section of the Start Page"
    _inherit = "police.in.use.mixin"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    group_id = fields.Many2one(
        "res.groups", "For the role", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    tile_ids = fields.Many2many(
        "police.start.tile", "police_start_tile_section_rel", "section_id", "tile_id", "Tiles"
    )
