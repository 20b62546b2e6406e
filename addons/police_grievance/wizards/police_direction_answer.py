from odoo import fields, models


class PoliceDirectionAnswerWizard(models.TransientModel):
    """A station answers a direction."""

    _name = "police.direction.answer.wizard"
    _description = "Answer to a Direction"
    _inherit = "police.wizard.mixin"

    direction_id = fields.Many2one("police.follow.up", required=True, ondelete="cascade")
    direction = fields.Text(related="direction_id.direction", related_sudo=False)
    answer = fields.Text()

    def action_answer(self):
        self.ensure_one()
        self.direction_id._answer_direction(self.answer)
        return {"type": "ir.actions.act_window_close"}
