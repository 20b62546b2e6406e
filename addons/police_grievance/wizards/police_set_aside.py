from odoo import api, fields, models

from ..models.complaint.police_complaint_const import SET_ASIDE_KINDS
from ..tools.number import format_number


class PoliceSetAsideWizard(models.TransientModel):
    """Say that something is not a complaint, and what it is instead."""

    _name = "police.set.aside.wizard"
    _description = "Not a Complaint"
    _inherit = "police.complaint.wizard.mixin"

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    kind = fields.Selection(SET_ASIDE_KINDS, "What it is", required=True)
    merged_into_id = fields.Many2one("police.complaint", "Belongs to case", ondelete="cascade")
    merged_into_subject = fields.Char(related="merged_into_id.subject", related_sudo=False)
    candidate_ids = fields.Many2many(
        "police.complaint", string="Of the same sender", compute="_compute_candidate_ids"
    )
    answer = fields.Text("Answer to the citizen")

    @api.depends("complaint_id")
    def _compute_candidate_ids(self):
        """Other cases of whoever wrote, the open ones first."""
        for wizard in self:
            complaint = wizard.complaint_id
            persons = complaint.party_ids.complainant_id
            wizard.candidate_ids = self.env["police.complaint"].search(
                [
                    ("party_ids.complainant_id", "in", persons.ids),
                    ("id", "!=", complaint.id),
                    ("set_aside", "=", False),
                ],
                order="is_open desc, id desc",
                limit=5,
            )

    def action_set_aside(self):
        self.ensure_one()
        complaint = self.complaint_id
        complaint._set_aside(self.kind, self.merged_into_id, self.answer)
        words = self.env._(
            "%(number)s is not counted as a complaint.", number=format_number(complaint.number)
        )
        return complaint._leave_screen(words)
