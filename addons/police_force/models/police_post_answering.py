from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache


class PolicePostAnsweringMixin(models.AbstractModel):
    """Posts that nobody holds, and who has their work meanwhile."""

    _name = "police.post.answering.mixin"
    _description = "Vacancy of a Post"
    _inherit = "police.cached.mixin"

    _cached_fields = frozenset(("unit_id", "rank_id", "active"))

    is_vacant = fields.Boolean("Vacant", compute="_compute_is_vacant", search="_search_is_vacant")
    vacant_since = fields.Datetime(compute="_compute_vacant_since", compute_sudo=True)
    stand_in_id = fields.Many2one(
        "res.users", "Meanwhile with", compute="_compute_stand_in_id", compute_sudo=True
    )
    heads_unit = fields.Boolean(
        "Heads its unit", compute="_compute_heads_unit", search="_search_heads_unit"
    )
    in_jurisdiction = fields.Boolean(
        "In my jurisdiction", compute="_compute_in_jurisdiction", search="_search_in_jurisdiction"
    )

    @api.depends("unit_id")
    @api.depends_context("uid")
    def _compute_in_jurisdiction(self):
        mine = self.filtered_domain(self._search_in_jurisdiction("in", [True]))
        for post in self:
            post.in_jurisdiction = post in mine

    @api.model
    def _search_in_jurisdiction(self, operator, value):
        if operator != "in":
            return NotImplemented
        if self.env.user.has_group("police_force.group_administrator"):
            mine = Domain.TRUE
        else:
            mine = self.env["res.users"]._police_scope().of_units
        return mine if True in value else ~mine

    @api.depends("posting_ids.date_from", "posting_ids.date_to")
    def _compute_is_vacant(self):
        held = self._holders()
        for post in self:
            post.is_vacant = post not in held

    @api.model
    def _search_is_vacant(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = self.env["police.posting"]._current()
        return Domain("posting_ids", "not any" if True in value else "any", current)

    @api.depends("posting_ids.date_to")
    def _compute_vacant_since(self):
        now = fields.Datetime.now()
        for post in self:
            ended = [end for end in post.posting_ids.mapped("date_to") if end and end <= now]
            post.vacant_since = post.is_vacant and max(ended, default=False)

    @api.depends("posting_ids.date_from", "posting_ids.date_to")
    def _compute_stand_in_id(self):
        vacant = self.filtered("is_vacant")
        ladder = vacant._ladder(vacant.unit_id)
        for post in self:
            stand_in = post in vacant and ladder.holder(post.unit_id.id, post.rank_id.id)[1]
            post.stand_in_id = stand_in or False

    @api.depends("rank_id", "unit_id")
    def _compute_heads_unit(self):
        for post in self:
            post.heads_unit = post.rank_id.unit_kind == post.unit_id.kind

    @api.model
    def _search_heads_unit(self, operator, value):
        if operator != "in":
            return NotImplemented
        heads = Domain.OR(
            Domain("rank_id", "=", rank_id) & Domain("unit_id.kind", "=", kind)
            for kind, rank_id in self.env["police.rank"]._heads().items()
        )
        return heads if True in value else ~heads

    @api.model
    def _answered_by(self, user_id):
        """Ids of the posts for which a user answers at this very moment.

        Those that they hold, unless a leave substitute acts for them, and the vacant ones for which
        they are the next one up.

        :rtype: frozenset
        """
        return self._answered_in_epoch(user_id, self.env["police.posting"]._epoch())

    @api.model
    @ormcache("user_id", "epoch")
    def _answered_in_epoch(self, user_id, epoch):
        postings = self.env["police.posting"].sudo()
        posts = postings.search(postings._current() & Domain("user_id", "=", user_id)).post_id
        user = self.env["res.users"].browse(user_id)
        acting = self.browse(post.id for post, users in posts._holders().items() if user in users)
        below = Domain("unit_id", "child_of", acting.sudo().unit_id.ids)
        vacant = self.sudo().search(below & Domain("is_vacant", "=", True)) if acting else acting
        ladder = vacant._ladder(vacant.unit_id)
        return frozenset(acting.ids).union(
            post.id
            for post in vacant
            if ladder.holder(post.unit_id.id, post.rank_id.id)[1] == user_id
        )
