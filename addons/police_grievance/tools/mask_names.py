"""Where a text holds the names of people, in either script and however they are spelt."""

import re

from odoo.addons.police_force.tools.text import joined_key, joined_sound_key, normalise, words

# As `words` cuts, but on the text as it stands: with what nobody sees, and signs upon letters.
_LETTER = (
    r"(?:[^\W_]|[\u0900-\u0963\u0970-\u097f\u200b-\u200f\u2060\ufeff\u00ad\u034f\u0300-\u036f])"
)
_WORD = re.compile(rf"{_LETTER}+")
# Letters one by one: initials, or a name that is spelt.
_SPELT = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_]{1,2}[^\W\d_](?![^\W_]))+")
_INITIAL = re.compile(r"(?<![^\W_])([A-Za-z])\.? ?\Z")
_TITLES = frozenset(
    ("shri", "shree", "smt", "sri", "kumari", "miss", "mrs", "the", "and")
    + ("श्री", "श्रीमती", "कुमारी", "सुश्री", "और")
)
_SHORTEST = 3
# A word of a name this long is found inside others, too: in file names, in addresses.
_LONG = 5
# Short sounds are shared by too many words of either language.
_SHORT_SOUND = 3
# So many consonants tell a name by themselves, whatever vowels are written between them.
_TELLING_CONSONANTS = 5
# No name is longer; the sounds of what is are not worth their time.
_LONGEST_WORD = 60


class NameFinder:
    """Finds the names of some people, word by word."""

    def __init__(self, names):
        """:param names: iterable of text, names of people as written"""
        named = [
            [word for word in words(name) if word not in _TITLES and len(word) >= _SHORTEST]
            for name in names
        ]
        initials = [
            "".join(word[0] for word in words(name) if word not in _TITLES) for name in names
        ]
        self._initials = {some for some in initials if len(some) > 1}
        self._first_letters = frozenset("".join(initials))
        whole = {"".join(parts) for parts in named if len(parts) > 1}
        self._words = {word for parts in named for word in parts} | whole
        self._sounds = _long_enough(joined_sound_key, self._words, _SHORT_SOUND)
        self._consonants = _long_enough(joined_key, self._words, _TELLING_CONSONANTS)
        self._long = tuple(word for word in self._words if len(word) >= _LONG)
        self._known = {}

    def spans(self, text):
        """Yield (start, end) of each word that tells a name, of words that make one together."""
        if not self._words:
            return
        before = None
        for match in _WORD.finditer(text):
            if self._tells(match[0]):
                yield self._with_initial(text, match.start()), match.end()
            elif before and self._tells_parted(text, before, match):
                yield before.start(), match.end()
            before = match
        for match in _SPELT.finditer(text):
            if self._tells_spelt(match[0]):
                yield match.span()

    def _tells(self, token):
        if token not in self._known:
            self._known[token] = self._is_name(normalise(token))
        return self._known[token]

    def _is_name(self, word):
        if word in self._words or any(part in word for part in self._long):
            return True
        if not _SHORTEST <= len(word) <= _LONGEST_WORD:
            return False
        return joined_sound_key([word]) in self._sounds or joined_key([word]) in self._consonants

    def _tells_parted(self, text, one, other):
        """Whether two words that stand together are a long name, cut in two."""
        if other.start() - one.end() > 2 or text[one.end() : other.start()].strip(" -_."):
            return False
        return normalise(one[0] + other[0]) in self._long

    def _tells_spelt(self, spelt):
        letters = "".join(word for word in words(spelt.replace("_", " ")))
        is_name = len(letters) >= _SHORTEST and self._is_name(letters)
        return is_name or (spelt.isupper() and "." in spelt and letters in self._initials)

    def _with_initial(self, text, start):
        """Where a name begins that has the initial of another name before it."""
        initial = _INITIAL.search(text, max(0, start - 4), start)
        return initial.start() if initial and initial[1].lower() in self._first_letters else start


def _long_enough(sound, some_words, least):
    return {key for key in (sound([word]) for word in some_words) if len(key) >= least}
