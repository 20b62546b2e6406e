from odoo import api, models


class PoliceUnitMoveToldMixin(models.AbstractModel):
    """What moving a unit does to complaints is told before it is done."""

    _name = "police.unit.move.told.mixin"
    _description = "What Moving a Unit Does"
    _inherit = "police.unit.moving.mixin"

    @api.onchange("parent_id", "kind")
    def _onchange_place_in_tree(self):
        """Say at once how many complaints follow."""
        unit = self._origin
        if not unit.has_access("write"):
            return None
        words = unit and unit._told_before_move(self.parent_id._origin, self.kind)
        if not words:
            return None
        return {"warning": {"title": self.env._("Before you save"), "message": "\n".join(words)}}

    def _told_before_move(self, parent, kind):
        """What it does to open complaints that this unit belongs to `parent` and is a `kind`.

        :return: list of sentences; none where nothing follows
        """
        coming = self._stamps_to_come(parent, kind)
        counts = self.browse(unit.id for unit in coming)._open_complaints_by_unit()
        changed = {"circle_id": 0, "district_id": 0}
        for unit, stamp in coming.items():
            for name, count in changed.items():
                if unit[name] != stamp[name]:
                    changed[name] = count + counts.get(unit.id, 0)
        sentences = {
            "circle_id": self.env._(
                "Open complaints that change circle: %(count)s", count=changed["circle_id"]
            ),
            "district_id": self.env._(
                "Open complaints that change district: %(count)s", count=changed["district_id"]
            ),
        }
        told = [sentences[name] for name, count in changed.items() if count]
        return [*super()._told_before_move(parent, kind), *told]

    def _stamps_to_come(self, parent, kind):
        """Circle and district of this unit and of all below, once it belongs to `parent`.

        :return: {unit: {"circle_id": unit, "district_id": unit}}, from the top down
        """
        self.ensure_one()
        below = self.sudo().with_context(active_test=False).search([("id", "child_of", self.ids)])
        found = {}
        for unit in below.sorted(lambda unit: (unit.parent_path or "").count("/")):
            own_kind = kind if unit == self else unit.kind
            above = parent.sudo() if unit == self else unit.parent_id
            stamp = found.get(above) or {name: above[name] for name in ("circle_id", "district_id")}
            found[unit] = {
                "circle_id": unit if own_kind == "circle" else stamp["circle_id"],
                "district_id": unit if own_kind == "district" else stamp["district_id"],
            }
        return found
