"""Finding the names of stations, districts and places in what a citizen wrote."""

import re
from collections import defaultdict
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

from odoo.addons.police_force.tools.text import (
    STATION_WORDS,
    growing_keys,
    joined_key,
    joined_sound_key,
    sound_test,
    words,
)
from odoo.addons.police_force.tools.urdu import to_latin

from .language import COMMON_WORDS

# Words beside a name that say it is a station's, and words that may stand between.
STATION_CUES = STATION_WORDS | {"chowki", "chauki", "चौकी", "چوکی"}
FILLERS = frozenset(
    [
        "police",
        "पुलिस",
        "پولیس",
        "area",
        "kshetra",
        "क्षेत्र",
        "of",
        "in",
        "ke",
        "ki",
        "ka",
        "के",
        "की",
        "का",
        "کے",
        "کی",
        "کا",
    ]
)
_POLICE_STATION = re.compile(r"\b(?:police (?:station|stn)|p s)\b|पुलिस (?:स्टेशन|थाना)(?!\S)")
# Everyday words that sound like a station or place: a name only where the words say so.
_EVERYDAY = frozenset(
    word
    for words_of_a_line in (
        "shahar shehar sahar शहर khatra खतरा bharosa भरोसा samadhan समाधान kursi कुर्सी punch panch",
        "पंच matra मात्रा shabd शब्द prashn प्रश्न bar bara bada बार बारा बड़ा aata ata आता bela pali",
        "brown icon",
    )
    for word in words_of_a_line.split()
)
_NO_NAMES = (COMMON_WORDS | _EVERYDAY) - STATION_WORDS
_WOMENS = ("mahila", "महिला")
_MOST_WORDS = 600
_LONGEST_NAME = 4
_ALIKE = 0.75
_CLOSE = 0.8


class Name(NamedTuple):
    """One spelling of the name of a unit or place.

    `naming` is plain (Bithoor), full (Kotwali Kalpi: says itself what it is) or town (Kalpi, for
    Kotwali Kalpi: the station only if the words say so).
    """

    kind: str
    target: int
    district: int
    naming: str
    sound: str


class Mention(NamedTuple):
    """A name that was found: where, whose it may be, and how sure one can be of it."""

    words: str
    key: str
    names: tuple[Name, ...]
    exact: bool
    cued: bool


class NameIndex:
    """Names by their sound."""

    def __init__(self):
        self._names = defaultdict(list)
        self._station_keys = {}

    def add(self, name, kind, target, district):
        """Enter a name of a station, district or place.

        :param str kind: station, district or place
        :param int target: id of the unit or place
        :param int district: id of its district
        """
        parts = words(re.sub(r"\(.*?\)", " ", name))
        for naming, spelling in _spellings(parts, kind):
            entry = Name(kind, target, district, naming, joined_sound_key(spelling))
            key = joined_key(spelling)
            if entry not in self._names[key]:
                self._names[key].append(entry)
            if kind == "station":
                self._station_keys[key] = None

    def find(self, text, answers_where=False):
        """Return the names in `text` as mentions that do not overlap, surest and longest first.

        :param bool answers_where: the text says where, so that everyday words are names too
        """
        candidates = sorted(
            self._candidates(_tokens(text), answers_where), key=lambda found: found[0]
        )
        taken, mentions = set(), []
        for _rank, start, end, mention in candidates:
            span = set(range(start, end))
            if not span & taken:
                taken |= span
                mentions.append(mention)
        return mentions

    def find_close(self, text):
        """Return mentions that only resemble the station name that "thana" stands beside."""
        tokens = _tokens(text)
        mentions = []
        for start, token in enumerate(tokens):
            key = joined_key([token])
            if len(key) < 4 or token in _NO_NAMES or not _is_cued(tokens, start, start + 1):
                continue
            for close in get_close_matches(key, self._station_keys, n=1, cutoff=_CLOSE):
                names = tuple(name for name in self._names[close] if name.kind == "station")
                mentions.append(Mention(token, close, names, exact=False, cued=True))
        return mentions

    def _candidates(self, tokens, answers_where):
        for start in range(len(tokens)):
            window = tokens[start : start + _LONGEST_NAME]
            for length, key in enumerate(growing_keys(window), 1):
                if key in self._names:
                    end = start + length
                    cued = _is_cued(tokens, start, end)
                    mention = self._mention(key, window[:length], cued, cued or answers_where)
                    if mention:
                        yield (not mention.exact, -length, start), start, end, mention

    def _mention(self, key, part, cued, asked_for):
        """The mention that some words make, or None.

        Everyday words are names only where a name is asked for, and so are other spellings.
        """
        everyday = not _NO_NAMES.isdisjoint(map(to_latin, part))
        if everyday and not asked_for:
            return None
        names, exact = _alike(self._names[key], part, asked_for)
        if not names or (everyday and not exact):
            return None
        return Mention(" ".join(part), key, names, exact, cued)


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


def _tokens(text):
    joined = " ".join(words(text)[:_MOST_WORDS])
    return _POLICE_STATION.sub("thana", joined).split()


def _is_cued(tokens, start, end):
    before = next(
        (token for token in reversed(tokens[max(0, start - 3) : start]) if token not in FILLERS), ""
    )
    after = next((token for token in tokens[end : end + 3] if token not in FILLERS), "")
    return before in STATION_CUES or after in STATION_CUES


def _alike(names, part, asked_for):
    """The names that sound exactly so, or else those that come nearest; and whether exactly."""
    sound, sounds_so = joined_sound_key(part), sound_test(part)
    exact = tuple(name for name in names if sounds_so(name.sound))
    if exact:
        return exact, True
    scores = {
        name: SequenceMatcher(None, name.sound, sound).ratio()
        for name in names
        if asked_for or name.kind == "district" or name.naming == "full"
    }
    best = max(scores.values(), default=0)
    if best < _ALIKE:
        return (), False
    return tuple(name for name in scores if scores[name] == best), False
