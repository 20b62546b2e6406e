from odoo import fields, models


class PoliceFollowUp(models.Model):
    """The zone desk's contact with the station about a complaint."""

    _name = "police.follow.up"
    _description = "Follow-up with the Station"
    _order = "contacted_at desc, id desc"

    complaint_id = fields.Many2one("police.complaint", required=True, index=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", "By", required=True, default=lambda self: self.env.user)
    contacted_at = fields.Datetime(required=True, default=fields.Datetime.now)
    method = fields.Selection(
        [("call", "Call"), ("message", "Message"), ("visit", "Visit")], required=True, default="call"
    )
    contact = fields.Char("Spoken to")
    answer = fields.Text()
    next_due_at = fields.Datetime("Answer due", index="btree_not_null")
    answered_at = fields.Datetime()
    silence_escalated_at = fields.Datetime(readonly=True)
