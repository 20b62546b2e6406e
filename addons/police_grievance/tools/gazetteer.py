"""What routing knows of units and places, in memory: names, PIN codes, coordinates."""

from collections import defaultdict
from dataclasses import dataclass, field
from math import cos, hypot, radians
from typing import NamedTuple

from .name_index import NameIndex

KILOMETRES_PER_DEGREE = 111.2


class Unit(NamedTuple):
    """A unit of the tree; ids are 0 and coordinates None where there is none."""

    id: int
    kind: str
    district: int
    circle: int
    latitude: float | None
    longitude: float | None


class Place(NamedTuple):
    """A place; `station` is 0 until an administrator has settled which one it belongs to."""

    id: int
    kind: str
    district: int
    station: int
    pin_code: str
    latitude: float | None
    longitude: float | None


@dataclass
class Gazetteer:
    """All units and places of the force."""

    desk: int = 0
    units: dict[int, Unit] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    pins: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    names: NameIndex = field(default_factory=NameIndex)

    def add_place(self, place):
        """Enter a place under its id and its PIN code."""
        self.places[place.id] = place
        if place.pin_code:
            self.pins[place.pin_code].append(place)

    def add_outside(self, place, names):
        """Enter a place outside the zone by its names; nobody here answers for it."""
        for name in names:
            self.names.add(name, "outside", place, 0)

    def stations_of(self, district):
        """How many stations a district has."""
        return sum(
            unit.kind == "station" and unit.district == district for unit in self.units.values()
        )

    def nearest(self, latitude, longitude, districts=(), most=3):
        """Return (kilometres, station id) of the nearest stations that have coordinates.

        :param districts: ids; only stations there, unless empty
        """
        found = [
            (_kilometres(latitude, longitude, unit.latitude, unit.longitude), unit.id)
            for unit in self.units.values()
            if unit.kind == "station"
            and unit.latitude is not None
            and (not districts or unit.district in districts)
        ]
        return sorted(found)[:most]


def _kilometres(latitude, longitude, other_latitude, other_longitude):
    """Distance over the few hundred kilometres of a zone, where the earth is flat enough."""
    east = (longitude - other_longitude) * cos(radians((latitude + other_latitude) / 2))
    return KILOMETRES_PER_DEGREE * hypot(latitude - other_latitude, east)
