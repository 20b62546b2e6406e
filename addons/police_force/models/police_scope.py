from typing import NamedTuple

from odoo.fields import Domain


class PoliceScope(NamedTuple):
    """What the posts that a user holds at this moment let him see.

    Hashable, since it is part of the key under which record rules are cached.
    """

    everything: bool = False
    district_ids: tuple = ()
    circle_ids: tuple = ()
    unit_ids: tuple = ()
    post_ids: tuple = ()
    own_unit_ids: tuple = ()
    office_ids: tuple = ()

    @property
    def of_units(self):
        """Domain on what goes to a unit: it lies in the user's jurisdiction."""
        if self.everything:
            return Domain.TRUE
        return Domain.OR(
            Domain(path, "in", ids)
            for path, ids in (
                ("unit_id", self.unit_ids),
                ("unit_id.circle_id", self.circle_ids),
                ("unit_id.district_id", self.district_ids),
            )
            if ids
        )
