"""Text without what tells who wrote it: names, numbers, addresses, signatures."""

import re

from odoo.addons.police_force.tools.text import compose

from .mask_html import HIDDEN, blotted_html
from .mask_names import NameFinder
from .telltale import Known, fold, known_spans, number_of, telltale_spans

# So many digits are a number to be looked for, in any way of writing it.
LIKE_A_NUMBER = 6
# What stands before the @ is looked for by itself, too, unless it is too short to tell.
_LOCAL_PART = 5
# What a signature may have: lines below the closing formula, letters of a line.
_SIGNATURE_LINES = 7
_SIGNATURE_WIDTH = 80
_QUESTION = re.compile(r"^(?=[^\n?]*\?[ \t]*$)", re.MULTILINE)
_CLOSING = re.compile(
    r"""^[ \t>]*(?:--[ ]?$
    |(?:(?:yours?[ ](?:faithfully|sincerely|truly)|(?:with[ ])?(?:(?:best|kind|warm)[ ])?regards
    |thanks(?:[ ](?:and|&)[ ]regards)?|thank[ ]you|bhawdiya?|bhavdiya?|prarthini|prarthi
    |nivedika|nivedak|dhanya[vw]aa?d|sent[ ]from|signed)\b
    |(?:भवदीया|भवदीय|प्रार्थिनी|प्रार्थी|निवेदिका|निवेदक|धन्यवाद|आपकी|आपका)(?![\u0900-\u0963]))
    [ \t]*[:,.।\-]*)""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_INTRODUCTION = re.compile(
    # "My name is not to be told" names nobody.
    r"(?:\bmy name is|\bmera na+m|मेरा नाम)[\s:]+((?:(?!(?:hai|hain|aur|and|है|हैं|और|na|nahi|nahin|not|mat|न|ना|नहीं|मत)"
    r"(?![\w\u0900-\u0963]))"
    r"(?:[^\W_]|[\u0900-\u0963])+[ ]?){1,3})",
    re.IGNORECASE,
)


class Mask:
    """Hides people in text: by their names in either script, their numbers and addresses.

    Whatever looks like a phone number, an address or the number of a document is hidden with them,
    whoever's it is. Rather too much than too little: the words are kept for those who may know.
    """

    def __init__(self, names=(), addresses=(), office=()):
        """
        :param names: iterable of text, names of people as written
        :param addresses: iterable of text, phone numbers and mail addresses of theirs
        :param office: iterable of text, numbers and addresses that anybody may see
        """
        addresses = [compose(address).strip() for address in addresses if address]
        numbers = {number_of(one) for one in addresses if "@" not in one}
        self._names = NameFinder(names)
        self._known = Known(
            frozenset(number for number in numbers if len(number) >= LIKE_A_NUMBER),
            frozenset(_as_kept(one) for one in office if one),
        )
        self._as_written = list(filter(None, map(_as_written_pattern, addresses)))

    def apply(self, text):
        """Return plain `text` with what tells who wrote it replaced by dots."""
        said = compose(text)
        spans = merged((*self._spans(said), *_signature_spans(said)))
        return blotted(said, spans) if spans else text or ""

    def apply_html(self, markup, is_letter=False):
        """Return HTML with the same hidden in what is read, whatever tags cut it, and in attributes.

        :param bool is_letter: it is the citizen's own, and may end in a signature
        """

        def find(said):
            return merged((*self._spans(said), *(_signature_spans(said) if is_letter else ())))

        return blotted_html(markup or "", find, self._attribute)

    def _attribute(self, name, value):
        """The value of an attribute of a tag without what tells who wrote it."""
        # Our own links are made of numbers.
        is_own = name in ("href", "src") and value.startswith(("/", "#"))
        spans = merged(self._spans(compose(value), own_link=is_own))
        return blotted(compose(value), spans) if spans else value

    def _spans(self, text, own_link=False):
        """Yield (start, end) of what tells, out of order."""
        folded = fold(text)
        for pattern in self._as_written:
            yield from (match.span() for match in pattern.finditer(text))
        yield from known_spans(folded, self._known)
        if not own_link:
            yield from telltale_spans(folded, self._known)
        yield from self._names.spans(folded)
        yield from (match.span(1) for match in _INTRODUCTION.finditer(text))


def merged(spans):
    """:return: list of (start, end) in order, those that meet made one"""
    whole = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        elif start < end:
            whole.append((start, end))
    return whole


def blotted(text, spans):
    """:return: `text` with dots in place of each span; a blank that ends one stays"""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], HIDDEN, " " * text[start:end].endswith(" ")]
        done = end
    return "".join([*pieces, text[done:]])


def _signature_spans(text):
    """What stands after the closing formula of a letter, if it looks like a signature."""
    for closing in _CLOSING.finditer(text, _start_of_end(text)):
        # Who signs asks nothing: what follows then is the answers to questions.
        signature = _QUESTION.split(text[closing.end() :], 1)[0]
        lines = [line for line in signature.splitlines() if line.strip()]
        if lines and len(lines) <= _SIGNATURE_LINES and max(map(len, lines)) <= _SIGNATURE_WIDTH:
            start = closing.end() + len(signature) - len(signature.lstrip())
            return [(start, closing.end() + len(signature.rstrip()))]
    return []


def _start_of_end(text):
    """Where the last lines begin that a signature and the formula above it can stand in."""
    start, lines, width = len(text), 0, 0
    while start and lines <= _SIGNATURE_LINES and width <= _SIGNATURE_WIDTH:
        begin = text.rfind("\n", 0, start - 1) + 1
        width = len(text[begin:start].strip())
        lines += bool(width)
        start = begin
    return start


def _as_written_pattern(address):
    """What finds an address as it is written, and what stands before its @ by itself; None for numbers."""
    local, at, _domain = address.partition("@")
    if not at and len(number_of(address)) >= LIKE_A_NUMBER:
        return None
    told = [one for one in (address, at and local) if len(one) >= (_LOCAL_PART if at else 2)]
    some = "|".join(map(re.escape, told))
    return some and re.compile(rf"(?<![^\W_])(?:{some})(?![^\W_])", re.IGNORECASE)


def _as_kept(address):
    return address.strip().lower() if "@" in address else number_of(address)
