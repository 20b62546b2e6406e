from odoo import fields, models

from ..people.police_masked import READERS


class PoliceFeedback(models.Model):
    """How it went, in the citizen's words; one per cycle."""

    _name = "police.feedback"
    _description = "Feedback of the Citizen"
    _inherit = "police.masked.mixin"
    _masked_fields = ("comment",)
    _order = "given_at desc, id desc"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    cycle = fields.Integer(required=True, default=1)
    answer = fields.Selection([("resolved", "Resolved"), ("not_resolved", "Not resolved")])
    rating = fields.Integer(help="1 (poor) to 5 (good).")
    comment = fields.Text(groups=READERS)
    masked_comment = fields.Text(
        "Comment (masked)", compute="_compute_masked_words", compute_sudo=True
    )
    given_at = fields.Datetime(required=True, default=fields.Datetime.now)

    _once = models.UniqueIndex("(complaint_id, cycle)", "Feedback was given already.")
    _rating_range = models.Constraint(
        "CHECK (rating IS NULL OR rating BETWEEN 0 AND 5)", "Ratings go from 1 to 5."
    )

    def _citizen_words(self):
        """This feedback as a step of the timeline: (title, text)."""
        self.ensure_one()
        if self.answer == "resolved":
            return self.env._("You told us: it is settled."), ""
        return self.env._("You told us: it is not settled."), ""

    def _in_words(self):
        """The whole feedback as one message in the conversation, in the complaint's language."""
        self.ensure_one()
        feedback = self.with_context(lang=self.complaint_id.language)
        said = feedback.env._("It is not settled.")
        if self.answer == "resolved":
            said = feedback.env._("It is settled.")
        mark = feedback.env._("Mark: %(rating)s of 5", rating=self.rating) if self.rating else ""
        return "\n".join(part for part in (said, mark, self.comment) if part)
