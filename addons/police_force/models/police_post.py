from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.ladder import Ladder
from .police_posting_substitute import KIND_ORDER


class PolicePost(models.Model):
    """A rank at a unit. Complaints belong to posts, people only hold them."""

    _name = "police.post"
    _description = "Post"
    _inherit = [
        "police.in.use.mixin",
        "police.audited.mixin",
        "police.bilingual.name.mixin",
        "police.recheck.after.write.mixin",
        "police.post.answering.mixin",
    ]
    _order = "unit_id, rank_id, id"

    _audited_fields = ("name", "rank_id", "unit_id", "active")

    name = fields.Char(
        "Designation", translate=True, help="Only where the rank alone does not tell."
    )
    rank_id = fields.Many2one("police.rank", required=True, index=True, ondelete="restrict")
    unit_id = fields.Many2one("police.unit", required=True, index=True, ondelete="restrict")
    active = fields.Boolean(default=True)
    posting_ids = fields.One2many("police.posting", "post_id", "Postings")
    holder_ids = fields.Many2many(
        "res.users", string="Held by", compute="_compute_holder_ids", compute_sudo=True
    )

    _rank_unit_unique = models.UniqueIndex(
        "(unit_id, rank_id, COALESCE(name->>'en_US', ''))",
        "The unit has such a post already, perhaps an archived one: use that, or name this one.",
    )

    def _audit_districts(self):
        return {post: post.unit_id.district_id for post in self}

    def _needed_by(self):
        """A post that somebody holds, or will, stays."""
        unfinished = Domain("date_to", "=", False) | Domain("date_to", ">", fields.Datetime.now())
        held = Domain("post_id", "in", self.ids) & unfinished
        return [*super()._needed_by(), ("police.posting", held)]

    @api.constrains("unit_id", "active")
    def _check_unit_in_use(self):
        self.filtered("active").sudo().unit_id._check_takes_more()

    @api.depends("rank_id.name", "unit_id.name", "name")
    def _compute_display_name(self):
        for post in self:
            post.display_name = f"{post.name or post.rank_id.name}, {post.unit_id.name}"

    @api.model
    def _search_display_name(self, operator, value):
        """Find “station head, Kotwali” by any of these words, units by their other names too."""
        if operator != "ilike" or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        return Domain.AND(
            Domain.OR(Domain(name, "ilike", word) for name in ("name", "rank_id", "unit_id"))
            for word in value.replace(",", " ").split()
        )

    @api.depends(
        "posting_ids.date_from",
        "posting_ids.date_to",
        "posting_ids.user_id",
        "posting_ids.stands_in_for_id",
    )
    def _compute_holder_ids(self):
        holders = self._holders()
        for post in self:
            post.holder_ids = holders.get(post, self.env["res.users"])

    def _holders(self, moment=None):
        """Who holds each post at a moment.

        :param datetime moment: naive UTC, now by default
        :return: dict of post to users; a leave substitute in the place of whom they stand in for,
                 and the regular holder before an additional charge; vacant posts are missing
        """
        postings = self.env["police.posting"].sudo()
        current = postings._current(moment) & Domain("post_id", "in", self.ids)
        holders = {}
        for post, rows in (
            postings.search(current, order="date_from, id").grouped("post_id").items()
        ):
            acting = rows - rows.stands_in_for_id
            holders[post] = acting.sorted(
                lambda row: KIND_ORDER.index((row.stands_in_for_id or row).kind)
            ).user_id
        return holders

    def write(self, vals):
        """What belongs to a post that is archived, or is back, passes on."""
        result = super().write(vals)
        if "active" in vals:
            self.env["police.posting"]._passes_on({fields.Datetime.now()})
        return result

    def _nearest_to(self, unit):
        """The one of these posts that has most to do with a unit: the nearest at or above it, of
        the highest rank; else whichever ranks highest."""
        line = unit._ancestor_ids() if unit else []

        def place(post):
            at = post.unit_id.id
            return line.index(at) if at in line else -1, post.rank_id.level

        return self.sorted(place, reverse=True)[:1]

    def _taking_over_from(self, user):
        """Who stands in for a user in this post, or for whom the user stood in.

        :return: users, whether they hold it now or not
        """
        postings = self.env["police.posting"].sudo().search([("post_id", "=", self.id)])
        theirs = postings.filtered(lambda row: row.user_id == user)
        for_them = postings.filtered(lambda row: row.stands_in_for_id in theirs)
        return (for_them | theirs.stands_in_for_id).user_id

    def _stand_above(self, posts):
        """Whether one of these posts is of a higher rank than one of others, in its line."""
        return any(
            above.rank_id.level > post.rank_id.level
            and above.unit_id.id in post.unit_id._ancestor_ids()
            for post in posts
            for above in self
        )

    @api.model
    def _ladder(self, units):
        """Who answers for these units now, at every rank.

        :rtype: Ladder
        """
        ancestors = {unit.id: unit._ancestor_ids()[::-1] for unit in units.sudo()}
        above = {unit_id for chain in ancestors.values() for unit_id in chain}
        posts = self.sudo().search([("unit_id", "in", list(above))])
        holders = posts._holders()
        ranks = self.env["police.rank"].sudo().search([])  # pylint: disable=no-search-all
        return Ladder(
            ancestors,
            [
                (
                    post.id,
                    post.unit_id.id,
                    post.rank_id.level,
                    holders[post]._ids if post in holders else (),
                )
                for post in posts
            ],
            {rank.id: rank.level for rank in ranks},
        )
