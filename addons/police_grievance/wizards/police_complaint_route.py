from odoo import api, fields, models


class PoliceComplaintRouteWizard(models.TransientModel):
    """Say which unit a complaint belongs to."""

    _name = "police.complaint.route.wizard"
    _description = "Send a Complaint to a Station"
    _inherit = "police.complaint.wizard.mixin"

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    place_text = fields.Char(related="complaint_id.place_text", related_sudo=False)
    pin_code = fields.Char(related="complaint_id.pin_code", related_sudo=False)
    proposed_unit_id = fields.Many2one(related="complaint_id.proposed_unit_id", related_sudo=False)
    routing_reason = fields.Char(related="complaint_id.routing_reason", related_sudo=False)
    alternative_unit_ids = fields.Many2many(
        related="complaint_id.alternative_unit_ids", related_sudo=False
    )
    unit_id = fields.Many2one(
        "police.unit",
        "Station",
        compute="_compute_unit_id",
        compute_sudo=False,
        store=True,
        readonly=False,
        domain=[("kind", "in", ("station", "circle", "district"))],
    )

    @api.depends("complaint_id")
    def _compute_unit_id(self):
        for wizard in self:
            wizard.unit_id = wizard.complaint_id.proposed_unit_id

    def action_send(self):
        self.ensure_one()
        self.complaint_id._send_to_unit(self.unit_id)
        return {"type": "ir.actions.act_window_close"}
