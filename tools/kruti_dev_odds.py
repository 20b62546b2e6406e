"""Counts which letters stand side by side in Kruti Dev, and not in other Latin letters.

    tools/kruti_dev_odds.py FILE…

Lines of Hindi in Devanagari are written in Kruti Dev by hinlegacy; lines in Latin letters are the
others. Writes what `police_grievance/tools/kruti_dev.py` reads.
"""

import re
import sys
from collections import Counter
from itertools import pairwise
from math import log
from pathlib import Path
from secrets import token_urlsafe

from hinlegacy.decoder.engines.krutidev import unicode_to_krutidev

ODDS = Path(__file__).resolve().parents[1] / "addons/police_grievance/tools/kruti_dev_odds.txt"
LETTERS = [chr(code) for code in range(ord(" "), ord("~") + 1)]
ZERO, STEPS, MOST = "m", 2, 12
# As if each pair had been seen so often; and passwords, keys and addresses, which follow no pattern.
SEEN_BEFORE, RANDOM_LINES = 0.5, 3000
# hinlegacy leaves the letters with a dot as they are.
DOTTED = {"क़": "d+", "ख़": "[+k", "ग़": "x+", "ज़": "t+", "ड़": "M+", "ढ़": "<+", "फ़": "Q+"}


def main(files):
    hindi, others = Counter(), Counter()
    for line in _lines(files):
        if re.search("[\u0900-\u097f]", line):
            if not re.search("[A-Za-z]", line):
                hindi.update(_pairs(_in_kruti_dev(line)))
        else:
            others.update(_pairs(line))
    for _number in range(RANDOM_LINES):
        others.update(_pairs(token_urlsafe()))
    rows = ["".join(_code(hindi, others, a, b) for b in LETTERS) for a in LETTERS]
    ODDS.write_text("\n".join(rows) + "\n", encoding="ascii")


def _lines(files):
    for file in files:
        for line in Path(file).read_text(encoding="utf-8").splitlines():
            words = line.removeprefix("msgid").removeprefix("msgstr").strip(' "')
            if words and not words.startswith(("#", "msg")):
                yield words


def _in_kruti_dev(line):
    for letter, keys in DOTTED.items():
        line = line.replace(letter, keys)
    return unicode_to_krutidev(line)


def _pairs(line):
    return pairwise(f" {' '.join(line.split())} ")


def _code(hindi, others, first, second):
    """One letter for the odds of a pair: "m" if nothing is known, one on for each half."""
    odds = _likelihood(hindi, (first, second)) - _likelihood(others, (first, second))
    if not hindi[first, second]:
        # No sign of it, however rare elsewhere: regular expressions are made of such pairs.
        odds = min(odds, -1)
    return chr(ord(ZERO) + round(max(-MOST, min(MOST, odds * STEPS))))


def _likelihood(counted, pair):
    return log((counted[pair] + SEEN_BEFORE) / (counted.total() + SEEN_BEFORE * len(LETTERS) ** 2))


if __name__ == "__main__":
    main(sys.argv[1:])
