from odoo import api, fields, models


class PoliceComplaintClose(models.TransientModel):
    """Close a complaint: how it ended, what the citizen said, words to the citizen."""

    _name = "police.complaint.close"
    _description = "Close a Complaint"
    _inherit = "police.complaint.dialog"

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    outcome_id = fields.Many2one("police.outcome", "How it ended")
    citizen_text = fields.Text(related="outcome_id.citizen_text")
    needs_answer = fields.Boolean(related="outcome_id.needs_answer")
    note = fields.Text("Words to the citizen")
    result = fields.Selection(
        lambda self: self._words_of("result"),
        "The citizen, asked now",
    )
    method = fields.Selection(
        lambda self: self._words_of("method"),
        "Asked by",
        default="call",
    )
    result_note = fields.Char("What the citizen said")
    verification_ids = fields.One2many(related="complaint_id.verification_ids", related_sudo=False)
    is_answered = fields.Boolean(compute="_compute_is_answered")

    def _words_of(self, name):
        """The choices of a field of `police.verification`, in the user's language."""
        return self.env["police.verification"]._fields[name]._description_selection(self.env)

    @api.depends("complaint_id", "result")
    def _compute_is_answered(self):
        """Whether an outcome that needs the citizen's answer may be chosen."""
        for wizard in self:
            wizard.is_answered = wizard.result or wizard.complaint_id._was_citizen_asked()

    def action_close(self):
        self.ensure_one()
        if self.result:
            self.complaint_id._record_asked(self.method, self.result, self.result_note)
        self.complaint_id._move_to("closed", self.outcome_id, self.note or "")
        return {"type": "ir.actions.act_window_close"}
