from odoo import api, models

from ..tools.codes import near_key


class PoliceImportUnitsAlikeMixin(models.AbstractModel):
    """Whether a unit of a list that nobody knows by its code is one that is there already."""

    _name = "police.import.units.alike.mixin"
    _description = "Units of an Import That Are Alike"

    @api.model
    def _find_alike(self, rows, row_of, problems):
        """Give rows of unknown code the unit they mean, leave out those that another row says.

        :param dict row_of: rows by the key of their code
        """
        fresh = [row for row in rows if not row["unit"]]
        if not fresh:
            return
        units = self._own_units()
        by_code = {near_key(unit.code): unit for unit in units}
        by_sound = self._by_sound(units, lambda unit: (unit.district_id.id, unit.kind))
        taken = {row["unit"]: row for row in rows if row["unit"]}
        earlier = {}
        for row in fresh:
            found = self._alike(row, (self._district(row, row_of), row["kind"]), by_sound)
            near = by_code.get(near_key(row["code"]))
            found = ([near] if near else []) + [unit for unit in found if unit != near]
            reasons = [
                (row_of_it, self._row_reason(row_of_it))
                if (row_of_it := taken.get(unit))
                else (unit, self._reason(unit))
                for unit in found
            ]
            place = (row["parent_key"], row["kind"], self._sound(row["name"]))
            if place in earlier:
                reasons.append((earlier[place], self._row_reason(earlier[place])))
            self._decide(row, self._same_among(problems, row, "code", reasons), row_of)
            earlier.setdefault(place, row)

    def _own_units(self):
        """All units that the current user keeps, also those that ended."""
        units = self.env["police.unit"].with_context(active_test=False)
        return units.search([("is_kept", "=", True)])

    def _reason(self, unit):
        return self.env._(
            "There is %(unit)s already, with the code %(code)s. Is it the same?",
            unit=unit.name,
            code=unit.code,
        )

    def _decide(self, row, found, row_of):
        if isinstance(found, dict):
            row["is_left_out"] = True
            for below in row_of.values():
                if below["parent_key"] == row["key"]:
                    below["parent_key"] = found["key"]
        elif found:
            row["unit"] = found

    def _district(self, row, row_of):
        """The id of the district a row lies in, as far as it is there already."""
        seen = set()
        while not row["above"] and row["parent_key"] in row_of and row["key"] not in seen:
            seen.add(row["key"])
            row = row_of[row["parent_key"]]
            if row["unit"]:
                return row["unit"].district_id.id
        return row["above"].district_id.id
