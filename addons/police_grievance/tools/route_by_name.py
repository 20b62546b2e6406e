"""Routing by names: of stations, and of places whose station is settled.

What adds to the confidence and takes from it stands in the constants.
"""

from dataclasses import replace

from .route import CONFLICT, Route

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
CLOSE_NAME, SAME_NAME = 55, 50
RIVAL_WITHIN = 15
SHORT_SOUND = 5
MOST_NAMESAKES = 4


def by_name(gazetteer, _request, evidence):
    """A station, or a place whose station is settled, is named."""
    routes = []
    for mention, in_place in evidence.mentions:
        route = _of_mention(gazetteer, mention, in_place, evidence)
        if route:
            routes.append(route)
    if not routes:
        return None
    best = max(routes, key=lambda route: route.confidence)
    rivals = [
        route.unit
        for route in routes
        if route.unit != best.unit and route.confidence > best.confidence - RIVAL_WITHIN
    ]
    if rivals:
        alternatives = tuple(dict.fromkeys([*rivals, *best.alternatives]))
        best = replace(
            best,
            rule="several_named",
            confidence=min(best.confidence, CONFLICT),
            alternatives=alternatives,
        )
    return best


def _of_mention(gazetteer, mention, in_place, evidence):
    """The route that one mention speaks for, or None."""
    names = _telling_names(gazetteer, mention, in_place, evidence)
    if not names:
        return None
    there = [name for name in names if name.district in evidence.districts]
    elsewhere = bool(evidence.districts) and not there
    stations = list(dict.fromkeys(_station_of(gazetteer, name) for name in there or names))
    if len(stations) > MOST_NAMESAKES or (elsewhere and not in_place and not _asked_for(mention)):
        return None
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


def _telling_names(gazetteer, mention, in_place, evidence):
    """The names of a mention that lead to a station, those of stations before those of places."""
    is_district = any(name.kind == "district" for name in mention.names)
    asked_for = _asked_for(mention)
    if is_district and not asked_for:
        return []
    short = len(mention.key) < 3
    expected = in_place or asked_for or (short and _is_in(mention.names, evidence.districts))
    if not mention.exact and (short or not expected):
        return []
    if short and not expected:
        return []
    stations = [name for name in mention.names if name.kind == "station"]
    settled = [
        name
        for name in mention.names
        if name.kind == "place" and gazetteer.places[name.target].station
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
    elif not asked_for and not in_place and len({name.district for name in mention.names}) == 1:
        confidence += UNIQUE_NAME
    if not mention.exact:
        confidence += OTHER_SPELLING
    if len(names[0].sound) < SHORT_SOUND and not asked_for and not in_place:
        confidence += SHORT_NAME
    if names[0].naming == "town" and not asked_for:
        confidence += TOWN_NAME
    return confidence + SETTLED_PLACE * (names[0].kind == "place")


def by_close_name(gazetteer, request, evidence):
    """Something beside the word "thana" resembles the name of a station."""
    for mention in gazetteer.names.find_close(f"{request.place_text} / {request.text}"):
        names = [name for name in mention.names if name.district in evidence.districts]
        if names or not evidence.districts:
            stations = tuple(dict.fromkeys(name.target for name in names or mention.names))
            details = {"words": mention.words}
            return Route("name_resembles", stations[0], CLOSE_NAME, stations[1:], 0, details)
    return None
