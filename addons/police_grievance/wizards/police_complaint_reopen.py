from odoo import fields, models


class PoliceComplaintReopenWizard(models.TransientModel):
    """Take a closed complaint up again: same number, new cycle."""

    _name = "police.complaint.reopen.wizard"
    _description = "Reopen a Complaint"
    _inherit = "police.complaint.wizard.mixin"

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    reason = fields.Text(required=True)

    def action_reopen(self):
        self.ensure_one()
        self.complaint_id._reopen(self.reason)
        return {"type": "ir.actions.act_window_close"}
