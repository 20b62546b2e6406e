from odoo import api, fields, models
from odoo.exceptions import UserError


class PolicePostingLeaveWizard(models.TransientModel):
    """An officer goes on leave, somebody else acts for him: whatever they hold, in one dialogue."""

    _name = "police.posting.leave.wizard"
    _description = "Leave of an Officer"
    _inherit = "police.posting.wizard.mixin"

    posting_ids = fields.Many2many(
        "police.posting",
        "police_posting_leave_rel",
        string="Acts for him as",
        compute="_compute_posting_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    substitute_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    date_from = fields.Datetime("From", required=True, default=fields.Datetime.now)
    date_to = fields.Datetime("Until", required=True)

    @api.depends("user_id")
    def _compute_posting_ids(self):
        for order in self:
            held = order.user_id and order._postings_of(order.user_id, substitutes=False)
            order.posting_ids = held or False

    @api.depends("substitute_id", "posting_ids")
    def _compute_role_problem(self):
        for order in self:
            posts = order.posting_ids.post_id
            order.role_problem = order._role_problem(order.substitute_id, posts)

    def action_leave(self):
        """Post the substitute to each post of the officer for the time of the leave.

        :raise UserError: nothing to act for, or an officer acting for themselves
        """
        self.ensure_one()
        if not self.posting_ids or self.substitute_id == self.user_id:
            raise UserError(self.env._("Choose the posts, and somebody else to act in them."))
        self.env["police.posting"]._order_change(
            self.posting_ids.browse(),
            self.date_from,
            [
                {
                    "user_id": self.substitute_id.id,
                    "post_id": posting.post_id.id,
                    "kind": "substitute",
                    "stands_in_for_id": posting.id,
                    "date_from": self.date_from,
                    "date_to": self.date_to,
                    "note": self.note,
                }
                for posting in self.posting_ids
            ],
        )
        return {"type": "ir.actions.act_window_close"}
