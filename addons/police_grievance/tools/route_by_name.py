"""Routing by names: of stations, and of places whose station is settled.

What adds to the confidence and takes from it stands in the constants.
"""

from dataclasses import replace
from typing import NamedTuple

from .place_tokens import cut
from .place_words import EVERYDAY, GENERIC, GENITIVES, OBLIQUE_STATION
from .route import CERTAIN, CONFLICT, Route
from .surroundings import is_complained_of

# A name found in the answer to "where?", beside a word like "thana", or anywhere in the words.
IN_PLACE, BESIDE_STATION, IN_WORDS = 95, 90, 70
UNIQUE_NAME = 10  # no other district has a place of that name
SAME_DISTRICT = 10  # the words or the PIN code name the district too
SAME_PIN_CODE = 15  # the place's own PIN code is there as well
NEAR_POSITION = 10
OTHER_SPELLING = -15
SHORT_NAME = -10
TOWN_NAME = -10  # the name of the town alone, for "Kotwali <town>"
SETTLED_PLACE = -5  # the place's station, not the station's own name
NOT_SAID_WHERE = -15  # nothing around says that it is a place at all
CLOSE_NAME, SAME_NAME = 55, 50
RIVAL_WITHIN, ANY_RIVAL = 15, 60
SHORT_SOUND, LONG_KEY = 5, 4
MOST_NAMESAKES = 4
# What is said of a name changes which of several counts, and how sure one is of it.
RANK = {"home": -25, "origin": -45, "towards": -35, "office": -50, "road": -20, "scene": 15}
DOUBTFUL = {"origin", "towards", "office", "other_police"}
COMPLAINED_OF = 10


class Weighed(NamedTuple):
    """A route that a mention speaks for, its rank among others, and whether a name was asked for."""

    rank: int
    route: Route
    mention: object
    asked_for: bool


def by_name(gazetteer, _request, evidence):
    """A station, or a place whose station is settled, is named."""
    weighed = []
    for mention, in_place in evidence.mentions:
        if mention.around.role == "other_police":
            continue
        route = _of_mention(gazetteer, mention, in_place, evidence)
        if route:
            rank = route.confidence + (0 if in_place else RANK.get(mention.around.role, 0))
            rank += COMPLAINED_OF * is_complained_of(evidence.written, mention)
            weighed.append(Weighed(rank, route, mention, in_place or _asked_for(mention)))
    if not weighed:
        return None
    best = max(weighed, key=lambda one: one.rank)
    outside = _outside(best.mention, evidence)
    if outside:
        return outside
    return _doubted(_rivalled(best, weighed), best.mention, evidence)


def _rivalled(best, weighed):
    """The best route, uncertain where another station is named nearly as well.

    Where no word for a station stands beside the best, any other is enough.
    """
    within = RIVAL_WITHIN if best.asked_for else ANY_RIVAL
    rivals = [
        one.route.unit
        for one in sorted(weighed, key=lambda one: -one.rank)
        if one.route.unit != best.route.unit and one.rank > best.rank - within
    ]
    if not rivals:
        return best.route
    return replace(
        best.route,
        rule="several_named",
        confidence=min(best.route.confidence, CONFLICT),
        alternatives=tuple(dict.fromkeys([*rivals, *best.route.alternatives])),
    )


def _doubted(route, mention, evidence):
    """The route, uncertain where the words around speak against it."""
    if route.confidence < CERTAIN:
        return route
    if is_complained_of(evidence.written, mention):
        return replace(route, rule="station_complained", confidence=CONFLICT)
    if mention.around.role in DOUBTFUL:
        return replace(route, rule="named_in_passing", confidence=CONFLICT)
    against = [other for other in evidence.outside if other.around.role not in RANK]
    if against and not mention.cued:
        words = f"{mention.words} / {against[0].words}"
        return replace(route, rule="also_outside", confidence=CONFLICT, details={"words": words})
    return route


def _outside(mention, evidence):
    """The route to nobody where the name is that of a place outside the zone, or None."""
    if any(name.district in evidence.districts for name in mention.names):
        return None
    for other in evidence.outside:
        beside = other.around.role != "road" and _is_beside(other, mention, evidence.written)
        elsewhere = other.around.in_district and not mention.cued
        happened = mention.around.role == "home" and not mention.cued and not other.around.role
        if beside or elsewhere or (happened and other.around.located):
            return Route("outside_zone", details={"words": other.words})
    return None


def _is_beside(other, mention, written):
    """Whether two names make one: "Sikandra, Agra", "Agra ke Sikandra"."""
    between = written[other.end : mention.start]
    of_it = other.end <= mention.start and len(between) <= 1 and GENITIVES.issuperset(between)
    return other.start == mention.end or of_it


def by_outside(_gazetteer, _request, evidence):
    """A place outside the zone is named, and in the zone at most where somebody lives."""
    if evidence.pins:
        return None
    here = [
        mention
        for mention, _in_place in evidence.mentions
        if mention.exact and mention.around.role not in RANK
    ]
    said = [
        other
        for other in evidence.outside
        if other.around.in_district or not (here or other.around.role in RANK)
    ]
    if not said and not evidence.mentions:
        said = evidence.outside
    if said:
        return Route("outside_zone", details={"words": said[0].words})
    return None


def by_other_police(_gazetteer, _request, evidence):
    """Railway or cyber police are named, which have no station of a place."""
    if evidence.other_police:
        return Route("other_police", details={"words": evidence.other_police})
    return None


def by_everyday_word(_gazetteer, _request, evidence):
    """An everyday word that is a name, too, stands before "thane" and means none."""
    pairs = zip(evidence.written, evidence.written[1:], strict=False)
    for word, following in pairs:
        if word in EVERYDAY and following in OBLIQUE_STATION:
            return Route("everyday_word", details={"words": f"{word} {following}"})
    return None


def _of_mention(gazetteer, mention, in_place, evidence):
    """The route that one mention speaks for, or None."""
    names = _telling_names(gazetteer, mention, in_place, evidence)
    if not names:
        return None
    there = [name for name in names if name.district in evidence.districts]
    elsewhere = bool(evidence.districts) and not there
    stations = list(dict.fromkeys(_station_of(gazetteer, name) for name in there or names))
    if len(stations) > MOST_NAMESAKES:
        return None
    if elsewhere and not in_place and not _asked_for(mention):
        far = mention.exact and mention.around.located and len(mention.key) >= LONG_KEY
        if not far or _has_other_district(mention, evidence):
            return None
    stations = _seat_first(stations, evidence)
    confidence = _confidence(mention, in_place, names, bool(there))
    confidence += NEAR_POSITION * (stations[0] in [unit for _km, unit in evidence.near[:1]])
    places = [gazetteer.places[name.target] for name in there or names if name.kind == "place"]
    confidence += SAME_PIN_CODE * any(place.pin_code in evidence.pins for place in places)
    rule = "station_named" if names[0].kind == "station" else "place_settled"
    if len(stations) > 1:
        rule, confidence = "same_name", min(confidence, SAME_NAME)
    elif elsewhere or evidence.disagree:
        rule, confidence = "other_district", min(confidence, CONFLICT)
    return Route(
        rule,
        stations[0],
        min(confidence, 100),
        tuple(stations[1:]),
        places[0].id if len(places) == 1 else 0,
        {"words": mention.words},
    )


def _has_other_district(mention, evidence):
    """Whether another district stands beside the name: another place of that name is meant."""
    return any(
        other.names[0].kind == "district"
        and (_is_beside(other, mention, evidence.written) or evidence.disagree)
        for other, _in_place in evidence.mentions
        if other is not mention
    )


def _seat_first(stations, evidence):
    """Stations of one name ("Kotwali"), that of the district's own town first."""
    seats = {
        name.target
        for mention, _in_place in evidence.mentions
        if mention.names[0].kind == "district"
        for name in mention.names
    }
    return sorted(stations, key=lambda station: station not in seats)


def _telling_names(gazetteer, mention, in_place, evidence):
    """The names of a mention that lead to a station, those of stations before those of places."""
    is_district = any(name.kind == "district" for name in mention.names)
    asked_for = _asked_for(mention)
    if is_district and not asked_for:
        return []
    if len(mention.key) < 3 and not (in_place or asked_for):
        said_where = mention.around.located or _is_in(mention.names, evidence.districts)
        if not (mention.exact and said_where):
            return []
    stations = [name for name in mention.names if name.kind == "station"]
    settled = [
        name
        for name in mention.names
        if name.kind == "place"
        and gazetteer.places[name.target].station
        and gazetteer.places[name.target].kind != "landmark"
    ]
    covered = {name.district for name in stations}
    return stations + [name for name in settled if name.district not in covered]


def _is_in(names, districts):
    return any(name.district in districts for name in names)


def _asked_for(mention):
    """Whether the words say that a station is meant, not the town around it."""
    return mention.cued or any(name.naming == "full" for name in mention.names)


def _station_of(gazetteer, name):
    return name.target if name.kind == "station" else gazetteer.places[name.target].station


def _confidence(mention, in_place, names, in_named_district):
    asked_for = _asked_for(mention)
    confidence = IN_PLACE if in_place else BESIDE_STATION if asked_for else IN_WORDS
    if in_named_district:
        confidence += SAME_DISTRICT
    elif not asked_for and not in_place and _is_unique(mention):
        confidence += UNIQUE_NAME
    if not mention.exact:
        confidence += OTHER_SPELLING
    if len(names[0].sound) < SHORT_SOUND and not asked_for and not in_place:
        confidence += SHORT_NAME
    if not (asked_for or in_place or mention.around.located or in_named_district):
        confidence += NOT_SAID_WHERE
    if names[0].naming == "town" and not asked_for:
        confidence += TOWN_NAME
    return confidence + SETTLED_PLACE * (names[0].kind == "place")


def _is_unique(mention):
    """Whether no other place that anybody knows is called so."""
    return len({name.district for name in mention.names}) == 1 and not GENERIC.issuperset(
        mention.words.split()
    )


def by_close_name(gazetteer, request, evidence):
    """Something beside the word "thana" resembles the name of a station."""
    for mention in gazetteer.names.find_close(cut(f"{request.place_text} / {request.text}")):
        names = [name for name in mention.names if name.district in evidence.districts]
        if names or not evidence.districts:
            stations = tuple(dict.fromkeys(name.target for name in names or mention.names))
            details = {"words": mention.words}
            return Route("name_resembles", stations[0], CLOSE_NAME, stations[1:], 0, details)
    return None
