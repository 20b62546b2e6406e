import re

from odoo import api, models

from ..tools.text import normalise
from .police_import_kind import Column, Outcome


class PoliceImportPlaces(models.AbstractModel):
    """A list of places; one is known by its kind, English name and PIN code in its district.

    Another name of a place of the same unit is known, too; of another spelling it is asked.
    """

    _name = "police.import.places"
    _description = "Import of Places"
    _inherit = "police.import.kind.mixin"

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
        units = self.env["police.unit"]._by_code({row["unit"] for row in rows})
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
            row["key"] = self._key(row["at"].district_id, row["kind"], row["name"], row["pin_code"])
            if row["key"] in seen:
                self._blame(problems, row, "name", self.env._("This place stands here twice."))
            seen.add(row["key"])
        # What is wrong is mended first: there may be less to ask about then.
        if not problems:
            self._find_places(rows, problems)

    def _find_places(self, rows, problems):
        """Give each row the `place` it means, leave out those that another row says."""
        places = self._places_of({row["at"].district_id.id for row in rows})
        known = {
            self._key(place.district_id, place.kind, place.name_english, place.pin_code): place
            for place in places.filtered("name_english")
        }
        by_sound = self._by_sound(places, lambda place: (place.district_id.id, place.unit_id.id))
        for row in rows:
            row["place"] = known.get(row["key"], places.browse())
        taken, earlier = {row["place"].id for row in rows}, {}
        for row in rows:
            group = (row["at"].district_id.id, self._station(row))
            said = (group, self._sound(row["name"]))
            if not row["place"]:
                found = self._alike(row, group, by_sound)
                found = [place for place in found if place.id not in taken]
                self._find_place(problems, row, found, earlier.get(said))
            earlier.setdefault(said, row)

    def _find_place(self, problems, row, places, earlier):
        names = {normalise(row[key]) for key in ("name", "name_hindi") if row[key]}
        for place, known in places and places[0].union(*places)._names_in_all_languages().items():
            if self._is_surely(row, place) and names & set(map(normalise, known)):
                row["place"] = place
                return
        reasons = [(place, self._reason(place)) for place in places]
        if earlier:
            reasons.append((earlier, self._row_reason(earlier)))
        found = self._same_among(problems, row, "name", reasons)
        if isinstance(found, dict):
            row["is_left_out"] = True
        elif found:
            row["place"] = found

    @staticmethod
    def _is_surely(row, place):
        is_pin = not (row["pin_code"] and place.pin_code) or row["pin_code"] == place.pin_code
        return is_pin and row["kind"] == place.kind

    def _reason(self, place):
        return self.env._(
            "There is %(place)s already, at the same unit. Is it the same?",
            place=place.display_name,
        )

    @api.model
    def _apply(self, rows):
        fresh, changed = [], 0
        for row in rows:
            values = self._values(row)
            if not row["place"]:
                fresh.append(values)
                continue
            place = row["place"]
            if normalise(place.name_english) != normalise(row["name"]):
                # The name by which it is known stays; the list has another one of it.
                values["name_english"] = False
                values["alias_names"] = "\n".join(self._other_names(place, row))
            if differences := self._differences(place, values):
                place.write(differences)
                changed += 1
        self.env["police.place"].create(fresh)
        return Outcome([], len(fresh), changed, len(rows) - len(fresh) - changed)

    @staticmethod
    def _key(district, kind, name, pin_code):
        return district.id, kind, normalise(name), pin_code or ""

    def _places_of(self, district_ids):
        places = self.env["police.place"].with_context(active_test=False)
        return places.search([("district_id", "in", list(district_ids))])

    @staticmethod
    def _station(row):
        return row["at"].id if row["at"].kind == "station" else False

    @staticmethod
    def _other_names(place, row):
        """All other names of a place, with those that a row has for it."""
        names = [*(place.alias_names or "").splitlines(), row["name"]]
        names += [name.strip() for name in row["other_names"].split(";")]
        return dict.fromkeys(name for name in names if name and name != place.name_hindi)

    def _values(self, row):
        names = [name.strip() for name in row["other_names"].split(";") if name.strip()]
        return {
            "name_english": row["name"],
            "name_hindi": row["name_hindi"],
            "kind": row["kind"],
            "pin_code": row["pin_code"],
            "district_id": row["at"].district_id.id,
            "unit_id": self._station(row),
            "alias_names": "\n".join(names),
        }
