from odoo import api, fields, models
from odoo.exceptions import AccessError

# The rest is noted by the service.
BY_HAND = frozenset(
    ("complaint_id", "unit_id", "contacted_at", "method", "contact", "answer", "direction")
    + ("next_due_at", "answered_at")
)


class PoliceFollowUp(models.Model):
    """The zone desk's contact with the station about a complaint."""

    _name = "police.follow.up"
    _description = "Follow-up with the Station"
    _inherit = ["police.direction", "police.masked"]
    _masked_fields = ("contact", "answer", "direction")
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
    contact = fields.Char("Spoken to")
    answer = fields.Text()
    next_due_at = fields.Datetime("Answer due", index="btree_not_null")
    answered_at = fields.Datetime()
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True)
    silence_escalated_at = fields.Datetime(readonly=True)
    silence_post_id = fields.Many2one("police.post", "Silence went to", readonly=True)
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

        In the name of whoever is logged in.

        :raise AccessError: what the service itself notes
        """
        if not self.env.su:
            vals_list = [{**vals, "user_id": self.env.uid} for vals in vals_list]
        for vals in vals_list:
            self._check_own_words(vals)
        follow_ups = super().create(vals_list)
        for follow_up in follow_ups.filtered("answer"):
            earlier = follow_up.complaint_id.follow_up_ids - follow_ups
            earlier._waiting_for_desk().answered_at = follow_up.contacted_at
        return follow_ups

    def write(self, vals):
        """An answer that is entered later settles the follow-up."""
        self._check_own_words(vals)
        is_new = "answered_at" not in vals and not self._is_masking()
        if is_new and vals.get("answer"):
            self._waiting().answered_at = fields.Datetime.now()
        return super().write(vals)

    def _check_own_words(self, vals):
        by_hand = {*BY_HAND, "user_id"} if vals.get("user_id") == self.env.uid else BY_HAND
        if not self.env.su and vals.keys() - by_hand:
            raise AccessError(self.env._("You can only write in your own name."))

    def _waiting(self):
        """Those whose answer is due and has not come."""
        return self.filtered(lambda row: row.next_due_at and not row.answered_at)

    def _waiting_for_desk(self):
        """Those of the zone desk; a superior's direction is answered on its own."""
        return self._waiting().filtered(lambda row: row.method != "direction")
