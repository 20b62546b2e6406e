from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

KIND_ORDER = ("regular", "additional", "substitute")
# What decides who stands in for whom, and until when.
TOUCHING = frozenset(("kind", "post_id", "user_id", "date_from", "date_to", "stands_in_for_id"))


class PolicePostingSubstituteMixin(models.AbstractModel):
    """For postings: a leave substitute acts in the place of one of them, and no longer than it lasts.

    `date_to` is when a posting ends, whatever ends it. Until when the leave was ordered is kept
    beside it: a posting that lasts longer after all is substituted for longer, too. Who was posted
    to a vacant post as a substitute acts until somebody is posted there.
    """

    _name = "police.posting.substitute.mixin"
    _description = "Substitution in a Post"

    stands_in_for_id = fields.Many2one(
        "police.posting",
        "Stands in for",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        help="Empty: for whoever holds the post when the substitution begins.",
    )
    ordered_to = fields.Datetime("Ordered until", readonly=True, copy=False)

    @api.constrains("stands_in_for_id", "post_id", "kind", "user_id", "date_from")
    def _check_stands_in_for(self):
        for row in self.filtered("stands_in_for_id"):
            other = row.stands_in_for_id
            kinds_fit = row.kind == "substitute" and other.kind != "substitute"
            same_post, same_user = row.post_id == other.post_id, row.user_id == other.user_id
            if not kinds_fit or not same_post or same_user:
                raise ValidationError(
                    self.env._("A substitute stands in for somebody else's posting to that post.")
                )
            if other.date_to and other.date_to <= row.date_from:
                raise ValidationError(
                    self.env._(
                        "%(posting)s ends before the substitution begins.",
                        posting=other.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        postings = super().create(
            [{**vals, "ordered_to": vals.get("date_to", False)} for vals in vals_list]
        )
        postings._keep_substitutes_within()
        return postings

    def write(self, vals):
        if "date_to" in vals and "ordered_to" not in vals:
            vals = {**vals, "ordered_to": vals["date_to"]}
        if not vals.keys() & TOUCHING:
            return super().write(vals)
        if vals.keys() & {"kind", "post_id"}:
            vals = {"stands_in_for_id": False, **vals}
        before = {row: row._is_whose() for row in self}
        result = super().write(vals)
        self.filtered(lambda row: row._is_whose() != before[row])._substitutes()._end_now()
        self._keep_substitutes_within()
        return result

    def unlink(self):
        substitutes = self._substitutes() - self
        result = super().unlink()
        substitutes._end_now()
        return result

    def _is_whose(self):
        return self.user_id, self.post_id, self.kind == "substitute"

    def _substitutes(self):
        """The substitutions for these postings, in sudo."""
        return self.sudo().search([("stands_in_for_id", "in", self.ids)])

    def _held_at_its_beginning(self):
        """The posting of somebody else to the post at that moment, a regular one before others."""
        held = self.search(
            self._current(self.date_from)
            & Domain("post_id", "=", self.post_id.id)
            & Domain("kind", "!=", "substitute")
            & Domain("user_id", "!=", self.user_id.id),
            order="date_from, id",
        )
        return held.sorted(lambda row: KIND_ORDER.index(row.kind))[:1]

    def _keep_substitutes_within(self):
        """Say for whom these stand in; end what stands in for them with them, and for a vacancy
        with that."""
        mine = self.sudo().filtered(lambda row: row.kind == "substitute")
        for row in mine.filtered(lambda row: not row.stands_in_for_id):
            found = row._held_at_its_beginning()
            if found:
                row.stands_in_for_id = found
        for_nobody = Domain("stands_in_for_id", "=", False) & Domain("kind", "=", "substitute")
        found = self.sudo().search(
            Domain("stands_in_for_id", "in", self.ids)
            | (for_nobody & Domain("post_id", "in", self.post_id.ids))
        )
        for row in found | mine:
            row._end_at(min(filter(None, (row.ordered_to, row._lasts_until())), default=False))

    def _lasts_until(self):
        """When that ends for which this stands in; False where it does not."""
        if self.stands_in_for_id:
            return self.stands_in_for_id.date_to
        coming = Domain("post_id", "=", self.post_id.id) & Domain("kind", "!=", "substitute")
        coming &= Domain("date_from", ">", self.date_from)
        return self.search(coming, order="date_from", limit=1).date_from

    def _end_at(self, moment):
        """End one substitution at a moment; what is over stays as it was."""
        now = fields.Datetime.now()
        over = self.date_to and self.date_to <= now
        if moment == self.date_to or (over and moment and moment <= now):
            return
        if moment and moment <= self.date_from:
            self._end_now()
        else:
            self.write({"date_to": moment, "ordered_to": self.ordered_to})

    def _end_now(self):
        """End substitutions for good; those that were to come never begin."""
        now = fields.Datetime.now()
        lasting = self.exists().filtered_domain(self._lasting(now))
        coming = lasting.filtered(lambda row: row.date_from >= now)
        if lasting:
            coming.unlink()
            (lasting - coming).write({"date_to": now})
