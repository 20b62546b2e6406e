from odoo import api, fields, models


class PoliceActionWizard(models.TransientModel):
    """Report what was done: the complaint counts as acted on from then on."""

    _name = "police.action.wizard"
    _description = "Report Action Taken"
    _inherit = ["police.complaint.wizard.mixin", "police.uploads.mixin"]

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    kind_id = fields.Many2one("police.action.kind", "What was done", ondelete="cascade")
    text = fields.Text("In words")
    may_tell = fields.Boolean(compute="_compute_may_tell")
    is_told = fields.Boolean("Tell the citizen these words, too")

    @api.depends("complaint_id")
    def _compute_may_tell(self):
        """Whether the user may write to the citizen; others report to the office alone."""
        for wizard in self:
            wizard.may_tell = wizard.complaint_id.may_reply

    def action_report(self):
        """Button: put on record what was done.

        :raise UserError: nothing is said, or the files are too large
        """
        self.ensure_one()
        is_told = self.is_told and self.may_tell
        self.complaint_id._report_action(self.kind_id, self.text, self._files(), is_told)
        self._drop_uploads(self.attachment_ids)
        return {"type": "ir.actions.act_window_close"}
