from odoo import fields, models


class PoliceComplaintReply(models.TransientModel):
    """Write to the citizen, in the office's name; an internal remark goes into the chatter."""

    _name = "police.complaint.reply"
    _description = "Reply to the Citizen"
    _inherit = "police.complaint.dialog"

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    channel = fields.Selection(related="complaint_id.channel", related_sudo=False)
    language = fields.Selection(related="complaint_id.language", related_sudo=False)
    last_words = fields.Text(compute="_compute_last_words")
    text = fields.Text("Your words")

    def _compute_last_words(self):
        """What the citizen wrote last: the reply is written beside it."""
        for wizard in self:
            wizard.last_words = wizard.complaint_id._last_words_of_citizen()

    def action_send(self):
        self.ensure_one()
        self.complaint_id.check_access("write")
        self.complaint_id._send_to_citizen(self.text)
        self.complaint_id.action_reply_done()
        return {"type": "ir.actions.act_window_close"}
