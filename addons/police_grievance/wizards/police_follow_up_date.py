from odoo import fields, models


class PoliceFollowUpDateWizard(models.TransientModel):
    """Change by when a follow-up or a direction is to be answered, with a reason."""

    _name = "police.follow.up.date.wizard"
    _description = "Change of a Date"
    _inherit = "police.wizard.mixin"

    follow_up_id = fields.Many2one("police.follow.up", required=True, ondelete="cascade")
    next_due_at = fields.Datetime("Answer by")
    reason = fields.Text()

    def action_change(self):
        """Button: change the date."""
        self.ensure_one()
        self.check_access("write")
        self.follow_up_id._change_due_date(self.next_due_at, self.reason)
        return {"type": "ir.actions.act_window_close"}
