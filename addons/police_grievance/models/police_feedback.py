from odoo import fields, models


class PoliceFeedback(models.Model):
    """How it went, in the citizen's words; one per cycle."""

    _name = "police.feedback"
    _description = "Feedback of the Citizen"
    _order = "given_at desc, id desc"

    complaint_id = fields.Many2one("police.complaint", required=True, index=True, ondelete="cascade")
    cycle = fields.Integer(required=True, default=1)
    answer = fields.Selection([("resolved", "Resolved"), ("not_resolved", "Not resolved")])
    rating = fields.Integer(help="1 (poor) to 5 (good).")
    comment = fields.Text()
    given_at = fields.Datetime(required=True, default=fields.Datetime.now)

    _once = models.UniqueIndex("(complaint_id, cycle)", "Feedback was given already.")
    _rating_range = models.Constraint("CHECK (rating IS NULL OR rating BETWEEN 0 AND 5)", "Ratings go from 1 to 5.")
