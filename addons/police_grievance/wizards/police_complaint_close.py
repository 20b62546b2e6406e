from odoo import api, fields, models


class PoliceComplaintCloseWizard(models.TransientModel):
    """Close a complaint: how it ended, what the citizen said, words to the citizen."""

    _name = "police.complaint.close.wizard"
    _description = "Close a Complaint"
    _inherit = "police.complaint.wizard.mixin"

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    outcome_id = fields.Many2one(
        "police.outcome", "How it ended", domain=[("code", "!=", "not_a_complaint")]
    )
    needs_reference = fields.Boolean(related="outcome_id.needs_reference", related_sudo=False)
    reference = fields.Char("FIR or GD number")
    reference_date = fields.Date("Registered on")
    citizen_text = fields.Text(related="outcome_id.citizen_text", related_sudo=False)
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
    report_ids = fields.One2many(related="complaint_id.report_ids", related_sudo=False)
    problem = fields.Char(compute="_compute_problem")
    has_unread_reply = fields.Boolean(related="complaint_id.has_unread_reply", related_sudo=False)

    def _words_of(self, name):
        """The choices of a field of `police.verification`, in the user's language.

        Not that the citizen told us: that is noted by the service.
        """
        choices = self.env["police.verification"]._fields[name]._description_selection(self.env)
        return [(code, label) for code, label in choices if code != "citizen"]

    @api.depends("complaint_id", "result", "outcome_id")
    def _compute_problem(self):
        """What the chosen outcome still lacks."""
        for wizard in self:
            outcome = wizard.outcome_id
            wizard.problem = outcome.needs_answer and wizard.complaint_id._problem_with_answer(
                outcome, wizard.result
            )

    def action_close(self):
        self.ensure_one()
        if self.result:
            self.complaint_id._record_asked(self.method, self.result, self.result_note)
        if self.needs_reference:
            self.complaint_id._keep_outcome_reference(self.reference, self.reference_date)
        self.complaint_id._move_to("closed", self.outcome_id, self.note or "")
        return {"type": "ir.actions.act_window_close"}
