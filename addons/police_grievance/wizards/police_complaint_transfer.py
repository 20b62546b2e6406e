from odoo import api, fields, models

from ..models.complaint.police_complaint_const import TRANSFER_KINDS
from ..tools.number import format_number


class PoliceComplaintTransferWizard(models.TransientModel):
    """Hand a complaint to another unit, or send it back, with a reason."""

    _name = "police.complaint.transfer.wizard"
    _description = "Transfer a Complaint"
    _inherit = "police.complaint.wizard.mixin"

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    is_return = fields.Boolean(readonly=True)
    unit_id = fields.Many2one(
        "police.unit",
        "To unit",
        domain=[("kind", "in", ("station", "circle", "district"))],
    )
    reason = fields.Text(required=True)
    kind = fields.Selection(TRANSFER_KINDS, compute="_compute_kind")
    decider_id = fields.Many2one("police.unit", "Who decides", compute="_compute_kind")

    @api.depends("complaint_id", "unit_id")
    def _compute_kind(self):
        """What it would be; one returned already goes to the office above both units."""
        for wizard in self:
            complaint, unit = wizard.complaint_id, wizard.unit_id
            wizard.kind = complaint and unit and complaint._kind_of_transfer(unit)
            wizard.decider_id = (
                complaint._common_superior(unit) if wizard.kind == "referral" else False
            )

    def action_transfer(self):
        self.ensure_one()
        complaint = self.complaint_id
        units = complaint._transfer(self.unit_id, self.reason)
        return complaint._leave_screen(
            self.env._(
                "%(number)s is now with %(unit)s.",
                number=format_number(complaint.sudo().number),
                unit=units.sudo().name,
            )
        )
