from odoo import api, fields, models

from ..models.complaint.police_complaint_const import WRITTEN_FROM

BY_HAND = [choice for choice in WRITTEN_FROM if choice[0] != "read"]


class PoliceComplaintListenWizard(models.TransientModel):
    """Hear or see what came without words, and write down what is said."""

    _name = "police.complaint.listen.wizard"
    _description = "Write Down What Is Said"
    _inherit = "police.complaint.wizard.mixin"

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    players = fields.Json("What came", compute="_compute_players")
    has_players = fields.Boolean(compute="_compute_players")
    how = fields.Selection(BY_HAND, "It is", required=True, default="spoken")
    language = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        "Answer in",
        compute="_compute_language",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    text = fields.Text("What is said", help="In the citizen's own words, in any language.")

    @api.depends("complaint_id")
    def _compute_players(self):
        """All that can be played: a file that is yet to come is not there, its name is in the words."""
        for wizard in self:
            files = wizard.complaint_id.evidence_ids.filtered(lambda row: not row.by_office)
            players = [player for row in files for player in row.player or []]
            wizard.players = players
            wizard.has_players = bool(players)

    @api.depends("complaint_id")
    def _compute_language(self):
        for wizard in self:
            wizard.language = wizard.complaint_id._citizen_language()

    def action_write_down(self):
        """Button: these are the words of the complaint from now on.

        :raise UserError: nothing is said
        """
        self.ensure_one()
        complaint = self.complaint_id
        complaint.check_access("write")
        if self.language:
            complaint._answer_in(self.language)
        complaint._write_down(self.text, self.how, self.env.user)
        return {"type": "ir.actions.act_window_close"}
