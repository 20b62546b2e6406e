from odoo import api, fields, models
from odoo.exceptions import UserError


class PoliceFollowUpAnswerWizard(models.TransientModel):
    """The station answers what the zone desk asked it about a complaint."""

    _name = "police.follow.up.answer.wizard"
    _description = "Answer the Zone Desk"
    _inherit = "police.complaint.wizard.mixin"

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    follow_up_ids = fields.Many2many("police.follow.up", compute="_compute_follow_up_ids")
    text = fields.Text("What the station has done and will do", required=True)

    @api.depends("complaint_id")
    def _compute_follow_up_ids(self):
        for wizard in self:
            wizard.follow_up_ids = wizard.complaint_id.follow_up_ids._waiting_for_desk()

    def action_answer(self):
        """Button: settle what was asked.

        :raise UserError: no words
        """
        self.ensure_one()
        if not (self.text or "").strip():
            raise UserError(self.env._("Write what the station has done."))
        self.complaint_id._answer_follow_ups(self.text)
        return {"type": "ir.actions.act_window_close"}
