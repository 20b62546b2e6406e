from typing import NamedTuple

from odoo import models


class PlaceInTree(NamedTuple):
    """Where a unit stands: the ids of all above it, what it is, its circle and its district."""

    path: str
    kind: str
    circle_id: int
    district_id: int

    @property
    def stamp(self):
        """What is kept of it with whatever goes to the unit."""
        return self.circle_id, self.district_id


class PoliceUnitMovingMixin(models.AbstractModel):
    """A unit gets another place in the tree, with all below it."""

    _name = "police.unit.moving.mixin"
    _description = "Move of a Police Unit"
    _inherit = "police.unit.succession.mixin"

    def write(self, vals):
        """What belongs to units follows them, by `_has_moved`."""
        before = self._places_in_tree() if vals.keys() & {"parent_id", "kind"} else {}
        result = super().write(vals)
        after = self._places_in_tree() if before else {}
        moved = self.browse(unit.id for unit in after if after[unit] != before.get(unit))
        if moved:
            # Whoever writes units with ended ones does not mean what is done, or archived posts.
            moved.with_context(active_test=True)._has_moved(before)
        return result

    def _places_in_tree(self):
        """Of these units and of all below, ended ones, too.

        :return: {unit: PlaceInTree}
        """
        below = self.sudo().with_context(active_test=False).search([("id", "child_of", self.ids)])
        return {
            unit: PlaceInTree(unit.parent_path, unit.kind, unit.circle_id.id, unit.district_id.id)
            for unit in below
        }

    def _told_before_move(self, parent, kind):
        """What follows once this unit belongs to `parent` and is a `kind`. Whoever knows extends this.

        :return: list of sentences
        """
        self.ensure_one()
        return []

    def _has_moved(self, before):
        """These units stand elsewhere now. What else belongs to units extends this.

        :param dict before: unit to its PlaceInTree until now
        :return: True
        """
        for district, units in self.grouped("district_id").items():
            of_units = [
                ("unit_id", "in", units.ids),
                ("district_id", "not in", (False, district.id)),
            ]
            places = self.env["police.place"].sudo().with_context(active_test=False)
            places.search(of_units).district_id = district
            grants = self.env["police.role.grant"].sudo()
            grants.search([*of_units, ("state", "=", "waiting")]).district_id = district
        return True
