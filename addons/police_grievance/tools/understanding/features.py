"""What a text is to a model: the sounds of its words, of parts of them, and of neighbours."""

import re
from functools import lru_cache

from odoo.addons.police_force.tools.text import words

from .skeleton import sounds

# What a text is about stands on its first pages.
READ_LENGTH = 10_000
# A part of a word, by its first letter among the features.
PART = "p"
_SHORTEST, _LONGEST = 3, 5
_QUESTION_MARKS = re.compile("[?؟]")
QUESTION = "?"
# A request of a few words, anywhere in a long letter.
WINDOW, _STEP = 12, 6


def words_of(text):
    """The words that models read, and question marks.

    :rtype: list of str
    """
    text = (text or "")[:READ_LENGTH]
    return words(text) + [QUESTION] * bool(_QUESTION_MARKS.search(text))


def features_of(some_words):
    """The features of words side by side.

    :param some_words: of `words_of`
    :return: dict of the name of each feature to the places of the words that it stands in
    """
    features = {}
    for place, word in enumerate(some_words):
        for name in _of_word(word):
            features.setdefault(name, []).append(place)
    for name, places in _of_neighbours([sounds(word)[0] for word in some_words]):
        features.setdefault(name, []).extend(places)
    return features


def windows(some_words):
    """Yield a few words side by side at a time, all of them in the end."""
    for start in range(0, max(len(some_words) - WINDOW + _STEP, 1), _STEP):
        yield some_words[start : start + WINDOW]


@lru_cache(maxsize=4_000)
def _of_word(word):
    """The word by its consonants, by its sounds, and parts of the sounds."""
    if word == QUESTION:
        return (QUESTION,)
    consonants, whole = sounds(word)
    framed = f"<{whole}>"
    parts = {
        framed[start : start + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(framed) - length + 1)
    }
    return (f"w{consonants}", f"s{whole}", *(f"{PART}{part}" for part in sorted(parts)))


def _of_neighbours(consonants):
    """Two words side by side, and two with one between them."""
    for place, first in enumerate(consonants):
        for gap, mark in ((1, "b"), (2, "g")):
            if place + gap < len(consonants):
                yield f"{mark}{first} {consonants[place + gap]}", (place, place + gap)
