"""Whether a short message asks the service for something and says nothing else: STATUS 1234567890, मदद.

Whoever says more than that tells something: "Stopped by police on the road" is a complaint, and so
is "Helpless, my son is missing". Words count as a whole, whatever their case and what stands
between them. Of what does no harm the words count among others that say nothing, too, and with one
slip of the finger: "sir mera stauts batao".
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
# And around a question.
_AROUND_QUESTION = _AROUND_NUMBER.union(
    words(
        """
    sir sirji ji madam mam hello hi namaste namaskar mujhe mere hamari apni apna ab abhi case kya kia hai h he
    hain ke par me mein batao bata btao bataye bataiye btaye btaiye bataen batayen do dijiye karo kijiye likho
    likhiye bolo baat aur dono ye yeh what whats is the about tell give know want current in and
    सर जी मैडम नमस्ते क्या है हैं बताओ बताइए बताएं बताएँ बताये दो दीजिए कीजिए मुझे मेरे हमारी अपनी अपना अब
    अभी केस के पर में और दोनों ये लिखो लिखिए
    """
    )
)
# Of a shorter word one slip makes too many others.
_FEWEST_TO_SLIP = 6
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


def loosely(phrases):
    """Return a dict of what some phrases are without words that say nothing → the phrase.

    Where a phrase has no other words, it stands for whatever says nothing at all.
    """
    return {_without(phrase, _AROUND_QUESTION): phrase for phrase in phrases}


def read_asked(text, phrases, loose=None):
    """Return what a message asks for, or None if it says anything else.

    :param str text: the whole message
    :param phrases: container of what counts, each as `phrase_of` gives it
    :param dict loose: those that count among words that say nothing, too, as `loosely` gives them
    :rtype: Asked, or None
    """
    if not text or len(text) > _LONGEST:
        return None
    pieces = _PIECE.findall(" ".join(words(text)))
    digits = "".join(piece for piece in pieces if piece[0].isdecimal())
    said = phrase_of(" ".join(piece for piece in pieces if not piece[0].isdecimal()))
    if not digits:
        phrase = said if said in phrases else _phrase_among(said, loose or {})
        return Asked(phrase) if phrase else None
    phrase = _phrase_in(said, phrases, loose or {})
    return None if phrase is None else _with_digits(phrase, digits, text)


def _phrase_in(said, phrases, loose):
    """:return: what counts of the words beside a number; None if they say something else"""
    # An answer, or the beginning of "number".
    if said.split(" ", 1)[0] == "no":
        return None
    if said in phrases:
        return said
    left = _without(said, _AROUND_NUMBER)
    if left in phrases:
        return left
    # Among words that say nothing the number asks by itself.
    return _phrase_among(said, loose) if _without(said, _AROUND_QUESTION) else ""


def _phrase_among(said, loose):
    """:return: what is asked for among words that say nothing; None if it is nothing"""
    bare = _without(said, _AROUND_QUESTION)
    if said and bare in loose:
        return loose[bare]
    if len(bare) + 1 < _FEWEST_TO_SLIP:
        return None
    near = (phrase for known, phrase in loose.items() if _is_slip(bare, known))
    return next(near, None)


def _without(said, some_words):
    return " ".join(word for word in said.split() if word not in some_words)


def _is_slip(said, word):
    """Whether one letter is missing, too many, another one or in another place."""
    if len(word) < _FEWEST_TO_SLIP or abs(len(said) - len(word)) > 1:
        return False
    return not _with_one_less(said).isdisjoint(_with_one_less(word))


def _with_one_less(word):
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def _with_digits(phrase, digits, text):
    several = _numbers_in(digits)
    if len(several) > 1:
        # Asks of all of them what it would ask without any.
        return Asked(phrase, number=several[0] if len(set(several)) == 1 else "")
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


def _numbers_in(digits):
    """:return: list of the complaints' numbers that digits consist of; empty if they are anything else"""
    pieces = [digits[at : at + NUMBER_DIGITS] for at in range(0, len(digits), NUMBER_DIGITS)]
    return pieces if all(find_numbers(piece) == [piece] for piece in pieces) else []


def _is_meant_as_number(digits, text):
    """Whether digits without a word can only be a complaint's number: a phone number is something else."""
    plain = normalise(text).lstrip()
    return len(digits) == NUMBER_DIGITS and digits[0] in _FIRST_DIGITS and not plain.startswith("+")
