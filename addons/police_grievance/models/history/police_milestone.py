from odoo import fields, models

from ..complaint.police_complaint_const import EVENTS
from ..people.police_masked import READERS

CLOSING = ("resolved", "closed")


class PoliceMilestone(models.Model):
    """One step of a complaint, as the citizen's timeline and the statistics count it."""

    _name = "police.milestone"
    _description = "Step of a Complaint"
    _inherit = "police.masked.mixin"
    _masked_fields = ("text",)
    _order = "happened_at, id"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    cycle = fields.Integer(required=True, default=1)
    code = fields.Selection(EVENTS, "What happened", required=True)
    happened_at = fields.Datetime(required=True, default=fields.Datetime.now)
    unit_id = fields.Many2one("police.unit", ondelete="restrict")
    rank_id = fields.Many2one("police.rank", ondelete="restrict")
    text = fields.Text("Words to the citizen", groups=READERS)
    masked_text = fields.Text(
        "Words to the citizen (masked)", compute="_compute_masked_words", compute_sudo=True
    )

    _happened = models.Index("(happened_at)")

    def _citizen_words(self):
        """This step in plain words, in the language of the context.

        :return: (title, text); what was written stands in the conversation, not here
        """
        self.ensure_one()
        complaint, text = self.complaint_id, self.text or ""
        if self.code in ("message", "reply"):
            text = ""
        elif self.code in CLOSING and self.cycle == complaint.cycle and complaint.outcome_id:
            # The outcome's own words: the step keeps them in the language of whoever closed.
            text = complaint.outcome_id.citizen_text
        return self._citizen_title(), text

    def _citizen_title(self):
        """What happened, in a sentence to the citizen and in the language of the environment."""
        titles = {
            "received": self.env._("We received your complaint."),
            "triage": self.env._("The control room is finding the right station."),
            "with_station": self.env._("Given to: %(unit)s.", unit=self.unit_id.name or ""),
            "transferred": self.env._("Passed on to: %(unit)s.", unit=self.unit_id.name or ""),
            "action_taken": self.env._("The station has acted."),
            "asked": self.env._("We asked you whether it is settled."),
            "escalated": self.env._(
                "Not settled in time, so it went up to: %(rank)s.", rank=self.rank_id.name or ""
            ),
            "message": self.env._("We wrote to you."),
            "reply": self.env._("You wrote to us."),
            "resolved": self.env._("Closed as settled."),
            "closed": self.env._("Closed."),
            "new_link": self.env._("Older links ended. We sent you a new one."),
            "code": self.env._(
                "Somebody with your link wants to keep this in an account: we sent you the code."
            ),
            "danger": self.env._("You wrote of danger. In danger call 112 at once."),
            "protected": self.env._(
                "You asked that your name be kept secret: the station does not see it."
            ),
            "reopened": self.env._("Opened again because you asked for it."),
        }
        return titles[self.code]
