"""Whether some words sound like a name."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from odoo.addons.police_force.tools.text import joined_key, joined_sound_key
from odoo.addons.police_force.tools.urdu import open_sound, sound_pattern

_ALIKE = 0.75
# So many consonants are a name even where other vowels stand between them.
_LONG_KEY = 5
_SHORT_SOUND = 5
# Whether a y is written before a vowel nobody hears.
_GLIDE = re.compile("iy?(?=[aeou])|(?<=[b-df-hj-np-tv-z])y(?=[aeou])")
_FEW_CONSONANTS, _MOST_UNWRITTEN = 3, 2
# The end of a name that says "village", however it is written.
_VILLAGE = re.compile("g(?:on|a?nv|av|v|aun|un)$")


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


def name_sound(part):
    """The sound of a name; between vowels nobody hears whether a y was written."""
    return _VILLAGE.sub("gan", _GLIDE.sub("i", joined_sound_key(part)))


def sounding_so(names, part, loose):
    """The names that sound exactly as some words do."""
    sound = name_sound(part)
    if loose:
        return tuple(name for name in names if _is_written(sound, name))
    return tuple(name for name in names if name.sound == sound)


def _is_written(sound, name):
    """Whether a word in Urdu script may be a name: its short vowels are not written.

    Of the many places only those that are written in full count.
    """
    written, whole = open_sound(sound), open_sound(name.sound)
    unwritten = len(whole) - len(written)
    few = len(re.sub("[aiu]", "", whole)) < _FEW_CONSONANTS
    if few or unwritten > _MOST_UNWRITTEN or name.kind not in ("station", "district"):
        return written == whole
    return bool(sound_pattern(sound).fullmatch(whole))


def may_differ(names, key):
    """Whether one of the names is known by its consonants alone."""
    return any(
        (name.kind == "district" and len(name.sound) > _SHORT_SOUND)
        or name.naming == "full"
        or (name.kind == "station" and len(key) >= _LONG_KEY)
        for name in names
    )


def sounding_alike(names, sound, asked_for):
    """The names that come nearest to a sound, those that are near enough."""
    scores = {
        name: SequenceMatcher(None, name.sound, sound).ratio()
        for name in names
        if asked_for or may_differ((name,), joined_key([name.sound]))
    }
    best = max(scores.values(), default=0)
    return tuple(name for name in scores if scores[name] == best) if best >= _ALIKE else ()
