from odoo import api, fields, models
from odoo.fields import Domain


class PoliceUnitChecklistMixin(models.AbstractModel):
    """What a unit still lacks before it can work."""

    _name = "police.unit.checklist.mixin"
    _description = "Checklist of a Police Unit"

    place_ids = fields.One2many("police.place", "unit_id", "Places")
    is_headless = fields.Boolean(
        "Without head", compute="_compute_is_headless", search="_search_is_headless"
    )
    is_kept = fields.Boolean(
        "Kept by me",
        compute="_compute_is_kept",
        search="_search_is_kept",
        help="All units for an administrator, those of the own districts for a district's.",
    )

    @api.depends("kind", "post_ids.posting_ids.date_from", "post_ids.posting_ids.date_to")
    def _compute_is_headless(self):
        headless = self.filtered_domain(self._search_is_headless("in", [True]))
        for unit in self:
            unit.is_headless = unit in headless

    @api.model
    def _search_is_headless(self, operator, value):
        """Units in which nobody holds, at this moment, a post of the rank that heads their kind."""
        if operator != "in":
            return NotImplemented
        headed = self._headed_units()
        return Domain("id", "not in" if True in value else "in", headed)

    @api.depends("district_id")
    @api.depends_context("uid")
    def _compute_is_kept(self):
        kept = self.filtered_domain(self._search_is_kept("in", [True]))
        for unit in self:
            unit.is_kept = unit in kept

    @api.model
    def _search_is_kept(self, operator, value):
        if operator != "in":
            return NotImplemented
        if self.env.user.has_group("police_force.group_administrator"):
            kept = Domain.TRUE
        else:
            kept = Domain("district_id", "in", self.env["res.users"]._police_scope().district_ids)
        return kept if True in value else ~kept

    @api.model
    def _headed_units(self):
        postings = self.env["police.posting"].sudo()
        postings = postings.search(postings._current())
        return postings.post_id.filtered(
            lambda post: post.rank_id.unit_kind == post.unit_id.kind
        ).unit_id.ids
