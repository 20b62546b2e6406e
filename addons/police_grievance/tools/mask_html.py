"""Hiding spans of what is read in HTML, however the tags cut it."""

import html
import re
from bisect import bisect_left
from urllib.parse import unquote

HIDDEN = "•••"

_TAG = re.compile(r"(<[^<>]*>)")
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]+)(\s*=\s*)(\"[^\"]*\"|'[^']*')")
_TAG_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
# Tags that words go on through; all others part them.
_WITHIN_WORDS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
    ]
    + ["strong", "sub", "sup", "tt", "u", "var", "wbr"]
)
_NO_WORDS = frozenset(("class", "style", "id", "name", "target", "rel", "dir", "lang"))


def blotted_html(markup, find, attribute):
    """:return: HTML without what `find` finds in its words and `attribute` in its attributes

    :param str markup: as lxml writes it: no bare < or > in words or attributes
    :param find: takes text, returns list of (start, end), in order and apart
    :param attribute: takes name and value of an attribute, returns the value to be shown
    """
    pieces = _TAG.split(markup)
    said = [_between(piece) if piece.startswith("<") else html.unescape(piece) for piece in pieces]
    spans = find("".join(said))
    start = 0
    for place, (piece, words) in enumerate(zip(pieces, said, strict=True)):
        if piece.startswith("<"):
            pieces[place] = _blotted_tag(piece, attribute)
        else:
            hidden = _blotted_piece(words, start, spans)
            pieces[place] = piece if hidden == words else html.escape(hidden, quote=False)
        start += len(words)
    return "".join(pieces)


def _between(tag):
    """What a tag is to who reads: nothing, or the end of a line."""
    name = _TAG_NAME.match(tag)
    return "" if name and name[1].lower() in _WITHIN_WORDS else "\n"


def _blotted_piece(words, start, spans):
    """The part of the text that begins at `start`, without the parts of spans in it."""
    pieces, done, end = [], start, start + len(words)
    first = bisect_left(spans, start, key=lambda span: span[1])
    for begin, stop in spans[first : bisect_left(spans, end, key=lambda span: span[0])]:
        pieces.append(words[done - start : max(begin, start) - start])
        if begin >= start:
            pieces.append(HIDDEN + " " * words[: stop - start].endswith(" "))
        done = min(stop, end)
    return "".join([*pieces, words[done - start :]])


def _blotted_tag(tag, attribute):
    return _ATTRIBUTE.sub(lambda match: _blotted_attribute(match, attribute), tag)


def _blotted_attribute(match, attribute):
    name, value = match[1].lower(), html.unescape(match[3][1:-1])
    if name in _NO_WORDS:
        return match[0]
    shown = attribute(name, value)
    if (
        name in ("href", "src")
        and shown == value
        and attribute(name, unquote(value)) != unquote(value)
    ):
        shown = HIDDEN
    if shown == value:
        return match[0]
    return f'{match[1]}{match[2]}"{html.escape(shown)}"'
