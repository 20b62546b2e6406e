from odoo import api, fields, models

from ..models.complaint.police_complaint_const import CONFIDENTIALITY_LEVELS


class PoliceComplaintProtectWizard(models.TransientModel):
    """Say who may know who complained."""

    _name = "police.complaint.protect.wizard"
    _description = "Who May Know"
    _inherit = "police.complaint.wizard.mixin"

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    confidentiality = fields.Selection(
        CONFIDENTIALITY_LEVELS,
        "Who may know",
        required=True,
        compute="_compute_confidentiality",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    reason = fields.Text(help="Everybody with the complaint reads it: no names.")

    @api.depends("complaint_id")
    def _compute_confidentiality(self):
        for wizard in self:
            wizard.confidentiality = wizard.complaint_id.confidentiality

    def action_protect(self):
        self.ensure_one()
        self.complaint_id._set_confidentiality(self.confidentiality, self.reason or "")
        return {"type": "ir.actions.act_window_close"}
