from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


class PolicePosting(models.Model):
    """Who holds a post, from which moment to which (UTC, to the second)."""

    _name = "police.posting"
    _description = "Posting"
    _inherit = [
        "police.posting.role.mixin",
        "police.audited.mixin",
        "police.recheck.after.write.mixin",
        "police.posting.clock.mixin",
        "police.posting.substitute.mixin",
        "police.posting.known.mixin",
        "police.posting.order.mixin",
    ]
    _order = "date_from desc, id desc"

    _audited_fields = (
        *("post_id", "user_id", "kind", "stands_in_for_id"),
        *("date_from", "date_to", "note"),
    )

    post_id = fields.Many2one("police.post", required=True, index=True, ondelete="restrict")
    unit_id = fields.Many2one(
        related="post_id.unit_id", store=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(
        [
            ("regular", "Regular"),
            ("additional", "Additional charge"),
            ("substitute", "Leave substitute"),
        ],
        required=True,
        default="regular",
    )
    date_from = fields.Datetime("From", required=True, default=fields.Datetime.now)
    date_to = fields.Datetime("Until", help="Empty while it lasts.")
    note = fields.Char()

    _dates = models.Constraint(
        "CHECK (date_to IS NULL OR date_to > date_from)", "A posting ends after it begins."
    )

    def _audit_districts(self):
        return {posting: posting.post_id.unit_id.district_id for posting in self}

    @api.depends("post_id", "user_id")
    def _compute_display_name(self):
        for posting in self:
            posting.display_name = f"{posting.user_id.name}: {posting.post_id.display_name}"

    @api.constrains("post_id", "kind", "date_from", "date_to")
    def _check_one_holder(self):
        """A unit has one regular head at a time, however many posts of that rank it has."""
        heads = self.filtered(
            lambda row: (
                row.kind == "regular" and row.post_id.rank_id.unit_kind == row.post_id.unit_id.kind
            )
        )
        if not heads:
            return
        self.flush_model()
        # Two administrators at once: the second has to begin anew, and then sees the first's.
        self.env.execute_query(
            SQL(
                "UPDATE police_unit SET write_date = write_date WHERE id IN %s RETURNING id",
                heads.post_id.unit_id._ids,
            )
        )
        doubled = self.env.execute_query(
            SQL(
                """SELECT one.post_id FROM police_posting one
                   JOIN police_post post ON post.id = one.post_id
                   JOIN police_post twin
                     ON twin.unit_id = post.unit_id AND twin.rank_id = post.rank_id
                   JOIN police_posting other
                     ON other.post_id = twin.id AND other.id != one.id
                        AND tsrange(other.date_from, other.date_to)
                            && tsrange(one.date_from, one.date_to)
                   WHERE one.id IN %s AND other.kind = 'regular' LIMIT 1""",
                heads._ids,
            )
        )
        for (post_id,) in doubled:
            post = self.env["police.post"].browse(post_id)
            raise ValidationError(
                self.env._(
                    "%(post)s is held by somebody else at that time.", post=post.display_name
                )
            )

    @api.model
    def _current_of(self, user_id):
        """The postings that a user holds at this moment."""
        return self.search(Domain("user_id", "=", user_id) & self._current())

    @api.model
    def _users_serving(self, units):
        """Who serves at units at this moment, by whatever kind of posting.

        The officers of a station answer for its outposts, those of a successor for what ended.
        What is about the root of the tree has nowhere else to go: nobody is kept from it.

        :return: dict of unit to frozenset of user ids
        """
        offices = {unit: unit._offices_meant() for unit in units.sudo().filtered("parent_id")}
        at_units = Domain("unit_id", "in", self.env["police.unit"].union(*offices.values()).ids)
        postings = self.sudo().search(at_units & self._current()) if offices else self.browse()
        return {
            unit: frozenset(postings.filtered(lambda row, at=at: row.unit_id in at).user_id.ids)
            for unit, at in offices.items()
        }
