"""Text without what tells who wrote it: names, numbers, addresses, signatures."""

import html
import re
import unicodedata

from .text import DEVANAGARI_DIGITS, joined_sound_key, normalise, words

HIDDEN = "•••"

# As `words` cuts, but on the text as it stands.
_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0963\u0970-\u097f])+")
_TAG = re.compile(r"(<[^>]*>)")
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_TITLES = frozenset(
    ("shri", "shree", "smt", "sri", "kumari", "miss", "mrs", "the", "and")
    + ("श्री", "श्रीमती", "कुमारी", "सुश्री", "और")
)
_SHORTEST = 3
# A word of a name this long is found inside others, too: in file names, in addresses.
_LONG = 5
# Short sounds are shared by too many words of either language.
_SHORT_SOUND = 3
# What a signature may have: lines below the closing formula, letters of a line.
_SIGNATURE_LINES = 7
_SIGNATURE_WIDTH = 80
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
    r"(?:\bmy name is|\bmera na+m|मेरा नाम)[\s:]+((?:(?!(?:hai|hain|aur|and|है|हैं|और)(?![\w\u0900-\u0963]))"
    r"(?:[^\W_]|[\u0900-\u0963])+[ ]?){1,3})",
    re.IGNORECASE,
)


class Mask:
    """Hides people in text: by their names in either script, their numbers and addresses.

    Rather too much than too little: the words are kept for those who may know.
    """

    def __init__(self, names=(), addresses=()):
        """
        :param names: iterable of text, names of people as written
        :param addresses: iterable of text, normalised phone numbers and mail addresses
        """
        named = [
            [word for word in words(name) if word not in _TITLES and len(word) >= _SHORTEST]
            for name in names
        ]
        whole = {"".join(parts) for parts in named if len(parts) > 1}
        self._words = {word for parts in named for word in parts} | whole
        self._sounds = {
            sound for word in self._words if len(sound := joined_sound_key([word])) >= _SHORT_SOUND
        }
        self._long = tuple(word for word in self._words if len(word) >= _LONG)
        self._addresses = [_address_pattern(address) for address in addresses if address]

    def apply(self, text):
        """Return plain `text` with what tells who wrote it replaced by dots."""
        text = unicodedata.normalize("NFC", text or "")
        return self._without_words(self._without_addresses(_without_signature(text)))

    def apply_html(self, markup):
        """Return HTML with the same hidden in what is read; of the tags only addresses."""
        pieces = _TAG.split(unicodedata.normalize("NFC", markup or ""))
        for position, piece in enumerate(pieces):
            if piece.startswith("<"):
                pieces[position] = self._without_addresses(piece)
                continue
            said = html.unescape(piece)
            hidden = self._without_words(self._without_addresses(said))
            if hidden != said:
                pieces[position] = html.escape(hidden, quote=False)
        return "".join(pieces)

    def _without_addresses(self, text):
        for pattern in self._addresses:
            text = pattern.sub(HIDDEN, text)
        return _EMAIL.sub(self._hide_address_with_name, text)

    def _hide_address_with_name(self, match):
        local = normalise(match[0]).partition("@")[0]
        return HIDDEN if any(word in local for word in self._words if len(word) > 3) else match[0]

    def _without_words(self, text):
        text = _INTRODUCTION.sub(_hide_introduced, text)
        return _WORD.sub(lambda match: HIDDEN if self._tells(match[0]) else match[0], text)

    def _tells(self, token):
        word = normalise(token)
        if word in self._words or any(part in word for part in self._long):
            return True
        return len(word) >= _SHORTEST and joined_sound_key([word]) in self._sounds


def _hide_introduced(match):
    introduced = match[1]
    return match[0].removesuffix(introduced) + HIDDEN + " " * introduced.endswith(" ")


def _without_signature(text):
    """Without what stands after the closing formula of a letter, if it looks like a signature."""
    for closing in _CLOSING.finditer(text):
        signature = text[closing.end() :]
        lines = [line for line in signature.splitlines() if line.strip()]
        if lines and len(lines) <= _SIGNATURE_LINES and max(map(len, lines)) <= _SIGNATURE_WIDTH:
            return f"{text[: closing.end()]} {HIDDEN}"
    return text


def _address_pattern(address):
    """What finds an address, a phone number in every way of writing it."""
    digits = re.sub(r"\D", "", address)
    if "@" in address or len(digits) < 6:
        return re.compile(re.escape(address), re.IGNORECASE)
    either_script = {
        chr(latin): f"[{chr(latin)}{chr(hindi)}]" for hindi, latin in DEVANAGARI_DIGITS.items()
    }
    number = r"[\s().\-\u2010-\u2013]*".join(either_script[digit] for digit in digits[-10:])
    return re.compile(rf"(?:\+|00)?(?:[9९][1१][\s\-]*|[0०][\s\-]*)?{number}(?!\d)")
