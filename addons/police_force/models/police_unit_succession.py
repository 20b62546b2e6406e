from odoo import api, models
from odoo.exceptions import ValidationError


class PoliceUnitSuccessionMixin(models.AbstractModel):
    """Who came after a unit that ended: whatever asks for that unit is led there."""

    _name = "police.unit.succession.mixin"
    _description = "Succession of Police Units"

    @api.constrains("successor_id")
    def _check_successor(self):
        if self._has_cycle("successor_id"):
            raise ValidationError(self.env._("A unit cannot be its own successor."))

    @api.constrains("active", "parent_id")
    def _check_above_in_use(self):
        """Nothing is put below a unit that has ended."""
        for unit in self.filtered(lambda unit: unit.active and unit.parent_id):
            unit.parent_id._check_takes_more()

    def _check_takes_more(self):
        """Refuse to give anything to a unit that has ended.

        :raise ValidationError: it has
        """
        for unit in self.filtered(lambda unit: not unit.active):
            raise ValidationError(unit._ended_words())

    def _ended_words(self):
        """That this unit has ended, and who came after it, in a sentence."""
        names = {"unit": self.name, "later": self._in_charge().name}
        if self.sudo().successor_id:
            return self.env._("“%(unit)s” is now a part of “%(later)s”: choose that one.", **names)
        return self.env._("“%(unit)s” has ended: choose “%(later)s”.", **names)

    def _in_charge(self):
        """The unit in use that has the work of this one: itself, else its successor, else the one above.

        The root of the tree, where neither is left.

        :rtype: PoliceUnit
        """
        unit, seen = self.sudo(), self.browse()
        while unit and not unit.active and unit not in seen:
            seen |= unit
            unit = unit.successor_id or unit.parent_id
        if self and not unit.active:
            unit = self.with_context(active_test=True)._zone_desk().with_env(self.env)
        return unit.sudo(self.env.su)

    def _with_successors(self):
        """These units, and those that came after the ones that have ended."""
        found = coming = self
        while coming:
            coming = coming.filtered(lambda unit: not unit.active).successor_id - found
            found |= coming
        return found

    def _offices_meant(self):
        """Where those serve whom it concerns that something is about these units.

        There, for an outpost at its station as well, and at what came after them.
        """
        stations = self.parent_id.filtered(lambda parent: parent.kind == "station")
        return (self | stations)._with_successors()

    def _with_predecessors(self):
        """These units, and the ended ones that they came after."""
        found = coming = self
        while coming:
            ended = [("successor_id", "in", coming.ids), ("active", "=", False)]
            coming = self.with_context(active_test=False).search(ended) - found
            found |= coming
        return found
