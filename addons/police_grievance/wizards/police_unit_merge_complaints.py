from odoo import fields, models


class PoliceUnitMerge(models.TransientModel):
    _inherit = "police.unit.merge"

    open_complaints = fields.Integer(related="unit_id.open_complaints", related_sudo=False)
