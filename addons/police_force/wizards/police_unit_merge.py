from odoo import fields, models


class PoliceUnitMerge(models.TransientModel):
    """End a unit and pass on what it has to its successor."""

    _name = "police.unit.merge"
    _description = "Merge a Police Unit"
    _inherit = "police.dialog"

    unit_id = fields.Many2one("police.unit", "Unit that ends", required=True, ondelete="cascade")
    kind = fields.Selection(related="unit_id.kind", related_sudo=False)
    successor_id = fields.Many2one(
        "police.unit", domain="[('kind', '=', kind), ('id', '!=', unit_id)]"
    )

    def action_merge(self):
        self.ensure_one()
        self.unit_id._merge_into(self.successor_id)
        return {"type": "ir.actions.act_window_close"}
