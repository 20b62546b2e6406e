"""The number of a complaint: ten digits, not to be guessed, mistyped or taken for a mobile.

The digits are a keyed permutation of a running index, so that no number comes twice and neither
order nor volume shows; the last digit is a Damm check digit, which catches every single wrong digit
and every swap of neighbours.
"""

import hashlib
import hmac
import re
from itertools import islice

from stdnum import damm

from odoo.addons.police_force.tools.text import DEVANAGARI_DIGITS

# Nine digits whose first is 1 to 5: Indian mobiles begin with 6 to 9.
_LOWEST, _COUNT = 100_000_000, 500_000_000
_HALF_BITS = 15
_HALF_MASK = (1 << _HALF_BITS) - 1
_ROUNDS = 8

_SEPARATORS = r"[ \t\u00a0.\-\u2010-\u2013]"
# The look-ahead lets candidates overlap: a PIN code before the number must not swallow its start.
_CANDIDATE = re.compile(
    rf"(?<![0-9])(?<!\+91)(?<!\+91[ -])(?=([1-5](?:{_SEPARATORS}?[0-9]){{9}})(?![0-9]))"
)
# What may be one with a wrong digit.
_TEN_DIGITS = re.compile(
    rf"(?<![0-9])(?<!\+91)(?<!\+91[ -])(?=([0-9](?:{_SEPARATORS}?[0-9]){{9}})(?![0-9]))"
)
# Nobody has more to say of; what has more is a table of other numbers.
_MOST_WRONG = 20
# In one piece, or in the groups of `format_number`.
_AS_WRITTEN = re.compile(
    r"(?<![0-9])(?<!\+91)(?<!\+91[ -])[1-5][0-9]{3}([ \-\u2010-\u2013]?)[0-9]{3}\1[0-9]{3}(?![0-9])"
)


def number_from_index(index, key):
    """Return the ten-digit number of the complaint with running `index`.

    :param int index: 0 to 499,999,999, each used once
    :param bytes key: the secret of this database, at least 16 bytes
    :raises ValueError: index out of range or key too short
    """
    if not 0 <= index < _COUNT:
        raise ValueError(f"no complaint number for index {index}")
    if len(key) < 16:
        raise ValueError("the key of complaint numbers needs at least 16 bytes")
    # Cycle walking: the network permutes 2**30 values, so go on until one falls into our range.
    index = _permute(index, key)
    while index >= _COUNT:
        index = _permute(index, key)
    digits = str(_LOWEST + index)
    return digits + damm.calc_check_digit(digits)


def format_number(number):
    """Return the number in groups that can be read out and typed: 4712-093-586."""
    return f"{number[:4]}-{number[4:7]}-{number[7:]}"


def find_numbers(text):
    """Return the complaint numbers in free text, digits only, each once, in order of appearance."""
    text = (text or "").translate(DEVANAGARI_DIGITS)
    candidates = (_digits(match[1]) for match in _CANDIDATE.finditer(text))
    return list(dict.fromkeys(filter(damm.is_valid, candidates)))


def nearly_numbers(text):
    """Return the complaint numbers of which one digit, or the order of two, is wrong in free text.

    Of each ten digits that are no complaint number there are at most nineteen such: all but the one
    that was meant belong to nobody, or to somebody else.
    """
    text = (text or "").translate(DEVANAGARI_DIGITS)
    written = (_digits(match[1]) for match in _TEN_DIGITS.finditer(text))
    wrong = islice((digits for digits in written if not _is_number(digits)), _MOST_WRONG)
    nearly = (other for digits in wrong for other in _slips(digits) if _is_number(other))
    return list(dict.fromkeys(nearly))


def _is_number(digits):
    return "1" <= digits[0] <= "5" and damm.is_valid(digits)


def _slips(digits):
    """Yield what `digits` are with one of them changed, or with two neighbours swapped."""
    for place in range(len(digits)):
        before, after = digits[:place], digits[place + 1 :]
        yield from (before + other + after for other in "0123456789" if other != digits[place])
        if after:
            yield before + after[0] + digits[place] + after[1:]


def number_spans(text):
    """Yield (start, end) of what is written as we write a complaint number, and is one.

    :param str text: with ASCII digits
    """
    for match in _AS_WRITTEN.finditer(text):
        if damm.is_valid(_digits(match[0])):
            yield match.span()


def _digits(text):
    return re.sub(_SEPARATORS, "", text)


def _permute(value, key):
    left, right = value >> _HALF_BITS, value & _HALF_MASK
    for step in range(_ROUNDS):
        left, right = right, left ^ _round(right, step, key)
    return left << _HALF_BITS | right


def _round(half, step, key):
    digest = hmac.digest(key, b"%d:%d" % (step, half), hashlib.sha256)
    return int.from_bytes(digest[:2], "big") & _HALF_MASK
