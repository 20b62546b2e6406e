"""Cutting what a citizen wrote into the words that routing reads."""

import re
from functools import lru_cache
from typing import NamedTuple

from odoo.addons.police_force.tools.text import CACHED_WORDS, normalise
from odoo.addons.police_force.tools.urdu import is_urdu, to_latin

# Where a place is said at all, it is said in the first pages or in the signature.
FIRST_WORDS, LAST_WORDS = 600, 150
# Between sentences.
BREAK = ";"
# A line of mail is cut at about this length; a shorter one ends by itself.
_CUT_LINE = 60

_TOKEN = re.compile(
    r"(?:[^\W_]|[\u0900-\u0963\u0970-\u097f\u064b-\u0652])+|[;!?।۔\u061b\u061f]|\.(?=\s|$)"
)
_POLICE_STATION = re.compile(
    r"\b(?:police (?:station|stn)\b|p ?\. ?s\b\.?|p s\b)|पुलिस (?:स्टेशन|थाना)(?!\S)|पोलिस स्टेशन(?!\S)"
)
_RESIDENT = re.compile(r"\b(?:r ?/ ?o|resident of|नि0|नि०)(?!\w)")
_ABBREVIATED = frozenset(
    [
        "dist",
        "distt",
        "vill",
        "teh",
        "po",
        "ps",
        "mob",
        "dr",
        "no",
        "mr",
        "mrs",
        "smt",
        "sri",
        "shri",
        "st",
        "nr",
        "opp",
        "dt",
        "p",
        "s",
        "r",
        "th",
        "ph",
        "rs",
        "tel",
    ]
)


class Tokens(NamedTuple):
    """Words in Latin letters or Devanagari, breaks between sentences, and which were in Urdu."""

    words: list
    written: list


def cut(text):
    """Return the Tokens of a text."""
    lines = (text or "").split("\n")
    joined = "".join(line + (" " if len(line) > _CUT_LINE else f" {BREAK} ") for line in lines)
    plain = _RESIDENT.sub(" niwasi ", _POLICE_STATION.sub(" thana ", normalise(joined)))
    written = _TOKEN.findall(plain)
    if len(written) > FIRST_WORDS + LAST_WORDS:
        written = [*written[:FIRST_WORDS], BREAK, *written[-LAST_WORDS:]]
    words = []
    for token in written:
        if token == "." and words and words[-1] in _ABBREVIATED:
            words.append("")
        elif len(token) == 1 and not token.isalnum():
            words.append(BREAK)
        else:
            words.append(_readable(token))
    kept = [(word, token) for word, token in zip(words, written, strict=True) if word]
    return Tokens([word for word, _token in kept], [token for _word, token in kept])


@lru_cache(maxsize=CACHED_WORDS)
def _latin(word):
    return to_latin(word)


def _readable(token):
    return _latin(token) if is_urdu(token) and len(token) < 60 else token
