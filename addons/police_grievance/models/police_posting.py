from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


class PolicePosting(models.Model):
    """Who holds a post, from which moment to which (UTC, to the second)."""

    _name = "police.posting"
    _description = "Posting"
    _inherit = "police.jurisdiction"
    _order = "date_from desc, id desc"

    post_id = fields.Many2one("police.post", required=True, index=True, ondelete="cascade")
    unit_id = fields.Many2one(related="post_id.unit_id", store=True, index=True)
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

    @api.depends("post_id", "user_id")
    def _compute_display_name(self):
        for posting in self:
            posting.display_name = f"{posting.user_id.name}: {posting.post_id.display_name}"

    @api.constrains("post_id", "kind", "date_from", "date_to")
    def _check_one_holder(self):
        """A post that heads a unit has one regular holder at a time."""
        heads = self.filtered(lambda row: row.kind == "regular" and row.post_id.rank_id.unit_kind)
        if not heads:
            return
        self.flush_model()
        # Two administrators at once: the second has to begin anew, and then sees the first's.
        self.env.execute_query(
            SQL(
                "UPDATE police_post SET write_date = write_date WHERE id IN %s RETURNING id",
                heads.post_id._ids,
            )
        )
        doubled = self.env.execute_query(
            SQL(
                """SELECT one.post_id FROM police_posting one JOIN police_posting other
                   ON other.post_id = one.post_id AND other.id != one.id
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

    @api.model_create_multi
    def create(self, vals_list):
        postings = super().create(vals_list)
        postings._changed()
        return postings

    def write(self, vals):
        result = super().write(vals)
        self._changed()
        return result

    def _changed(self):
        """Forget who saw what, and have activities pass on now and at each boundary to come."""
        self.env.registry.clear_cache()
        now = fields.Datetime.now()
        moments = {
            moment
            for row in self
            for moment in (row.date_from, row.date_to)
            if moment and moment > now
        }
        self.env.ref("police_grievance.ir_cron_pass_on")._trigger([now, *sorted(moments)])

    def unlink(self):
        result = super().unlink()
        self.browse()._changed()
        return result

    @api.model
    def _users_serving(self, units):
        """Who serves at units at this moment, by whatever kind of posting.

        The officers of a station answer for its outposts. What is about the root of the tree has
        nowhere else to go, so that nobody is kept from it.

        :return: dict of unit to frozenset of user ids
        """
        now = fields.Datetime.now()
        offices = {
            unit: unit | unit.parent_id.filtered(lambda parent: parent.kind == "station")
            for unit in units.sudo().filtered("parent_id")
        }
        at_units = Domain("unit_id", "in", self.env["police.unit"].union(*offices.values()).ids)
        current = Domain("date_from", "<=", now) & (
            Domain("date_to", "=", False) | Domain("date_to", ">", now)
        )
        postings = self.sudo().search(at_units & current) if offices else self.browse()
        return {
            unit: frozenset(postings.filtered(lambda row, at=at: row.unit_id in at).user_id.ids)
            for unit, at in offices.items()
        }
