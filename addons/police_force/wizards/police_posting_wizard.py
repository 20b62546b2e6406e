from odoo import api, fields, models
from odoo.fields import Domain


class PolicePostingWizardMixin(models.AbstractModel):
    """For dialogues about the postings of one officer."""

    _name = "police.posting.wizard.mixin"
    _description = "Dialogue about Postings"
    _inherit = "police.wizard.mixin"

    user_id = fields.Many2one("res.users", "Officer", required=True, ondelete="cascade")
    note = fields.Char("Order")
    unit_ids = fields.Many2many("police.unit", compute="_compute_unit_ids")
    role_problem = fields.Char(compute="_compute_role_problem")

    @api.model
    def default_get(self, fields_list):
        """Begin with the officer of the posting that the dialogue was opened on."""
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "police.posting":
            posting = self.env["police.posting"].browse(self.env.context.get("active_id"))
            values.setdefault("user_id", posting.exists().user_id.id)
        return values

    @api.depends_context("uid")
    def _compute_unit_ids(self):
        """The units whose posts, with all below, are the user's to choose from."""
        units = self.env["police.unit"]
        if self.env.user.has_group("police_force.group_administrator"):
            roots = units.search([("parent_id", "=", False)])
        else:
            own = self.env["police.post"]._answered_by(self.env.uid)
            roots = self.env["police.post"].browse(own).unit_id
        for order in self:
            order.unit_ids = roots

    @api.model
    def _postings_of(self, user, substitutes=True):
        postings = self.env["police.posting"]
        kinds = ("regular", "additional", "substitute")[: 3 if substitutes else 2]
        own = Domain("user_id", "=", user.id) & Domain("kind", "in", kinds)
        return postings.search(postings._current() & own)

    def _role_problem(self, user, posts):
        """What the officer could not do there for want of the role; empty if there is nothing."""
        officers = self.env["police.officer"]
        labels = dict(officers._fields["role"]._description_selection(self.env))
        roles = dict.fromkeys(officers._role_of(post.rank_id, post.unit_id) for post in posts)
        officer = officers.sudo().browse(user.id)
        missing = [labels[role] for role in roles if user and not officer._is_no_more(role)]
        if not missing:
            return ""
        return self.env._(
            "%(name)s does not have the role “%(roles)s” yet: it comes with the post once a second "
            "person puts it in force, or an administrator gives it where you cannot.",
            name=user.name,
            roles=", ".join(missing),
        )
