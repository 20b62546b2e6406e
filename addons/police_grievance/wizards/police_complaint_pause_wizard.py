from odoo import fields, models


class PoliceComplaintPauseWizard(models.TransientModel):
    """Stop the clock of a complaint for a reason from the list."""

    _name = "police.complaint.pause.wizard"
    _description = "Stop the Clock"
    _inherit = "police.complaint.wizard.mixin"

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    reason_id = fields.Many2one("police.pause.reason")
    max_hours = fields.Float(related="reason_id.max_hours", related_sudo=False)

    def action_pause(self):
        self.ensure_one()
        self.complaint_id._pause(self.reason_id)
        return {"type": "ir.actions.act_window_close"}
