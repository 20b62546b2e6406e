"""Where a text holds a phone number, a mail address or the number of a document, whoever's it is.

Rather too much than too little. What only looks like one stays: dates, amounts, sections of a law,
numbers of complaints, what the office itself is reached by. All of it takes a time that grows with the
length of the text and no faster.
"""

import re
import unicodedata
from itertools import accumulate
from typing import NamedTuple

from odoo.addons.police_force.tools.text import DEVANAGARI_DIGITS

from .number import number_spans

# Every digit of Unicode and the letters of full width, one for one: places stay what they are.
FOLDED = {
    code: str(unicodedata.decimal(chr(code)))
    for code in (*range(0x80, 0x10000), *range(0x1D7CE, 0x1D800))
    if chr(code).isdecimal()
} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}

_PHONE = 10  # digits of a phone number in India, without the country's
_ENDING = 5  # by so many last digits a number is told apart
# So many digits a number has with any country's code; so many groups of digits are looked at as one.
_LONGEST_ABROAD = _LONGEST = 15
_COUNTRY = ("91", "091", "0091")
_TOLL_FREE = ("1800", "1860")
_YEARS = ("19", "20")

_BETWEEN = r"\s().\-\u2010-\u2015\u2212/_,|*·•~\u200b-\u200f\u2060\ufeff\u00ad\u034f\u0964"
_CHAIN = re.compile(rf"\d+(?:[{_BETWEEN}]{{1,6}}\d+)*")
_GROUP = re.compile(r"\d+")
_LISTED = re.compile(r",\s|[\n\r\u0964]|\s,")
_CUE = re.compile(
    r"(?:\b(?:tele)?phone|\bph|\bmob(?:ile)?|\btel|\bwhats ?app|\bcontact|\bcall(?: me)?(?: at| on)?"
    r"|फ\u093c?ोन|मोबाइल|मोबाईल|दूरभाष|व्हाट्स ?[एऐअ]प|संपर्क)"
    r"\W{0,3}(?:numbers?|nos?|nambar|नंबर|नम्बर|नं)?\W{0,4}\Z"
)
_CUE_LENGTH = 40
_LEAST_WITH_CUE = 7

# Days and months in either order.
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_MONEY_BEFORE = r"(?:(?<![a-z])(?:rs|inr)\b\.?|₹|रु(?:\.|पये|पए)?|रू(?:\.|पये)?)"
_MONEY_BEHIND = (
    r"(?:/-|(?:rs|inr|rupees|rup[ai]?y[ae]|rupaye|lakhs?|lacs?|crores?|ha[jz]a+r)\b"
    r"|रु|रू|लाख|करोड|हज\u093c?ार)"
)
# What stands as it is: it may lend no digit to a number beside it.
_HARMLESS = re.compile(
    rf"""(?<!\d)(?<!\d[/.\-])(?:
        {_DAY}([/.\-]){_DAY}\1(?:{_YEAR}|\d\d) | {_YEAR}([/.\-]){_DAY}\2{_DAY}
        | 20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])
    )(?![/.\-]?\d)
    | {_MONEY_BEFORE}\s{{0,2}}(?:\d[\d,]{{0,10}}(?:\.\d\d?)?)(?![\d,]*\d)
    | (?<![\d,])\d[\d,]{{0,10}}(?:\.\d\d?)?[ ]?{_MONEY_BEHIND}
    | (?<![\d,])\d{{1,3}}(?:,\d{{2,3}}){{0,3}},\d{{3}}(?:\.\d\d)?(?!,?\d)
    | (?:\b(?:sections?|sec|u/s|dhara|article|ipc|bns|bnss|crpc)\b|धाराओं|धारा)\W{{0,3}}
      \d{{1,3}}(?!\d)(?:[\W_]{{1,3}}(?:(?:and|or|aur|व|और|एवं)[ ])?\d{{1,3}}(?!\d)){{0,30}}
    """,
    re.VERBOSE,
)
_MOST_OF_MONEY = 9

_NAME = r"[^\s@<>()\[\]{},;:\"'“”‘’|\\]"
_DOT = r"(?:\.|[ ]?[\[(]?\bdot\b[\])]?[ ]?)"
_MAIL = re.compile(
    rf"(?<!{_NAME}){_NAME}++[ ]{{0,2}}@[ ]{{0,2}}(?={_NAME}*[^\W\d_]){_NAME}+"
    rf"|(?<!{_NAME})[\w.+\-]++[ ]?[\[(][ ]?at[ ]?[\])][ ]?[\w\-]+(?:{_DOT}[\w\-]+){{1,3}}"
    rf"|(?<!{_NAME})[\w.+\-]++[ ]at[ ](?:[\w\-]+(?:[ ]?\bdot\b[ ]?[\w\-]+){{1,3}}"
    r"|(?:gmail|yahoo|hotmail|outlook|rediffmail)\b(?:[ .]*(?:com|in)\b)?)"
)
_SPACED = re.compile(r"\s@|@\s")
_PAPER = re.compile(
    r"(?<![^\W_])(?:[a-z]{5}[\-]?\d{4}[\-]?[a-z]|[a-z]{3}\d{7}|[A-Z]{5}[ ]\d{4}[ ][A-Z])(?![^\W_])"
)


class Known(NamedTuple):
    """Numbers and addresses that one knows of: those to hide, and those of the office, to be kept.

    Phone numbers are their digits alone, mail addresses in lower case.
    """

    numbers: frozenset = frozenset()
    kept: frozenset = frozenset()


def fold(text):
    """:return: `text` with ASCII digits and letters of one width; each character stays in its place"""
    return text.translate(FOLDED)


def number_of(text):
    """:return: the digits that tell a phone number, without its country's; empty if it is none"""
    digits = re.sub(r"\D", "", (text or "").translate(DEVANAGARI_DIGITS))
    return digits[-_PHONE:]


def known_spans(text, known):
    """Yield (start, end) of the numbers to hide, in whatever way they are written.

    :param str text: folded
    :param Known known: numbers of whom
    """
    if not known.numbers:
        return
    for chain in _CHAIN.finditer(text):
        groups = [match.span() for match in _GROUP.finditer(text, *chain.span())]
        places = [place for start, end in groups for place in range(start, end)]
        digits = "".join(text[start:end] for start, end in groups)
        for number in known.numbers:
            for match in re.finditer(re.escape(number), digits):
                yield places[match.start()], places[match.end() - 1] + 1
        for start, end in groups:
            if end - start >= _ENDING and any(
                number.endswith(text[start:end]) for number in known.numbers
            ):
                yield start, end


def telltale_spans(text, known=None):
    """Yield (start, end) of all that looks like a number or an address, whoever's, out of order.

    :param str text: folded
    :param Known known: what the office is reached by stays
    """
    kept = known.kept if known else frozenset()
    lowered = text.lower() if len(text.lower()) == len(text) else text
    yield from _addresses(lowered, kept)
    for match in _PAPER.finditer(lowered):
        yield match.span()
    for match in _PAPER.finditer(text):
        yield match.span()
    bare = _without_harmless(lowered)
    for chain in _CHAIN.finditer(bare):
        for groups in _parts_of_list(bare, chain):
            yield from _numbers(bare, groups, kept)


def _addresses(text, kept):
    for match in _MAIL.finditer(text):
        found = match[0]
        # With blanks around it the sign stands for a price as well.
        if _SPACED.search(found) and "." not in found.rpartition("@")[2].strip("."):
            continue
        if found.strip(".") not in kept:
            yield match.span()


def _without_harmless(text):
    pieces, end = [], 0
    for start, stop in sorted((*_harmless(text), *number_spans(text))):
        if start >= end:
            pieces += [text[end:start], "\0" * (stop - start)]
            end = stop
    return "".join([*pieces, text[end:]])


def _harmless(text):
    for match in _HARMLESS.finditer(text):
        digits = sum(map(str.isdecimal, match[0]))
        is_list = bool(match[0]) and not match[0][0].isdecimal() and digits > _MOST_OF_MONEY
        if digits <= _MOST_OF_MONEY or (is_list and max(map(len, _GROUP.findall(match[0]))) < 4):
            yield match.span()


def _parts_of_list(text, chain):
    """The groups of digits of a chain as (start, end), apart where a list goes on to its next item."""
    part = []
    for match in _GROUP.finditer(text, *chain.span()):
        if part and not _go_together(text, part[-1], match.span()):
            yield part
            part = []
        part.append(match.span())
    yield part


def _go_together(text, one, other):
    sizes = one[1] - one[0], other[1] - other[0]
    return min(sizes) >= 5 or max(sizes) == 1 or not _LISTED.search(text, one[1], other[0])


def _numbers(text, groups, kept):
    """Spans of numbers among groups of digits: first what is one for certain, then what may be."""
    left = [groups]
    for find in (_longest_number, _longest_likely):
        again = []
        for some in left:
            start = begin = 0
            while start < len(some):
                end = find(text, some[start : start + _LONGEST], kept)
                if not end:
                    start += 1
                    continue
                if _digits(text, some[start : start + end])[-_PHONE:] not in kept:
                    yield _plus_before(text, some[start][0]), some[start + end - 1][1]
                again.append(some[begin:start])
                start = begin = start + end
            again.append(some[begin:])
        left = [some for some in again if some]


def _longest_number(text, groups, kept):
    """How many of these groups, from the first on, make one number; 0 if none do."""
    start, digits = groups[0][0], _digits(text, groups)
    sizes = list(accumulate(end - begin for begin, end in groups))
    if sizes[0] >= _PHONE:
        return int(not (sizes[0] <= _PHONE + 1 and digits.startswith(_TOLL_FREE)))
    lengths = {size: count for count, size in enumerate(sizes, 1) if size <= _LONGEST_ABROAD}
    if sizes[-1] < _LEAST_WITH_CUE:
        return 0
    fitting = _lengths_at_home(digits)
    if _plus_before(text, start) < start:
        fitting |= {*range(8, _LONGEST_ABROAD + 1)}
    elif _CUE.search(text, max(0, start - _CUE_LENGTH), start):
        fitting |= {*range(_LEAST_WITH_CUE, _LONGEST_ABROAD + 1)}
        lengths = _without_kept(text, groups, lengths, kept)
    if _is_aadhaar(text, groups[:3]):
        fitting.add(12)
    return max((count for size, count in lengths.items() if size in fitting), default=0)


def _lengths_at_home(digits):
    """How long a number that begins so may be, with and without the code of the country."""
    if digits.startswith(_TOLL_FREE):
        return set()
    lengths = {len(code) + _PHONE for code in _COUNTRY if digits.startswith(code)}
    if digits[0] in "06789":
        lengths.add(_PHONE)
    if digits[0] == "0":
        lengths.add(_PHONE + 1)
    return lengths


def _without_kept(text, groups, lengths, kept):
    """These lengths up to the first group that is a number of its own, as a helpline's."""
    own = (place for place, (start, end) in enumerate(groups) if text[start:end] in kept)
    first = next(own, len(groups))
    return {size: count for size, count in lengths.items() if count <= first}


def _is_aadhaar(text, groups):
    if [end - start for start, end in groups] != [4, 4, 4]:
        return False
    return not all(text[start : start + 2] in _YEARS for start, _end in groups)


def _longest_likely(text, groups, _kept):
    """The same for a number of the fixed network with its code, written apart."""
    sizes = [end - start for start, end in groups[:3]]
    if _digits(text, groups[:1]) in _TOLL_FREE:
        return 0
    return next(
        (
            count
            for count in (2, 3)
            if sum(sizes[:count]) == _PHONE and len(sizes) >= count and min(sizes[:count]) >= 2
        ),
        0,
    )


def _digits(text, groups):
    return "".join(text[start:end] for start, end in groups)


def _plus_before(text, start):
    """Where the plus of a number stands that begins at `start`; `start` if it has none."""
    before = text[max(0, start - 2) : start]
    if before.endswith("+"):
        return start - 1
    return start - 2 if before in ("+ ", "+(") else start
