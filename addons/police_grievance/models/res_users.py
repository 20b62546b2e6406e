from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache


class PoliceScope(NamedTuple):
    """What the posts that a user holds at this moment let him see.

    Hashable, since it is part of the key under which record rules are cached.
    """

    everything: bool = False
    district_ids: tuple = ()
    circle_ids: tuple = ()
    unit_ids: tuple = ()
    post_ids: tuple = ()

    @property
    def jurisdiction(self):
        """Domain on a complaint: it lies in the user's jurisdiction."""
        if self.everything:
            return Domain.TRUE
        return Domain.OR(
            Domain(field, "in", ids)
            for field, ids in (
                ("unit_id", self.unit_ids),
                ("circle_id", self.circle_ids),
                ("district_id", self.district_ids),
            )
            if ids
        )

    @property
    def not_about_own_unit(self):
        """Domain on a complaint: it is not about a unit in which the user serves."""
        if not self.unit_ids:
            return Domain.TRUE
        return Domain("complained_unit_id", "=", False) | Domain(
            "complained_unit_id", "not in", self.unit_ids
        )

    @property
    def open_identity(self):
        """Domain on a complaint: in jurisdiction, and its complainant hides from nobody there."""
        return self.jurisdiction & self.not_about_own_unit & Domain("identity", "=", "open")

    @staticmethod
    def of_complaint(domain):
        """The same domain, for a record that belongs to a complaint.

        The complaint's own rules are part of the domain, hence no second check.
        """
        return domain if domain.is_true() else Domain("complaint_id", "any!", domain)


class ResUsers(models.Model):
    _inherit = "res.users"

    police_posting_ids = fields.One2many("police.posting", "user_id", "Postings")

    @api.model
    def _police_scope(self):
        """The current user's scope, at this very moment.

        :rtype: PoliceScope
        """
        now = fields.Datetime.now()
        everything, district_ids, circle_ids, unit_ids, post_ids = False, set(), set(), set(), set()
        for date_from, date_to, post_id, kind, ids in self._police_scope_intervals(self.env.uid):
            if date_from > now or (date_to and date_to <= now):
                continue
            post_ids.add(post_id)
            everything = everything or kind == "everything"
            {"district": district_ids, "circle": circle_ids}.get(kind, unit_ids).update(ids)
        return PoliceScope(
            everything, *(tuple(sorted(ids)) for ids in (district_ids, circle_ids, unit_ids, post_ids))
        )

    @api.model
    @ormcache("user_id")
    def _police_scope_intervals(self, user_id):
        """All postings of a user as (from, to, post id, kind of scope, unit ids).

        Only rows, no clock: the cache stays true while time passes.
        """
        postings = self.env["police.posting"].sudo().search([("user_id", "=", user_id)])
        return tuple(
            (posting.date_from, posting.date_to, posting.post_id.id, *posting.unit_id._scope_of_post())
            for posting in postings
        )
