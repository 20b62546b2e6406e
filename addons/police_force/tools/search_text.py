"""Text as it is searched: what people write differently is one spelling, names have their sounds."""

import re

from .text import WORD, name_words, normalise, phonetic_key

_NUKTA, _VIRAMA = "\u093c", "\u094d"
# Letters that Unicode keeps whole with their dot; the others are a letter and a dot.
_DOTTED = str.maketrans("\u0929\u0931\u0934", "नरळ", _NUKTA)
_STOPS = "क-घच-झट-ढत-धप-भ"
# पञ्च, पन्च and पंच; चाँद and चांद.
_NASAL = re.compile(f"[ङञणनम]{_VIRAMA}(?=[{_STOPS}])|ँ")
# The dot of ड़ and ढ़ is left out, or the letter taken for the other: not where two meet, after a
# nasal or at the beginning, where no tongue makes them so.
_FLAPPED = re.compile(f"(?<=[^{_VIRAMA}ंँ\\s])([डढ]){_NUKTA}?(?!{_VIRAMA})")
# What inflection puts at the end of a Hindi word, थाना, थाने, थानों; and of an English one.
_ENDING = re.compile("(?:ि?यों|ि?यां|ा?एं|ा?ओं|[ािीुूेैोौ]?[ंँ]?|(?<=[a-z]{3})e?s)$")
_SHORTEST_STEM = 2


def search_spelling(text):
    """Return `text` as it is stored for search, or looked for in what is: one sign for each nasal,
    no dots below letters, and the rest as by `normalise`."""
    plain = normalise(text)
    return plain if plain.isascii() else _NASAL.sub("ं", plain.translate(_DOTTED))


def search_words(text):
    """Return the words of `text` in the spelling of search, in order, without punctuation."""
    return WORD.findall(search_spelling(text))


def stems(text):
    """Return the words of `text`, without what inflection changes at their ends."""
    return [_stem(word) for word in search_words(text)]


def _stem(word):
    stem = _ENDING.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word


def search_lines(names):
    """Return what is searched for these names: a line for each, its words and then their sounds.

    A line looks like "govind nagar|gndngr|gnd|ngr|": the sounds of the whole name and of each word.
    """
    return "\n".join(map(_search_line, names))


def _search_line(name):
    parts = name_words(name)
    keys = dict.fromkeys(key for part in (" ".join(parts), *parts) for key in sound_keys(part))
    return "|".join([" ".join(search_words(name)), *keys, ""])


def sound_keys(text):
    """Return the `phonetic_key` of a name, and those that it has with other dots below ड and ढ:
    रामगढ़, रामगढ and रामगड share one with Ramgarh."""
    spellings = {text: None}
    if not text.isascii():
        spellings |= dict.fromkeys((_FLAPPED.sub(rf"\1{_NUKTA}", text), _FLAPPED.sub(r"\1", text)))
    return list(dict.fromkeys(filter(None, map(phonetic_key, spellings))))
