from odoo import api, fields, models
from odoo.tools import ormcache


class PoliceStageTransition(models.Model):
    """Who may move a complaint from one stage to another: one table to read."""

    _name = "police.stage.transition"
    _description = "Allowed Stage Change"
    _inherit = ["police.in.use.mixin", "police.audited.mixin", "police.cached.mixin"]
    _order = "from_sequence, to_sequence, id"

    _audited_fields = ("from_stage_id", "to_stage_id", "group_ids")

    from_stage_id = fields.Many2one(
        "police.stage", "Moves from", required=True, index=True, ondelete="restrict"
    )
    to_stage_id = fields.Many2one(
        "police.stage", "Moves to", required=True, index=True, ondelete="restrict"
    )
    from_sequence = fields.Integer(
        "Order of the first stage", related="from_stage_id.sequence", store=True
    )
    to_sequence = fields.Integer(
        "Order of the second stage", related="to_stage_id.sequence", store=True
    )
    group_ids = fields.Many2many("res.groups", string="Roles", required=True)
    note = fields.Char(translate=True)

    _pair_unique = models.UniqueIndex(
        "(from_stage_id, to_stage_id)", "This change is listed already."
    )

    @api.model
    @ormcache()
    def _groups_by_pair(self):
        """{(from stage id, to stage id): frozenset of group ids}."""
        return {
            (row.from_stage_id.id, row.to_stage_id.id): frozenset(row.group_ids.ids)
            for row in self.sudo().search([])
        }
