import re

from odoo import api, models

from ..tools.text import normalise
from .police_import_kind import Column, Outcome


class PoliceImportPlaces(models.AbstractModel):
    """A list of places; one is known by its kind, English name and PIN code in its district."""

    _name = "police.import.places"
    _description = "Import of Places"
    _inherit = "police.import.kind"

    @api.model
    def _columns(self):
        return [
            Column("name", self.env._("Name in English"), self.env._("As people write it"), True),
            Column("name_hindi", self.env._("Name in Hindi"), ""),
            Column(
                "kind",
                self.env._("Kind"),
                self.env._("locality, landmark, tehsil or PIN code area; empty: locality"),
            ),
            Column("pin_code", self.env._("PIN code"), self.env._("Six digits")),
            Column(
                "unit", self.env._("Code of the unit"), self.env._("Station, or district"), True
            ),
            Column("other_names", self.env._("Other names"), self.env._("Separated by semicolons")),
        ]

    @api.model
    def _check(self, rows, problems):
        """Add to the rows what they point to (`at`, the unit), and to `problems` what is wrong."""
        units = self._units_by_code({row["unit"] for row in rows})
        kinds = self._choices("police.place", "kind")
        seen = set()
        for row in rows:
            row["kind"] = row["kind"] or "locality"
            row["kind"] = self._choose(problems, row, "kind", kinds) or row["kind"]
            row["at"] = self._unit_of(problems, row, "unit", units)
            if row["at"] and row["at"].kind not in ("station", "district"):
                reason = self.env._("A place leads to a station, or to the district as a whole.")
                self._blame(problems, row, "unit", reason)
            if row["pin_code"] and not re.fullmatch(r"[1-9]\d{5}", row["pin_code"]):
                reason = self.env._("A PIN code has six digits.")
                self._blame(problems, row, "pin_code", reason)
            key = self._key(row["at"].district_id, row["kind"], row["name"], row["pin_code"])
            if key in seen:
                self._blame(problems, row, "name", self.env._("This place stands here twice."))
            seen.add(key)

    @api.model
    def _apply(self, rows):
        known = self._known_places({row["at"].district_id.id for row in rows})
        fresh, changed = [], 0
        for row in rows:
            key = self._key(row["at"].district_id, row["kind"], row["name"], row["pin_code"])
            values = self._values(row)
            if key not in known:
                fresh.append(values)
            elif differences := self._differences(known[key], values):
                known[key].write(differences)
                changed += 1
        self.env["police.place"].create(fresh)
        return Outcome([], len(fresh), changed, len(rows) - len(fresh) - changed)

    @staticmethod
    def _key(district, kind, name, pin_code):
        return district.id, kind, normalise(name), pin_code or ""

    def _known_places(self, district_ids):
        places = self.env["police.place"].with_context(active_test=False)
        found = places.search([("district_id", "in", list(district_ids))])
        return {
            self._key(place.district_id, place.kind, place.name_english, place.pin_code): place
            for place in found.filtered("name_english")
        }

    def _values(self, row):
        names = [name.strip() for name in row["other_names"].split(";") if name.strip()]
        return {
            "name_english": row["name"],
            "name_hindi": row["name_hindi"],
            "kind": row["kind"],
            "pin_code": row["pin_code"],
            "district_id": row["at"].district_id.id,
            "unit_id": row["at"].id if row["at"].kind == "station" else False,
            "alias_names": "\n".join(names),
        }
