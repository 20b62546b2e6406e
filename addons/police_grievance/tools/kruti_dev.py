"""Hindi typed for the font Kruti Dev 010, as most typists in Uttar Pradesh learnt it.

Without the font it reads as Latin letters: "izkFkZuk i=" is प्रार्थना पत्र. krutiextract knows which
key is which letter; what tells such text from other Latin letters, and what the package gets wrong,
is here.
"""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from krutiextract import krutidev_to_unicode

FONT_NAMES = re.compile(r"kruti|krdev|devlys", re.IGNORECASE)

# Natural logarithm of how much likelier two neighbouring letters are in Kruti Dev than in English,
# Hindi in Latin letters, code or addresses: `tools/kruti_dev_odds.py` counts them.
_ODDS = Path(__file__).with_name("kruti_dev_odds.txt")
FIRST, LAST = " ", "~"
ZERO, STEPS = "m", 2
# Of a line: the mean of a pair of letters, and their sum. Such lines have 2 a pair, others −1 or
# less. Where one line is certain, less is asked of the others.
_CERTAIN_MEAN, _CERTAIN_SUM, _LIKELY_MEAN = 1.0, 15.0, 0.4
# No more of a line is looked at, and no longer text is turned.
_LOOKED_AT, _LONGEST = 500, 200_000

_LETTER = re.compile("[A-Za-z]")
_OTHER_SCRIPT = re.compile("[\u0600-\u06ff\u0900-\u097f]")
# What keeps its letters within such a line: addresses, numbers with their country, abbreviations;
# in front of it marks of a quotation, and what mail programs put before a subject. No address has more than
# 64 signs before its @: else the time would grow with the square of the length.
_KEPT = re.compile(
    r"(^(?:>+ )+|^(?:(?i:re|fwd?)\s*:\s*)+|\S{1,64}@[\w-]+\.[\w.-]+|(?:https?://|www\.)\S+"
    r"|\+\d[\d -]+|(?<!\S)[A-Z]{3,}(?!\S))"
)
# Hardly a word; of one the package's time grows with the square of its length, so that it is cut.
_TOO_LONG = re.compile(r"(\S{100})")
_QUOTES = str.maketrans("‘’“”\u00a0", "''\"\" ")
# चौ is read as चै; the sign for i stays before the third letter of स्त्रि.
_CHAU = re.compile("pkS")
_LATE_SIGN = re.compile("ि((?:्[क-ह]़?)+)")


def to_unicode(*texts):
    """Return each of the texts of one message, with its lines in Kruti Dev as Unicode.

    A line that is certain makes others likelier. What is not Kruti Dev stays as it is, character
    for character.

    :rtype: list of str
    """
    lines = [line for text in texts for line in text.splitlines()]
    if not any(map(_is_certain, lines)) or sum(map(len, texts)) > _LONGEST:
        return list(texts)
    return ["".join(map(_turned, text.splitlines(keepends=True))) for text in texts]


def typed_for_font(text):
    """Return `text` as Unicode, of which the name of its font says that it is Kruti Dev."""
    return "".join(map(_words_typed, _TOO_LONG.split(text)))


def _words_typed(text):
    text = _CHAU.sub("pौ", text.translate(_QUOTES))
    return _LATE_SIGN.sub(r"\1ि", krutidev_to_unicode(text))


def _is_certain(line):
    mean, total = _odds_of(line)
    return mean >= _CERTAIN_MEAN and total >= _CERTAIN_SUM


def _turned(line):
    words = line.rstrip("\r\n")
    if _odds_of(words)[0] < _LIKELY_MEAN:
        return line
    pieces = [
        piece if at % 2 else typed_for_font(piece) for at, piece in enumerate(_KEPT.split(words))
    ]
    return "".join(pieces) + line[len(words) :]


def _odds_of(line):
    """The mean and the sum over the pairs of letters of a line; below 0 if there are none."""
    words = _KEPT.sub(" ", line[:_LOOKED_AT].translate(_QUOTES))
    if not _LETTER.search(words) or _OTHER_SCRIPT.search(words):
        return -1.0, -1.0
    words = f" {' '.join(words.split())} "
    odds = _odds()
    total = sum(odds.get(pair, 0.0) for pair in pairwise(words))
    return total / (len(words) - 1), total


@cache
def _odds():
    """:return: dict of two letters to the odds of the two"""
    rows = _ODDS.read_text(encoding="ascii").splitlines()
    return {
        (chr(ord(FIRST) + row), chr(ord(FIRST) + column)): (ord(code) - ord(ZERO)) / STEPS
        for row, codes in enumerate(rows)
        for column, code in enumerate(codes)
        if code != ZERO
    }
