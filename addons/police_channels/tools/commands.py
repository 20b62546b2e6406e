"""Whether a short message asks the service for something and says nothing else: STATUS 1234567890, मदद.

Whoever says more than that tells something: "Stopped by police on the road" is a complaint, and so
is "Helpless, my son is missing". Words count as a whole, whatever their case and what stands
between them.
"""

import re
from typing import NamedTuple

from odoo.addons.police_force.tools.text import normalise, words
from odoo.addons.police_grievance.tools.number import find_numbers

# What people write around a number, which says nothing by itself.
_AROUND_NUMBER = frozenset(
    ("complaint", "no", "number", "num", "nos", "id", "please", "plz", "pls", "of", "my", "for")
    + ("shikayat", "sikayat", "shikayt", "meri", "mera", "ki", "ka", "nambar", "sankhya", "kripya")
    + ("शिकायत", "नंबर", "नम्बर", "संख्या", "मेरी", "मेरा", "की", "का", "कृपया", "क्रमांक")
)
NUMBER_DIGITS, CODE_DIGITS = 10, 8
# What is meant as a number: shorter is a house or 112, longer is something else.
_FEWEST_DIGITS, _MOST_DIGITS = 7, 13
# Indian mobiles begin with 6 to 9.
_FIRST_DIGITS = "12345"
# Nobody asks for something in more.
_LONGEST = 120
_PIECE = re.compile(r"[0-9]+|[^0-9]+")


class Asked(NamedTuple):
    """What a message asks for.

    :ivar phrase: the words, as `phrase_of` gives them; empty for a number alone
    :ivar number: digits of the complaint; empty if none was named
    :ivar wrong: digits that were meant as a number and are none; else empty
    :ivar code: digits of a code that goes with it, or empty
    """

    phrase: str
    number: str = ""
    wrong: str = ""
    code: str = ""


def phrase_of(text):
    """Return some words as they are compared: without case, signs and blanks between them."""
    return " ".join(words(text))


def read_asked(text, phrases):
    """Return what a message asks for, or None if it says anything else.

    :param str text: the whole message
    :param phrases: container of what counts, each as `phrase_of` gives it
    :rtype: Asked, or None
    """
    if not text or len(text) > _LONGEST:
        return None
    pieces = _PIECE.findall(" ".join(words(text)))
    digits = "".join(piece for piece in pieces if piece[0].isdecimal())
    said = phrase_of(" ".join(piece for piece in pieces if not piece[0].isdecimal()))
    if not digits:
        return Asked(said) if said in phrases else None
    phrase = _phrase_in(said, phrases)
    return None if phrase is None else _with_digits(phrase, digits, text)


def _phrase_in(said, phrases):
    """:return: what counts of the words beside a number; None if they say something else"""
    if said in phrases:
        return said
    # An answer, not the beginning of "number".
    if said.split(" ", 1)[0] == "no":
        return None
    left = " ".join(word for word in said.split() if word not in _AROUND_NUMBER)
    return left if not left or left in phrases else None


def _with_digits(phrase, digits, text):
    number, code = digits, ""
    if phrase and len(digits) == NUMBER_DIGITS + CODE_DIGITS:
        number, code = digits[:NUMBER_DIGITS], digits[NUMBER_DIGITS:]
    if not phrase and not _is_meant_as_number(digits, text):
        return None
    if not _FEWEST_DIGITS <= len(number) <= _MOST_DIGITS:
        return None
    if find_numbers(number) == [number]:
        return Asked(phrase, number=number, code=code)
    return Asked(phrase, wrong=number)


def _is_meant_as_number(digits, text):
    """Whether digits without a word can only be a complaint's number: a phone number is something else."""
    plain = normalise(text).lstrip()
    return len(digits) == NUMBER_DIGITS and digits[0] in _FIRST_DIGITS and not plain.startswith("+")
