from odoo import fields, models
from odoo.exceptions import AccessError


class PoliceFollowUpDate(models.TransientModel):
    """Change by when a follow-up or a direction is to be answered, with a reason."""

    _name = "police.follow.up.date"
    _description = "Change of a Date"

    follow_up_id = fields.Many2one("police.follow.up", required=True, ondelete="cascade")
    next_due_at = fields.Datetime("Answer by")
    reason = fields.Text()

    def _check_access(self, operation):
        result = super()._check_access(operation)
        follow_ups = self.env["police.follow.up"].browse(self.sudo().follow_up_id.ids)
        if result or follow_ups.has_access("read"):
            return result
        return self, lambda: AccessError(self.env._("This was not given to you or by you."))

    def write(self, vals):
        result = super().write(vals)
        self.check_access("write")
        return result

    def onchange(self, values, field_names, fields_spec):
        """Answer for a follow-up that the user may read only."""
        asked = (values.get("follow_up_id"), self.env.context.get("default_follow_up_id"))
        self.env["police.follow.up"].browse(filter(None, asked)).check_access("read")
        return super().onchange(values, field_names, fields_spec)

    def action_change(self):
        """Button: change the date."""
        self.ensure_one()
        self.check_access("write")
        self.follow_up_id._change_due_date(self.next_due_at, self.reason)
        return {"type": "ir.actions.act_window_close"}
