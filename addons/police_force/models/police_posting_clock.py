from bisect import bisect_right

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, ormcache

from ..tools.by_service import BY_SERVICE


class PolicePostingClockMixin(models.AbstractModel):
    """What follows from postings beginning and ending, at the moment they do."""

    _name = "police.posting.clock.mixin"
    _description = "Postings in Time"

    @api.model
    def _lasting(self, moment=None):
        """Domain on postings: they are in force at a moment, now by default, or will be later.

        :param datetime moment: naive UTC
        """
        moment = moment or fields.Datetime.now()
        return Domain("date_to", "=", False) | Domain("date_to", ">", moment)

    @api.model
    def _current(self, moment=None):
        """Domain on postings: they are in force at a moment, now by default.

        :param datetime moment: naive UTC
        """
        moment = moment or fields.Datetime.now()
        return Domain("date_from", "<=", moment) & self._lasting(moment)

    @api.model_create_multi
    def create(self, vals_list):
        postings = super().create(vals_list)
        postings._changed()
        return postings

    def write(self, vals):
        before = self._boundaries_of()
        result = super().write(vals)
        self._changed(before)
        return result

    def unlink(self):
        before = self._boundaries_of()
        result = super().unlink()
        self.browse()._changed(before)
        return result

    def _boundaries_of(self):
        return {moment for row in self for moment in (row.date_from, row.date_to) if moment}

    def _changed(self, before=frozenset()):
        """Forget who saw what. What passes on with the posts extends `_passes_on`.

        :param before: the boundaries that the postings had until now
        """
        self.env.registry.clear_cache()
        if self.env.context.get("police_order_goes_on") is not BY_SERVICE:
            self._passes_on(before | self._boundaries_of())

    @api.model
    def _passes_on(self, boundaries):
        """Have what belongs to the posts pass on with them.

        :param boundaries: moments at which they change or changed hands
        """

    @api.model
    def _epoch(self):
        """Number of the interval between two boundaries of any postings in which now lies.

        Who holds what is the same throughout one, so that it is a key to keep answers under.
        """
        return bisect_right(self._boundaries(), fields.Datetime.now())

    @api.model
    @ormcache()
    def _boundaries(self):
        self.flush_model(["date_from", "date_to"])
        rows = self.env.execute_query(
            SQL(
                """SELECT date_from FROM police_posting UNION
                   SELECT date_to FROM police_posting WHERE date_to IS NOT NULL ORDER BY 1"""
            )
        )
        return tuple(moment for (moment,) in rows)
