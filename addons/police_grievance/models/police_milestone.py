from odoo import fields, models

from .police_complaint_words import EVENTS


class PoliceMilestone(models.Model):
    """One step of a complaint, as the citizen's timeline and the statistics count it."""

    _name = "police.milestone"
    _description = "Step of a Complaint"
    _order = "happened_at, id"

    complaint_id = fields.Many2one("police.complaint", required=True, index=True, ondelete="cascade")
    cycle = fields.Integer(required=True, default=1)
    code = fields.Selection(EVENTS, required=True)
    happened_at = fields.Datetime(required=True, default=fields.Datetime.now)
    unit_id = fields.Many2one("police.unit")
    rank_id = fields.Many2one("police.rank")
    text = fields.Text("Words to the citizen")
