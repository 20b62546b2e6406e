from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools.number import format_number


class PoliceComplaintBulkWizard(models.TransientModel):
    """Assign or transfer the complaints marked in a list, and say which could not and why."""

    _name = "police.complaint.bulk.wizard"
    _description = "Assign or Transfer Many Complaints"
    _inherit = "police.wizard.mixin"
    _needed = {"complaint_ids": "write"}

    kind = fields.Selection(
        [("assign", "Assign"), ("transfer", "Transfer to another unit")], required=True
    )
    complaint_ids = fields.Many2many(
        "police.complaint", default=lambda self: self._marked(), string="Marked"
    )
    count = fields.Integer("How many", compute="_compute_count")
    post_ids = fields.Many2many("police.post", string="Posts", compute="_compute_post_ids")
    user_id = fields.Many2one("res.users", "Person")
    user_ids = fields.Many2many("res.users", compute="_compute_post_ids")
    post_id = fields.Many2one(
        "police.post",
        compute="_compute_post_id",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    unit_id = fields.Many2one(
        "police.unit", "To unit", domain=[("kind", "in", ("station", "circle", "district"))]
    )
    reason = fields.Text()
    result = fields.Text(readonly=True)

    @api.model
    def _marked(self):
        marked = self.env.context.get("active_ids") or []
        return self.env["police.complaint"].browse(marked)._own_to_work_on()

    @api.depends("complaint_ids")
    def _compute_count(self):
        for wizard in self:
            wizard.count = len(wizard.complaint_ids)

    @api.depends("complaint_ids")
    def _compute_post_ids(self):
        """Posts of the units that the complaints are with, and who holds them."""
        for wizard in self:
            units = wizard.complaint_ids.unit_id._origin
            posts = self.env["police.post"].search([("unit_id", "child_of", units.ids)])
            posts = posts.filtered(
                lambda post, units=units: post.unit_id in units or post.unit_id.kind == "outpost"
            )
            wizard.post_ids, wizard.user_ids = posts, posts.holder_ids

    @api.depends("user_id")
    def _compute_post_id(self):
        """The post of the person chosen: complaints belong to posts, and pass on with them."""
        for wizard in self:
            user = wizard.user_id._origin
            posts = wizard.post_ids._origin.filtered(
                lambda post, user=user: user in post.holder_ids
            )
            wizard.post_id = posts[:1] if user else wizard.post_id

    def action_do(self):
        """Button: do it, and stay open with the result."""
        self.ensure_one()
        if self.kind == "assign":
            if not self.post_id:
                raise UserError(self.env._("Choose a post or a person."))
            done, refused = self.complaint_ids._assign_many(self.post_id)
        else:
            if not (self.unit_id and (self.reason or "").strip()):
                raise UserError(self.env._("Choose the unit and give the reason."))
            done, refused = self.complaint_ids._transfer_many(self.unit_id, self.reason)
        words = self._in_words(done, refused)
        # What has gone elsewhere is not the user's any more, but what became of it is.
        left = self.complaint_ids._own_to_work_on()
        self.sudo().write({"result": words, "complaint_ids": [Command.set(left.ids)]})
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_grievance.police_complaint_bulk_result_action"
        )
        return {**action, "res_id": self.id}

    def _in_words(self, done, refused):
        lines = [self.env._("Done: %(count)s", count=len(done))]
        if refused:
            lines += [self.env._("Could not be done: %(count)s", count=len(refused)), ""]
            lines += [f"{format_number(one.number)}: {words}" for one, words in refused.items()]
        return "\n".join(lines)
