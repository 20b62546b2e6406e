from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..people.police_masked import READERS

# The rest is noted by the service: also who it was, and when.
BY_HAND = frozenset(
    ("complaint_id", "unit_id", "method", "contact", "answer", "direction", "next_due_at")
)


class PoliceFollowUp(models.Model):
    """The zone desk's contact with the station about a complaint.

    Added and never altered: the station answers once, and a new date has a reason that stays.
    """

    _name = "police.follow.up"
    _description = "Follow-up with the Station"
    _inherit = ["police.direction.mixin", "police.due.date.mixin", "police.masked.mixin"]
    _masked_fields = ("contact", "answer", "direction", "due_changes")
    _order = "contacted_at desc, id desc"

    complaint_id = fields.Many2one("police.complaint", index=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", "By", required=True, default=lambda self: self.env.user)
    contacted_at = fields.Datetime(required=True, default=fields.Datetime.now)
    method = fields.Selection(
        [
            ("call", "Call"),
            ("message", "Message"),
            ("visit", "Visit"),
            ("direction", "Direction"),
        ],
        required=True,
        default="call",
    )
    contact = fields.Char("Spoken to", groups=READERS)
    masked_contact = fields.Char(
        "Spoken to (masked)", compute="_compute_masked_words", compute_sudo=True
    )
    answer = fields.Text(groups=READERS)
    masked_answer = fields.Text(
        "Answer (masked)", compute="_compute_masked_words", compute_sudo=True
    )
    next_due_at = fields.Datetime("Answer due", index="btree_not_null")
    answered_at = fields.Datetime()
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True)
    silence_escalated_at = fields.Datetime(readonly=True)
    silence_post_id = fields.Many2one(
        "police.post", "Silence went to", readonly=True, ondelete="restrict"
    )
    silence_user_id = fields.Many2one("res.users", "Silence told to", readonly=True)
    notice_id = fields.Many2one(
        "police.notice", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _answered = models.Index("(answered_at) WHERE answered_at IS NOT NULL")
    _without_notice = models.Index(
        "(silence_user_id) WHERE notice_id IS NULL AND silence_user_id IS NOT NULL"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Log contacts; one that brought an answer settles what was still open before it.

        In the name of whoever is logged in, now.

        :raise AccessError: what the service itself notes
        """
        creating = self
        if not self.env.su:
            vals_list = [self._in_own_name(vals) for vals in vals_list]
            creating = self._without_foreign_defaults()
        follow_ups = super(PoliceFollowUp, creating).create(vals_list).with_env(self.env)
        for follow_up in follow_ups.sudo().filtered("answer"):
            earlier = follow_up.complaint_id.follow_up_ids - follow_ups.sudo()
            settled = earlier._waiting_for_desk()
            if not (follow_up.next_due_at or follow_up.answered_at):
                settled |= follow_up
            settled.answered_at = follow_up.contacted_at
        return follow_ups

    def write(self, vals):
        """An answer that is entered later settles the follow-up."""
        is_new = "answered_at" not in vals and not self._is_masking()
        if is_new and vals.get("answer"):
            self._waiting().answered_at = fields.Datetime.now()
        return super().write(vals)

    def _in_own_name(self, vals):
        by_service = {"user_id": self.env.uid, "contacted_at": fields.Datetime.now()}
        if vals.keys() - BY_HAND - by_service.keys():
            raise AccessError(self.env._("You can only write in your own name."))
        return {**vals, **by_service}

    def _without_foreign_defaults(self):
        """The same without defaults, in the context, for what the service itself notes."""
        context = {
            key: value
            for key, value in self.env.context.items()
            if not key.startswith("default_") or key.removeprefix("default_") in BY_HAND
        }
        return self.with_env(self.env(context=context))

    def _waiting(self):
        """Those whose answer is due and has not come."""
        return self.filtered(lambda row: row.next_due_at and not row.answered_at)

    def _waiting_for_desk(self):
        """Those of the zone desk; a superior's direction is answered on its own."""
        return self._waiting().filtered(lambda row: row.method != "direction")
