from odoo import api, fields, models


class PoliceUnitMergeWizard(models.TransientModel):
    _inherit = "police.unit.merge.wizard"

    open_complaints = fields.Integer(related="unit_id.open_complaints", related_sudo=False)
    told = fields.Char("What does not move", compute="_compute_told", compute_sudo=False)

    @api.depends("unit_id", "successor_id")
    def _compute_told(self):
        """What cannot go to the successor is told before it is done."""
        for wizard in self:
            unit, successor = wizard.unit_id._origin, wizard.successor_id._origin
            known = unit and successor and unit.has_access("write")
            wizard.told = unit._told_before_merger(successor) if known else ""
