"""What the words around a name say of it: a station, where it happened, a home, a person."""

from typing import NamedTuple

from .place_tokens import BREAK
from .place_words import (
    AM,
    AT,
    CAME,
    CELLS,
    COMPLAINTS,
    CYBER,
    DISTRICT_WORDS,
    FILLERS,
    FORCE,
    HOME_BEFORE,
    HOME_BEHIND,
    HOSPITALS,
    KIN,
    LOCATIVE_BEFORE,
    LOCATIVE_BEHIND,
    LOST,
    MATTER,
    OBLIQUE_STATION,
    OFFICERS,
    OFFICES,
    ORIGIN_BEFORE,
    OTHER_POLICE,
    OUTPOST_WORDS,
    POSITIONS,
    ROADS,
    STATION_CUES,
    SURNAMES,
    TOWARDS,
    VERBS,
    VILLAGE_BEFORE,
    VILLAGE_BEHIND,
)

_MOST_BACK = 4
# How far from its name the words complain of a station.
_NEAR_BEFORE, _NEAR_BEHIND = 25, 40


class Surroundings(NamedTuple):
    """What is said of one name.

    `cue` is the word for a station beside it: station before it, oblique_before ("thane X"), weak
    (a verb follows), behind, oblique (behind, "X thane"), outpost, force ("X police"), or empty. `role` is
    home, origin, towards, office, road, person, scene, other_police or empty. `located`: something
    says that it is a place; `village`, `in_district`: which kind; `spoken_of`: something was done
    by that station, or there.
    """

    cue: str
    role: str
    located: bool
    village: bool
    in_district: bool
    spoken_of: bool


def surroundings(tokens, start, end):
    """Return the Surroundings of tokens[start:end]."""
    before = tokens[max(0, start - 5) : start][::-1]
    behind = tokens[end : end + 7]
    cue, spoken_of = _cue(before, behind)
    role = _role(_sentence(before), _sentence(behind), cue)
    if _is_other_police(before, behind):
        cue, role = "", "other_police"
    near, next_one = (before or [BREAK])[0], (behind or [BREAK])[0]
    return Surroundings(
        cue,
        role,
        near in LOCATIVE_BEFORE
        or next_one in LOCATIVE_BEHIND
        or not ROADS.isdisjoint(behind[1:2])
        or next_one.isdigit()
        or not POSITIONS.isdisjoint(_sentence(behind)[:4])
        or not before
        or (near == BREAK and next_one == BREAK),
        near in VILLAGE_BEFORE or next_one in VILLAGE_BEHIND,
        near in DISTRICT_WORDS
        or (next_one in DISTRICT_WORDS and HOSPITALS.isdisjoint(behind[1:2])),
        spoken_of,
    )


def _sentence(some):
    return some[: some.index(BREAK)] if BREAK in some else some


def _cue(before, behind):
    """The word for a station beside the name, and whether something happened at or by it."""
    cue = _cue_before(before, (behind or [BREAK])[0])
    if cue:
        return cue, _is_at(behind)
    for distance, token in enumerate(behind[:3]):
        if token in STATION_CUES:
            return _kind_of_cue(token), _is_at(behind[distance + 1 :])
        if distance == 0 and token in FORCE and not STATION_CUES.intersection(behind[1:3]):
            return "force", _is_at(behind[1:])
        if token not in FILLERS:
            break
    return "", False


def _cue_before(before, next_one):
    for distance, token in enumerate(before[:_MOST_BACK]):
        if token in OUTPOST_WORDS:
            return "outpost"
        if token in OBLIQUE_STATION and distance == 0:
            return "oblique_before"
        if token in STATION_CUES:
            return "weak" if next_one in VERBS else "station"
        if token not in FILLERS and token != BREAK:
            break
    return ""


def _kind_of_cue(token):
    if token in OUTPOST_WORDS:
        return "outpost"
    return "oblique" if token in OBLIQUE_STATION else "behind"


def _is_other_police(before, behind):
    """Railway or cyber police: no station of a place."""
    near = before[:3] + behind[:2]
    return not OTHER_POLICE.isdisjoint(near) or (
        not CYBER.isdisjoint(near) and not (STATION_CUES | CELLS).isdisjoint(near)
    )


def _is_at(behind):
    return bool(behind) and behind[0] in AT


def _role(before, behind, cue):
    near, next_one = (before or [""])[0], (behind or [""])[0]
    if not cue and (
        (near in KIN and next_one not in POSITIONS | {"se", "से"}) or next_one in SURNAMES
    ):
        return "person"
    if not OFFICES.isdisjoint(before[:3]) and not cue:
        return "office"
    if next_one in ROADS or (len(behind) > 1 and behind[1] in ROADS):
        return "road"
    if not ORIGIN_BEFORE.isdisjoint(before[:2]) or _leads(behind, CAME, 4, ("se", "से", "सें")):
        return "origin"
    if near == "from" and LOST.isdisjoint(before[1:4]):
        return "origin"
    if not TOWARDS.isdisjoint(behind[:2]):
        return "towards"
    if not HOME_BEFORE.isdisjoint(before[:3]) or not HOME_BEHIND.isdisjoint(behind[:5]):
        return "home"
    if _leads(behind, AM, 3, ("se", "से")) or _leads(behind, {"ghar", "घर"}, 3, ("me", "में", "मे")):
        return "home"
    if not MATTER.isdisjoint(behind[:4] + before[:3]):
        return "scene"
    return ""


def _leads(behind, words, most, first):
    return bool(behind) and behind[0] in first and not words.isdisjoint(behind[1 : 1 + most])


def named_other_police(tokens):
    """The word by which a text names railway or cyber police, or an empty one."""
    for position, token in enumerate(tokens):
        behind = tokens[position + 1 : position + 2]
        if token in OTHER_POLICE:
            return token
        if token in CYBER and behind and behind[0] in STATION_CUES | CELLS:
            return " ".join([token, *behind])
    return ""


def is_complained_of(tokens, mention):
    """Whether the words say that the station named here did wrong, or did nothing."""
    near = tokens[max(0, mention.start - _NEAR_BEFORE) : mention.end + _NEAR_BEHIND]
    if not mention.around.spoken_of and OFFICERS.isdisjoint(near):
        return False
    return not COMPLAINTS.isdisjoint(near)
