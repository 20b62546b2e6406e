from odoo import api, fields, models

from .police_unit import UNIT_KINDS


class PoliceRank(models.Model):
    """A rank on the ladder of supervision; data, since forces differ.

    Which posts head their units is kept in memory.
    """

    _name = "police.rank"
    _description = "Rank"
    _inherit = ["police.in.use.mixin", "police.cached.mixin"]
    _cached_fields = frozenset(("level", "unit_kind"))
    _order = "level, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    level = fields.Integer(required=True, help="Higher is more senior.")
    unit_kind = fields.Selection(
        UNIT_KINDS, help="The kind of unit that a holder of this rank heads."
    )

    _code_unique = models.UniqueIndex("(code)", "Another rank has this code.")

    @api.model
    def _named_xmlids(self):
        return (*super()._named_xmlids(), "police_force.rank_desk")

    @api.model
    def _heads(self):
        """{kind of unit: id of the rank that heads it}, the highest rank first."""
        ranks = self.sudo().search([("unit_kind", "!=", False)], order="level desc, id desc")
        return {rank.unit_kind: rank.id for rank in ranks}
