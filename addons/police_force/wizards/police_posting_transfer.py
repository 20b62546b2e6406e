from odoo import api, fields, models
from odoo.fields import Domain


class PolicePostingTransferWizard(models.TransientModel):
    """Move an officer to another post: what they hold ends at the moment at which that begins."""

    _name = "police.posting.transfer.wizard"
    _description = "Transfer of an Officer"
    _inherit = "police.posting.wizard.mixin"

    ending_ids = fields.Many2many(
        "police.posting",
        "police_posting_transfer_ending_rel",
        string="Ends",
        compute="_compute_ending_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    post_id = fields.Many2one("police.post", "New post", required=True, ondelete="cascade")
    kind = fields.Selection(
        [("regular", "Regular"), ("additional", "Additional charge")],
        required=True,
        default="regular",
    )
    moment = fields.Datetime("At", required=True, default=fields.Datetime.now)
    holder_posting_ids = fields.Many2many(
        "police.posting",
        "police_posting_transfer_holder_rel",
        string="Held until then",
        compute="_compute_holder_posting_ids",
    )
    relieve = fields.Boolean("Their posting ends too", default=True)

    @api.depends("user_id", "kind")
    def _compute_ending_ids(self):
        """An additional charge comes on top of what the officer has."""
        for order in self:
            current = order.user_id and order.kind == "regular"
            order.ending_ids = order._postings_of(order.user_id) if current else False

    @api.depends("post_id", "moment", "user_id")
    def _compute_holder_posting_ids(self):
        for order in self:
            postings = self.env["police.posting"]
            held = postings._current(order.moment) & Domain("post_id", "=", order.post_id.id)
            others = held & Domain("user_id", "!=", order.user_id.id)
            order.holder_posting_ids = order.post_id.heads_unit and postings.search(others)

    @api.depends("user_id", "post_id")
    def _compute_role_problem(self):
        for order in self:
            order.role_problem = order._role_problem(order.user_id, order.post_id)

    def action_transfer(self):
        """End, begin, and have what belongs to the posts pass on, in one go."""
        self.ensure_one()
        ending = self.ending_ids | (self.holder_posting_ids if self.relieve else self.ending_ids)
        self.env["police.posting"]._order_change(
            ending,
            self.moment,
            [
                {
                    "user_id": self.user_id.id,
                    "post_id": self.post_id.id,
                    "kind": self.kind,
                    "date_from": self.moment,
                    "note": self.note,
                }
            ],
        )
        return {"type": "ir.actions.act_window_close"}
