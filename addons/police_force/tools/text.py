"""Text in Devanagari, Latin and Urdu letters: clean it, cut it, compare names by their sound."""

import re
import unicodedata
from functools import lru_cache

from .urdu import fold_urdu, to_latin

# The same words come again and again; each costs some ten microseconds. No word is longer, and
# what is, would only fill the memory.
CACHED_WORDS, _LONGEST_CACHED = 20_000, 60

DEVANAGARI_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")

# \w leaves out the vowel signs of Devanagari and would cut "थाना" in two; a danda is no letter.
WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0963\u0970-\u097f])+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u034f]")
# Signs upon one letter: Unicode is slow to put more of them in order, and no script has more.
_MOST_SIGNS, _JOINER = 30, "\u034f"
_MANY_SIGNS = re.compile(rf"[^\s\x00-\u02ff]{{{_MOST_SIGNS + 1},}}")

# What no database column or screen can hold: NUL and most control characters, halves of a sign that
# was cut in two. Others part lines or words, as a word processor writes them.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
_BLANKS = re.compile("[\x1c-\x1f]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")
_TO_CLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff\ufffe\uffff]")

STATION_WORDS = frozenset(
    ("thana", "thane", "thaana", "ps", "kotwali", "kotvali", "थाना", "थाने", "कोतवाली")
) | {"تھانہ", "تھانے", "کوتوالی"}

_CONSONANTS = {
    **dict.fromkeys("कख", "k"),
    **dict.fromkeys("गघ", "g"),
    **dict.fromkeys("चछ", "c"),
    **dict.fromkeys("जझ", "j"),
    **dict.fromkeys("टठतथ", "t"),
    **dict.fromkeys("डढदध", "d"),
    **dict.fromkeys("ङञणनऩ", "n"),
    **dict.fromkeys("बभ", "b"),
    **dict.fromkeys("शषस", "s"),
    **dict.fromkeys("रऱ", "r"),
    **dict.fromkeys("लळऴ", "l"),
    "प": "p",
    "फ": "f",
    "म": "m",
    "य": "y",
    "व": "v",
    "ह": "h",
}
_VOWELS = {
    **dict.fromkeys("अआाॲऍॅ", "a"),
    **dict.fromkeys("इईिी", "i"),
    **dict.fromkeys("उऊुू", "u"),
    **dict.fromkeys("एऐेैऎॆ", "e"),
    **dict.fromkeys("ओऔोौऑॉऒॊ", "o"),
}
_VIRAMA, _NUKTA = "\u094d", "\u093c"

# Latin spellings, longest first: every way an officer or a citizen writes the same sound.
_LATIN = (
    ("ksh", "ks"),
    ("chh", "c"),
    ("tch", "c"),
    ("ch", "c"),
    ("sh", "s"),
    ("ph", "f"),
    ("ck", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("aa", "a"),
    ("ee", "i"),
    ("ii", "i"),
    ("oo", "u"),
    ("uu", "u"),
    ("ai", "e"),
    ("ei", "e"),
    ("ay", "e"),
    ("au", "o"),
    ("ou", "o"),
    ("ow", "o"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
    ("z", "j"),
    ("w", "v"),
)
_LATIN_SOUND = dict(_LATIN)
_LATIN_TOKEN = re.compile("|".join(spelling for spelling, _sound in _LATIN) + "|.")
_ASPIRATION = re.compile("(?<=[bcdgjkpstfr])h")
_NASAL_BEFORE_LIP = re.compile("m(?=[pbf])")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")


def clean(text):
    """Return `text` with Unix line ends and without characters that cannot be stored or shown.

    The one way for whatever people type, paste, import or send. Joiners stay, without which Hindi is
    not what was written. Empty text for None or False.
    """
    if not text or not _TO_CLEAN.search(text):
        return text or ""
    # Safe HTML stays what it is.
    return type(text)(_UNWANTED.sub("", _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text))))


def clean_all(value):
    """Return `value`, a text or lists, tuples and dicts of texts, with each text clean."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (list, tuple)):
        return type(value)(map(clean_all, value))
    return {key: clean_all(part) for key, part in value.items()} if type(value) is dict else value


def storable(value):
    """Return `value` like `clean_all`, but as it is where a database can store it."""
    if isinstance(value, str):
        return value if _is_storable(value) else clean(value)
    if isinstance(value, (list, tuple)):
        return type(value)(map(storable, value))
    return {key: storable(part) for key, part in value.items()} if type(value) is dict else value


def _is_storable(text):
    if "\0" in text:
        return False
    try:
        # The quickest way to look for halves of signs.
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def compose(text):
    """Return `text` in Unicode NFC, in a time that grows only with its length.

    Without end the signs upon one letter would take the square of their number: as Unicode's
    "stream-safe" text they are parted by a joiner that nobody sees. Empty text for None or False.
    """
    return unicodedata.normalize("NFC", _MANY_SIGNS.sub(_part_signs, text or ""))


def _part_signs(match):
    parted, signs = [], 0
    for letter in match[0]:
        signs = signs + 1 if unicodedata.combining(letter) else 0
        if signs > _MOST_SIGNS:
            parted.append(_JOINER)
            signs = 1
        parted.append(letter)
    return "".join(parted)


def normalise(text):
    """Return `text` ready to be stored for search or compared.

    Unicode NFC (the nukta letters have two spellings), case folded, digits as ASCII, one spelling
    of each Urdu letter, no invisible joiners, blanks collapsed. Empty text for None or False.
    """
    text = compose(text).casefold().translate(DEVANAGARI_DIGITS)
    text = text if text.isascii() else fold_urdu(text)
    return " ".join(_INVISIBLE.sub("", text).split())


def words(text):
    """Return the words of `text` as `normalise` leaves them, in order, without punctuation."""
    return WORD.findall(normalise(text))


def name_words(text):
    """Return the words of a name without those that only say it is a station's.

    "Thana Bithoor" gives ["bithoor"]; a name of nothing else ("कोतवाली") is left as it is.
    """
    found = words(text)
    return [word for word in found if word not in STATION_WORDS] or found


def phonetic_key(text):
    """Return the consonant skeleton of a name, the same for Devanagari and for Latin spellings.

    अछल्दा, Achhalda and Achalda all give "aclda" without its vowels. Aspiration, doubled letters,
    vowel length, dots under and over letters, v/w and blanks make no difference; of the vowels only
    the fact that the name begins with one is kept. Digits stay. Short names share keys: whoever
    needs to tell those apart compares `joined_sound_key` as well.
    """
    return joined_key(words(text))


def joined_key(words_of_name):
    """Return `phonetic_key` of words that `words` has cut already."""
    parts = iter(words_of_name)
    key = next(filter(None, map(_skeleton, parts)), "")
    return _nasal("".join([key, *map(_inner_skeleton, parts)]))


def growing_keys(some_words):
    """Yield the `phonetic_key` of the first word, of the first two, and so on."""
    key = ""
    for word in some_words:
        key += _inner_skeleton(word) if key else _skeleton(word)
        yield _nasal(key)


def _nasal(key):
    """The dot is n or m by what follows: मुंबई, Mumbai."""
    return key[:1] + _NASAL_BEFORE_LIP.sub("n", key[1:]) if "m" in key else key


def joined_sound_key(words_of_name):
    """Return the skeleton of a name with the vowels that spelling does not play with.

    Finer than `phonetic_key`: Bar and Barra, Aata and Ait differ. The short a inside a name is left
    out, since one writer puts it down and the next one doesn't.

    :param words_of_name: words that `words` has cut already
    """
    sounds = _NASAL_BEFORE_LIP.sub("n", "".join(map(_sounds, words_of_name)))
    return sounds[:1] + re.sub(r"a(?!$)", "", sounds[1:])


def _cached(sound):
    """Decorator of what takes one word."""
    kept = lru_cache(maxsize=CACHED_WORDS)(sound)
    return lambda word: kept(word) if len(word) <= _LONGEST_CACHED else sound(word)


@_cached
def _skeleton(word):
    sounds = _sounds(word)
    return re.sub("[aeiou]", "a", sounds[:1]) + re.sub("[aeiouyv]", "", sounds[1:])


@_cached
def _inner_skeleton(word):
    return re.sub("[aeiouyv]", "", _sounds(word))


@_cached
def _sounds(word):
    """Return one word as a string of sounds, the letters a-z standing for classes of letters."""
    is_hindi = re.search("[\u0900-\u097f]", word)
    spelt = _from_devanagari(word) if is_hindi else _from_latin(to_latin(word))
    spelt = _DOUBLED.sub(r"\1", spelt)
    return re.sub("^v", "b", re.sub("^y", "j", spelt))


def _from_latin(word):
    word = unicodedata.normalize("NFD", word)
    word = "".join(letter for letter in word if letter.isalnum())
    sounds = "".join(_LATIN_SOUND.get(token, token) for token in _LATIN_TOKEN.findall(word))
    return _ASPIRATION.sub("", sounds)


def _from_devanagari(word):
    # The flapped letters are written r, the plain ones d; सिंह is said and written Singh.
    word = word.replace("ड" + _NUKTA, "र").replace("ढ" + _NUKTA, "र").replace(_NUKTA, "")
    word = word.replace("ज्ञ", "ग्य").replace("ंह", "ंग").replace("ृ", "्रि").replace("ऋ", "रि")
    return "".join(_devanagari_letter(word, position) for position in range(len(word)))


def _devanagari_letter(word, position):
    letter, following = word[position], word[position + 1 : position + 2]
    if letter in _CONSONANTS:
        # A consonant without sign carries a short a, which is not spoken at the end of a word.
        bare = not following or following == _VIRAMA or following in _VOWELS
        return _CONSONANTS[letter] + ("" if bare else "a")
    if letter in "ंँ":
        return "n" if following else ""
    return _VOWELS.get(letter, letter if letter.isascii() and letter.isalnum() else "")
