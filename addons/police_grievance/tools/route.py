"""The vocabulary of routing: what is asked, what is known, what is answered."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from odoo.addons.police_force.tools.text import normalise

from .place_tokens import cut
from .surroundings import named_other_police

# Confidence is in per cent. From here on a complaint goes to its station at once; below, the zone
# desk decides.
CERTAIN = 80
# What contradicts itself is never certain.
CONFLICT = 60
# Names of fewer consonants are met everywhere.
SHORT_KEY = 3

_PIN_CODE = re.compile(r"(?<!\d)([1-9]\d{2}) ?(\d{3})(?!\d)")


class Request(NamedTuple):
    """What is known about where: texts, degrees or None, the id of a place that was chosen."""

    text: str = ""
    place_text: str = ""
    pin_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    place: int = 0


@dataclass(frozen=True)
class Route:
    """Where a complaint belongs; `unit` 0 means nobody knows.

    `rule` is the code of what decided; `details` has what it went by: words, pin_code, kilometres.
    """

    rule: str
    unit: int = 0
    confidence: int = 0
    alternatives: tuple[int, ...] = ()
    place: int = 0
    details: dict = field(default_factory=dict)

    @property
    def state(self):
        """certain, proposed or unknown"""
        if not self.unit:
            return "unknown"
        return "certain" if self.confidence >= CERTAIN else "proposed"


class Evidence(NamedTuple):
    """What the request says, read once.

    `mentions` are (mention, whether it answers "where?"); `outside` those of places that are not
    of the zone, `written` the words, `other_police` the word for railway or cyber police.
    """

    mentions: list
    outside: list
    written: list
    pins: list
    districts: frozenset
    disagree: bool
    near: list
    other_police: str


def read_evidence(gazetteer, request):
    """Return the Evidence of a request."""
    tokens, of_place = cut(request.text), cut(request.place_text)
    found = [(mention, True) for mention in gazetteer.names.find(of_place, answers_where=True)]
    found += [(mention, False) for mention in gazetteer.names.find(tokens)]
    mentions = [pair for pair in found if not _is_outside(pair[0])]
    outside = [
        mention
        for mention, _in_place in found
        if _is_outside(mention)
        and mention.exact
        and (len(mention.key) >= SHORT_KEY or mention.around.located)
    ]
    written = f"{request.pin_code} / {request.place_text} / {request.text}"
    codes = dict.fromkeys(map("".join, _PIN_CODE.findall(normalise(written))))
    pins = [code for code in codes if code in gazetteer.pins]
    named = _named_districts(mentions)
    of_pins = {place.district for code in pins for place in gazetteer.pins[code]}
    chosen = gazetteer.places.get(request.place)
    if chosen:
        named = {chosen.district}
    disagree = bool(named and of_pins) and not named & of_pins
    districts = frozenset(named | of_pins if disagree else (named & of_pins) or named or of_pins)
    near = []
    if request.latitude and request.longitude:
        near = gazetteer.nearest(request.latitude, request.longitude)
    other_police = named_other_police(tokens.words)
    return Evidence(mentions, outside, tokens.words, pins, districts, disagree, near, other_police)


def _is_outside(mention):
    """Whether a name is rather that of a place outside the zone, which a village may share."""
    kinds = {name.kind for name in mention.names}
    return "outside" in kinds and not (kinds & {"station", "district"} or mention.around.village)


def _named_districts(mentions):
    """The districts that are named; those of an address of an office only if no other is."""
    by_role = {True: set(), False: set()}
    for mention, _in_place in mentions:
        for name in mention.names:
            if (
                name.kind == "district"
                and not mention.cued
                and mention.around.role != "other_police"
            ):
                by_role[mention.around.role in ("office", "road", "towards", "origin")].add(
                    name.district
                )
    return by_role[False] or by_role[True]
