"""Routing by areas: chosen places, PIN codes, places near a station, the map, the district.

What tells only which station is near proposes it and never decides.
"""

from .route import CONFLICT, SHORT_KEY, Route

CHOSEN_PLACE, SETTLED_PIN, WHOLE_PIN, PIN_AREA = 100, 90, 85, 45
NEAR_PLACE, LANDMARK, NEAR_POINT, DISTRICT_ONLY = 55, 55, 50, 30
TOWN = 40
# Of a town of more stations its kotwali is no more likely than another.
MOST_STATIONS = 30
FARTHEST_KILOMETRES = 40
NO_PLACE = ("office", "other_police", "towards", "origin")


def by_chosen_place(gazetteer, request, _evidence):
    """A place with a station was chosen from the list."""
    place = gazetteer.places.get(request.place)
    if place and place.station:
        return Route("place_chosen", place.station, CHOSEN_PLACE, place=place.id)
    return None


def by_pin_alone(gazetteer, _request, evidence):
    """A PIN code all of which belongs to one station."""
    for code in evidence.pins:
        places = gazetteer.pins[code]
        whole = [place for place in places if place.kind == "pin_code" and place.station]
        stations = {place.station for place in whole or places}
        if len(stations) == 1 and 0 not in stations:
            confidence = SETTLED_PIN if whole else WHOLE_PIN
            if evidence.disagree:
                confidence = min(confidence, CONFLICT)
            return Route("pin_settled", stations.pop(), confidence, details={"pin_code": code})
    return None


def by_landmark(gazetteer, _request, evidence):
    """A landmark, or a part of a town, near a station."""
    for mention, _in_place in evidence.mentions:
        if not mention.exact or mention.around.role in NO_PLACE or len(mention.key) < SHORT_KEY:
            continue
        places = [gazetteer.places[name.target] for name in mention.names if name.kind == "place"]
        landmarks = [
            place
            for place in places
            if place.kind == "landmark"
            and place.station
            and (not evidence.districts or place.district in evidence.districts)
        ]
        if landmarks:
            stations = tuple(dict.fromkeys(place.station for place in landmarks))
            details = {"words": mention.words}
            return Route("landmark_named", stations[0], LANDMARK, stations[1:], 0, details)
    return None


def by_place(gazetteer, request, evidence):
    """A place of which only the district and the coordinates are known."""
    chosen = gazetteer.places.get(request.place)
    if chosen:
        return _around([chosen], gazetteer, {})
    for mention, in_place in evidence.mentions:
        if not mention.exact or (len(mention.key) < 3 and not in_place):
            continue
        around = mention.around
        if not (in_place or around.located) or around.role in ("office", "other_police"):
            continue
        if any(name.kind == "district" for name in mention.names):
            continue
        places = [gazetteer.places[name.target] for name in mention.names if name.kind == "place"]
        there = [place for place in places if place.district in evidence.districts]
        places = there or ([] if evidence.districts else places)
        if len({place.district for place in places}) == 1:
            return _around(places, gazetteer, {"words": mention.words})
    return None


def _around(places, gazetteer, details):
    """The station nearest to one of places of the same name in one district, or the district."""
    district = places[0].district
    for place in places:
        near = place.latitude is not None and gazetteer.nearest(
            place.latitude, place.longitude, {district}
        )
        if near:
            return _nearest("place_near", near, NEAR_PLACE, details, place.id)
    return _district_route(district, details)


def by_pin_area(gazetteer, request, evidence):
    """A PIN code that several stations share, or whose station nobody has settled."""
    town = by_town(gazetteer, request, evidence)
    for code in evidence.pins:
        places = gazetteer.pins[code]
        points = [place for place in places if place.latitude is not None]
        stations = dict.fromkeys(place.station for place in places if place.station)
        if points:
            latitude = sum(place.latitude for place in points) / len(points)
            longitude = sum(place.longitude for place in points) / len(points)
            districts = {place.district for place in places}
            for _km, unit in gazetteer.nearest(latitude, longitude, districts):
                stations.setdefault(unit)
        if stations:
            first, *others = sorted(stations, key=lambda one: not town or one != town.unit)
            return Route("pin_shared", first, PIN_AREA, tuple(others), details={"pin_code": code})
    return None


def by_position(_gazetteer, _request, evidence):
    """The point on the map."""
    if not evidence.near:
        return None
    kilometres = evidence.near[0][0]
    if kilometres > FARTHEST_KILOMETRES:
        return Route("position_outside", details={"kilometres": round(kilometres)})
    return _nearest("position_near", evidence.near, NEAR_POINT, {})


def _nearest(rule, near, confidence, details, place=0):
    (kilometres, unit), *others = near
    details = {**details, "kilometres": round(kilometres, 1)}
    return Route(rule, unit, confidence, tuple(other for _km, other in others), place, details)


def by_town(gazetteer, _request, evidence):
    """The town a district is called after is named, and a station is called after it, too."""
    for mention, _in_place in evidence.mentions:
        if mention.around.in_district or mention.around.role in NO_PLACE:
            continue
        districts = {name.district for name in mention.names if name.kind == "district"}
        stations = tuple(name.target for name in mention.names if name.kind == "station")
        few = all(gazetteer.stations_of(district) <= MOST_STATIONS for district in districts)
        if stations and few and districts and evidence.districts <= districts:
            details = {"words": mention.words}
            return Route("town_named", stations[0], TOWN, stations[1:], 0, details)
    return None


def by_district(_gazetteer, _request, evidence):
    """Only a district is named."""
    if len(evidence.districts) == 1:
        return _district_route(next(iter(evidence.districts)), {})
    if evidence.districts:
        return Route("several_districts", alternatives=tuple(sorted(evidence.districts)))
    return None


def _district_route(district, details):
    return Route("district_only", district, DISTRICT_ONLY, details=details)
