from odoo import api, models
from odoo.tools import ormcache

from ...tools.gazetteer import Gazetteer, Place, Unit
from ...tools.route import Request
from ...tools.routing import find_route
from ...tools.subject_and_text import subject_and_text

# Where a place is said at all, it is said in the first pages.
READ_LENGTH = 10_000


class PoliceRouting(models.AbstractModel):
    """Finds the station for what a citizen says about where."""

    _name = "police.routing"
    _description = "Routing"

    @api.model
    def _find(self, vals):
        """Where a complaint with these values belongs. Costs no query once the lists are in memory.

        :param dict vals: place_id, place_text, pin_code, latitude, longitude, subject, description
        :rtype: odoo.addons.police_grievance.tools.route.Route
        """
        text = subject_and_text(vals.get("subject"), vals.get("description"))
        request = Request(
            text[:READ_LENGTH],
            vals.get("place_text") or "",
            vals.get("pin_code") or "",
            vals.get("latitude") or None,
            vals.get("longitude") or None,
            vals.get("place_id") or 0,
        )
        return find_route(self._gazetteer(), request)

    @api.model
    def _stamp(self, unit_id):
        """Values that put a complaint with a unit, read from memory.

        :param int unit_id: id of an active unit, or 0
        """
        unit = self._gazetteer().units.get(unit_id)
        return {
            "unit_id": unit_id or False,
            "district_id": (unit and unit.district) or False,
            "circle_id": (unit and unit.circle) or False,
        }

    @api.model
    @ormcache()
    def _gazetteer(self):
        """All units and places, as routing reads them; kept until one changes.

        :rtype: odoo.addons.police_grievance.tools.gazetteer.Gazetteer
        """
        gazetteer = Gazetteer()
        # As superuser and without the reader's language: everybody shares the answer.
        root = self.sudo().with_context(lang=None, active_test=False)
        units = root.env["police.unit"].search([])  # pylint: disable=no-search-all
        self._add_units(gazetteer, units)
        self._add_places(gazetteer, root.env["police.place"].search([("active", "=", True)]))
        return gazetteer

    def _add_units(self, gazetteer, units):
        gazetteer.desk = units.filtered(lambda unit: unit.active and not unit.parent_id)[:1].id or 0
        targets = {}
        for unit in units:
            if unit.active:
                gazetteer.units[unit.id] = Unit(
                    unit.id, unit.kind, unit.district_id.id, unit.circle_id.id, *_coordinates(unit)
                )
            if target := unit._routing_target():
                targets[unit.id] = target
        for unit, names in units.browse(targets)._names_in_all_languages().items():
            target = targets[unit.id]
            kind = "district" if target.kind == "district" else "station"
            for name in names:
                gazetteer.names.add(name, kind, target.id, target.district_id.id)

    def _add_places(self, gazetteer, places):
        """Put places on the map that routing asks, by their names in every language."""
        named = {}
        for place in places:
            if place.kind == "outside":
                named[place.id] = None
                continue
            station = place.unit_id._routing_target()
            district = place.district_id or station.district_id
            if district.id not in gazetteer.units:
                continue
            gazetteer.add_place(
                Place(
                    place.id, place.kind, district.id, station.id or 0,
                    place.pin_code or "", *_coordinates(place),
                )
            )  # fmt: skip
            if place.kind != "pin_code":
                named[place.id] = district.id
        # Of these only: names in several languages are what takes long.
        for place, names in places.browse(named)._names_in_all_languages().items():
            district_id = named[place.id]
            if district_id is None:
                gazetteer.add_outside(place.id, names)
                continue
            for name in names:
                gazetteer.names.add(name, "place", place.id, district_id)


def _coordinates(record):
    if record.latitude or record.longitude:
        return record.latitude, record.longitude
    return None, None
