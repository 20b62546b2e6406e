from odoo import fields, models


class PoliceUnitMergeWizard(models.TransientModel):
    """End a unit and pass on what it has to its successor."""

    _name = "police.unit.merge.wizard"
    _description = "Merge a Police Unit"
    _inherit = "police.wizard.mixin"

    unit_id = fields.Many2one("police.unit", "Unit that ends", required=True, ondelete="cascade")
    kind = fields.Selection(related="unit_id.kind", related_sudo=False)
    successor_id = fields.Many2one(
        "police.unit", domain="[('kind', '=', kind), ('id', '!=', unit_id)]"
    )

    def action_merge(self):
        self.ensure_one()
        elsewhere = self.unit_id._merge_into(self.successor_id)
        close = {"type": "ir.actions.act_window_close"}
        if not elsewhere:
            return close
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Not everything could go to the successor"),
                "message": "\n".join(elsewhere),
                "type": "warning",
                "sticky": True,
                "next": close,
            },
        }
