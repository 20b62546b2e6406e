"""What a reply repeats of our own notices. Only that is certainly not said by whoever wrote it."""

import re
from bisect import bisect_right
from collections import defaultdict

# So many words of ours, in their order, are a quotation: below its introduction, with marks, bare.
_INTRODUCED, _MARKED, _BARE = 2, 4, 12
# Words of a notice that may be missing between two that are there.
_LONGEST_GAP = 8
_MARK = re.compile(r"^[\s>|]*>[\s>|]*")
_EDGES = ".,;:!?()[]<>{}\"'*_|।॥—–-"
# Between the groups of a number.
_JOINT = re.compile(r"(?<=\d)[-\u2010-\u2013](?=\d)")
_LINK = re.compile(r"https?://\S+")
# "On Sat, 28 Nov 2026 at 18:17, Office <office@police.example> wrote:", folded at will. In Hindi
# the day comes first.
_SAID_BY = re.compile(r"^(?:on\s|[^\s\d]{1,12},?\s\d|\d).*(?:wrote|लिखा)\s*:$", re.IGNORECASE)
_MOST_LINES_SAID_BY, _LONGEST_SAID_BY = 3, 300
# The head of the mail that is answered; it begins with who wrote that.
_FROM = re.compile(r"^\W*(?:from|से|भेजने वाला|प्रेषक)\W*:", re.IGNORECASE)
_BELOW_FROM = re.compile(
    r"^\W*(?:sent|date|to|cc|subject|भेजा गया|दिनांक|प्रति|विषय)\W*:", re.IGNORECASE
)
_MOST_LINES_OF_HEAD = 10
_RULER = re.compile(r"^(?:_{5,}|-{2,}\s*(?:original message|मूल संदेश)\s*-{2,})$", re.IGNORECASE)


def fold_quoted(text, notices, own_addresses):
    """Tell what a reply repeats of our notices from all else.

    A quotation are words of one notice in their order, line by line. What introduces it belongs to
    it, if it names an address of ours. Whatever else looks like a quotation is what somebody said.

    :param str text: a reply's plain text
    :param notices: list of text that was sent; of a link its beginning is enough
    :param own_addresses: what our mail comes from
    :return: list of (piece of text, whether it is quoted); together they hold each line
    """
    lines = text.split("\n")
    quoted = _quoted_lines(
        [_MARK.sub("", line).strip() for line in lines], lines, notices, own_addresses
    )
    pieces = []
    for number, line in enumerate(lines):
        if not pieces or pieces[-1][1] != (number in quoted):
            pieces.append(([], number in quoted))
        pieces[-1][0].append(line)
    joined = [("\n".join(piece).strip("\n"), is_quoted) for piece, is_quoted in pieces]
    return [(piece, is_quoted) for piece, is_quoted in joined if piece.strip()]


def _quoted_lines(bare, lines, notices, own_addresses):
    """:return: set of the numbers of lines that are a quotation or introduce one"""
    own, quoted = _OwnWords(notices), set()
    start = 0
    while start < len(bare):
        end, count = own.run(bare, start)
        introduced = count and _introduction(bare, start, own_addresses)
        is_marked = all(lines[number].lstrip().startswith(">") for number in range(start, end))
        enough = _MARKED if is_marked else _BARE
        if count >= (_INTRODUCED if introduced else enough):
            quoted.update(range(start, end), introduced or ())
        start = max(end, start + 1)
    return quoted


class _OwnWords:
    """The words of our notices, to find runs of them again."""

    def __init__(self, notices):
        self._links = tuple({link.lower() for text in notices for link in _LINK.findall(text)})
        self._places = []
        for text in notices:
            places = defaultdict(list)
            for place, word in enumerate(self._words(text)):
                places[word].append(place)
            self._places.append(places)

    def _words(self, text):
        """Words without signs around them, and without links of ours: these are never the same."""
        words = (_JOINT.sub("", word.strip(_EDGES)).lower() for word in text.split())
        return [word for word in words if word and not word.startswith(self._links)]

    def run(self, lines, start):
        """How far lines from `start` on repeat one notice.

        :return: (number of the line behind the run, count of its words)
        """
        found, end, count = self._begun(self._words(lines[start])), start, 0
        for number in range(start, len(lines)):
            words = self._words(lines[number])
            found = found if number == start else self._gone_on(found, words)
            if not found:
                break
            count += len(words)
            if any(map(str.isalnum, lines[number])):
                end = number + 1
        return end, count

    def _begun(self, words):
        """Where the notices hold these words: set of (index of the notice, place of the last word)."""
        if not words:
            return set()
        starts = {
            (index, place)
            for index, places in enumerate(self._places)
            for place in places.get(words[0], ())
        }
        return self._gone_on(starts, words[1:])

    def _gone_on(self, found, words):
        """Of places in notices those that go on with these words; where they end there."""
        for word in words:
            found = {
                (index, place) for index, after in found for place in self._next(index, after, word)
            }
        return found

    def _next(self, index, after, word):
        """The nearest place of a word behind another one, if it is near."""
        places = self._places[index].get(word, ())
        later = places[bisect_right(places, after) :][:1]
        return [place for place in later if place - after <= _LONGEST_GAP]


def _introduction(lines, start, own_addresses):
    """The lines above a quotation that say whose words it is; None unless they are ours.

    :rtype: range
    """
    end = _above_blank(lines, start)
    for first in (
        _first_of_said_by(lines, end, own_addresses),
        _first_of_head(lines, end, own_addresses),
    ):
        if first is not None:
            return range(first, start)
    return None


def _above_blank(lines, end):
    """The number of the line behind the last one before `end` that says something."""
    while end and not lines[end - 1]:
        end -= 1
    return end


def _first_of_said_by(lines, end, own_addresses):
    for first in range(end - 1, max(-1, end - 1 - _MOST_LINES_SAID_BY), -1):
        said_by = " ".join(lines[first:end])
        if not lines[first] or len(said_by) > _LONGEST_SAID_BY:
            return None
        if _SAID_BY.match(said_by) and _names(said_by, own_addresses):
            return first
    return None


def _first_of_head(lines, end, own_addresses):
    first = end - 1
    while first > 0 and end - first < _MOST_LINES_OF_HEAD and _BELOW_FROM.match(lines[first]):
        first -= 1
    if first < 0 or not (_FROM.match(lines[first]) and _names(lines[first], own_addresses)):
        return None
    above = _above_blank(lines, first)
    return above - 1 if above and _RULER.match(lines[above - 1]) else first


def _names(line, own_addresses):
    return any(address in line.lower() for address in own_addresses)
