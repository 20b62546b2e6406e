"""Finding the names of stations, districts and places in what a citizen wrote."""

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import NamedTuple

from odoo.addons.police_force.tools.text import (
    STATION_WORDS,
    growing_keys,
    joined_key,
    joined_sound_key,
    words,
)
from odoo.addons.police_force.tools.urdu import is_urdu

from .name_sound import Name, may_differ, name_sound, sounding_alike, sounding_so
from .place_tokens import BREAK
from .place_words import (
    ADVERBS,
    DISTRICT_WORDS,
    GLUE,
    LITTLE_WORDS,
    NO_NAME_SOUNDS,
    NO_NAMES,
    PERHAPS,
    STATION_CUES,
)
from .surroundings import Surroundings, surroundings

_WOMENS = ("mahila", "महिला")
_LONGEST_NAME = 4
_CLOSE = 0.8
# No word for a station is looked for farther away.
_FAR = 5
_NEVER_FIRST, _NEVER_INSIDE = LITTLE_WORDS | {BREAK}, GLUE | {BREAK}
_PIN_LENGTH = 6
_SHORT_KEY = 4


class Mention(NamedTuple):
    """A name that was found: whose it may be, how it stands there, and how sure one can be of it.

    `exact` is false where only the consonants are the name's. `start` counts words.
    """

    words: str
    key: str
    names: tuple[Name, ...]
    exact: bool
    cued: bool
    start: int
    end: int
    around: Surroundings


class NameIndex:
    """Names by their sound."""

    def __init__(self):
        self._names = defaultdict(list)
        self._station_keys = {}

    def add(self, name, kind, target, district):
        """Enter a name of a station, district or place, or of a place outside the zone.

        :param str kind: station, district, place or outside
        :param int target: id of the unit or place
        :param int district: id of its district, 0 outside the zone
        """
        parts = words(re.sub(r"\(.*?\)", " ", name))
        self._add(parts, kind, target, district)
        # Written without the dot that makes a d an r, or as one word.
        undotted = [part.replace("\u093c", "") for part in parts]
        if undotted != parts:
            self._add(undotted, kind, target, district)
        if len(parts) > 1 and kind == "station" and STATION_WORDS.isdisjoint(parts):
            self._add(["".join(parts)], kind, target, district)

    def _add(self, parts, kind, target, district):
        for naming, spelling in _spellings(parts, kind):
            entry = Name(kind, target, district, naming, name_sound(spelling))
            key = joined_key(spelling)
            if entry not in self._names[key]:
                self._names[key].append(entry)
            if kind == "station":
                self._station_keys[key] = None

    def find(self, tokens, answers_where=False):
        """Return the names in a text as mentions that do not overlap, surest and longest first.

        :param Tokens tokens: what `cut` made of the text
        :param bool answers_where: the text says where, so that everyday words are names too
        """
        candidates = sorted(self._candidates(tokens, answers_where), key=lambda found: found[0])
        taken, mentions = set(), []
        for _rank, mention in candidates:
            span = set(range(mention.start, mention.end))
            if not span & taken:
                taken |= span
                mentions.append(mention)
        return [_without_borrowed_cue(mention, mentions) for mention in mentions]

    def find_close(self, tokens):
        """Return mentions that only resemble the station name that "thana" stands beside."""
        mentions = []
        for start, token in enumerate(tokens.words):
            near = tokens.words[max(0, start - _FAR) : start + _FAR]
            if token in NO_NAMES or STATION_CUES.isdisjoint(near):
                continue
            key = joined_key([token])
            if len(key) < _SHORT_KEY or self._is_district(key):
                continue
            around = surroundings(tokens.words, start, start + 1)
            if around.cue in ("", "force"):
                continue
            for close in get_close_matches(key, self._station_keys, n=1, cutoff=_CLOSE):
                names = tuple(name for name in self._names[close] if name.kind == "station")
                mentions.append(Mention(token, close, names, False, True, start, start + 1, around))
        return mentions

    def _candidates(self, tokens, answers_where):
        for start, first in enumerate(tokens.words):
            if first in _NEVER_FIRST and not answers_where:
                continue
            window = tokens.words[start : start + _LONGEST_NAME]
            for length, key in enumerate(growing_keys(window), 1):
                if window[length - 1] in _NEVER_INSIDE and length > 1:
                    break
                if key in self._names:
                    mention = self._mention(key, tokens, start, start + length, answers_where)
                    if mention:
                        yield (not mention.exact, -length, start), mention

    def _mention(self, key, tokens, start, end, answers_where):
        """The mention that some words make, or None.

        Everyday words are names only where a name is asked for, and so are other spellings.
        """
        part = tokens.words[start:end]
        loose = any(map(is_urdu, tokens.written[start:end]))
        exact = sounding_so(self._names[key], part, loose)
        everyday = _is_everyday(part, loose)
        if not self._may_be_name(key, tokens.words, start, end, exact, everyday, answers_where):
            return None
        around = surroundings(tokens.words, start, end)
        cued = around.cue == "station" or bool(around.cue and not everyday)
        asked_for = cued or answers_where
        if everyday and not (
            asked_for or self._is_said(key, part, tokens.words, start, end, around)
        ):
            return None
        names = exact or sounding_alike(self._names[key], name_sound(part), asked_for)
        if not names or not _may_end_so(part, names[0], exact):
            return None
        if around.role == "person" and not asked_for and len(key) < _SHORT_KEY:
            return None
        written = " ".join(tokens.written[start:end])
        return Mention(written, key, names, bool(exact), cued, start, end, around)

    def _may_be_name(self, key, some, start, end, exact, everyday, answers_where):
        """Whether it is worth while to look at the words around; most words fail here."""
        part = some[start:end]
        if everyday and (not exact or part in (some[end : end + 1], some[start - 1 : start])):
            return False
        return bool(
            exact
            or answers_where
            or not STATION_CUES.isdisjoint(some[max(0, start - _FAR) : end + _FAR])
            or may_differ(self._names[key], key)
        )

    def _is_said(self, key, part, some, start, end, around):
        """Whether the words around make an everyday word a name."""
        first = start == 0 or some[start - 1] == BREAK
        return (
            around.village
            or (
                first
                and part[0] in PERHAPS
                and not PERHAPS[part[0]].isdisjoint(some[end : end + 1])
            )
            or (around.cue == "behind" and ADVERBS.isdisjoint(part))
            or _is_before_pin_code(some, end)
            or self._is_before_district(key, some, end)
        )

    def _is_district(self, key):
        return any(name.kind == "district" for name in self._names.get(key, ()))

    def _is_before_district(self, key, some_words, end):
        """Whether the district of one of the names of this key is named right behind it."""
        following = self._names.get(joined_key(some_words[end : end + 1]), ())
        districts = {name.district for name in following if name.kind == "district"}
        return any(name.district in districts for name in self._names[key])


def _without_borrowed_cue(mention, mentions):
    """The mention, not beside "thana" if that is another one's: Raksa thana Jhansi.

    A district's own name is beside many words of the police that mean no station of its own.
    """
    if mention.names[0].kind != "district" or not mention.cued:
        return mention
    owned = mention.around.cue in ("force", "outpost") or any(
        (
            other.end == mention.start
            and (mention.around.cue in ("behind", "oblique") or other.names[0].naming == "full")
        )
        or (
            other.around.cue in ("behind", "oblique")
            and other.end in (mention.start - 1, mention.start - 2)
        )
        for other in mentions
        if other.names[0].kind == "station"
    )
    return mention._replace(cued=False) if owned else mention


def _is_everyday(part, loose):
    if len(part) > 1:
        return not GLUE.isdisjoint(part)
    return part[0] in NO_NAMES or (loose and joined_sound_key(part) in NO_NAME_SOUNDS)


def _spellings(parts, kind):
    """How a name may be written: with and without the word for a station, before or behind."""
    if not parts:
        return
    bare = [word for word in parts if word not in STATION_WORDS]
    office = [word for word in parts if word in STATION_WORDS]
    if kind != "station" or not office:
        yield "plain", parts
        return
    if bare and bare[0] in _WOMENS:
        # Never meant by the town's name alone.
        office, bare = [bare[0], *office], bare[1:]
    yield "full", parts
    yield "full", [*bare, *office]
    yield "full", office
    if bare and office[0] not in _WOMENS:
        yield "town", bare


def _is_before_pin_code(some_words, end):
    following = "".join(some_words[end : end + 1])
    return following.isdigit() and len(following) == _PIN_LENGTH


def _may_end_so(part, name, exact):
    """Whether the last word, if it only says what the name is of, belongs to the name."""
    if len(part) == 1:
        return True
    if part[-1] in DISTRICT_WORDS:
        return bool(exact)
    return part[-1] not in STATION_CUES or name.naming == "full"
