"""Urdu script in Latin letters, for reading by sound and by word lists.

Written by hand: of the packages that know the script the good one (aksharamukha) is AGPL, the
others stand upon it, or guess the short vowels, which are not written, and mostly wrongly.
"""

import re

_LETTERS = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5]")
_WORDS = re.compile("[\u0620-\u065f\u066e-\u06d3\u06d5]+")
_SIGNS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
# What an Arabic or Persian keyboard writes for the same letter, and the digits of both.
_ONE_SPELLING = str.maketrans("يىكهةۃۀۂٱأإۓ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ییکہہہہہاااے" + "0123456789" * 2)

_CONSONANTS = {
    **dict.fromkeys("تطٹ", "t"),
    **dict.fromkeys("سصث", "s"),
    **dict.fromkeys("زذضظژ", "z"),
    **dict.fromkeys("دڈ", "d"),
    **dict.fromkeys("رڑ", "r"),
    **dict.fromkeys("نں", "n"),
    **dict.fromkeys("گغ", "g"),
    "ھ": "h",
    "ب": "b",
    "پ": "p",
    "ج": "j",
    "چ": "ch",
    "خ": "kh",
    "ش": "sh",
    "ف": "f",
    "ق": "q",
    "ک": "k",
    "ل": "l",
    "م": "m",
}
_VOWELS = frozenset("اآویےعئؤء")

# Where the letters alone don't show how a frequent word sounds, as texts in Latin letters have it.
_FREQUENT = dict(
    pair.split(":")
    for pair in [
        "میں:mein",
        "ہے:hai",
        "ہیں:hain",
        "کے:ke",
        "کی:ki",
        "کا:ka",
        "کو:ko",
        "نے:ne",
        "سے:se",
        "پر:par",
        "اور:aur",
        "یہ:yeh",
        "وہ:woh",
        "اس:us",
        "ان:un",
        "جو:jo",
        "تو:to",
        "بھی:bhi",
        "ہی:hi",
        "نہیں:nahi",
        "مت:mat",
        "نہ:na",
        "کر:kar",
        "گھر:ghar",
        "مجھے:mujhe",
        "میرا:mera",
        "میرے:mere",
        "میری:meri",
        "ہم:hum",
        "ہمارے:hamare",
        "ہماری:hamari",
        "ہمارا:hamara",
        "ہمیں:hamen",
        "آپ:aap",
        "اپنے:apne",
        "اپنی:apni",
        "اپنا:apna",
        "کہ:ke",
        "کوئی:koi",
        "کسی:kisi",
        "کچھ:kuch",
        "کل:kal",
        "رات:raat",
        "ہو:ho",
        "ہوا:hua",
        "ہوئی:hui",
        "ہوئے:hue",
        "ہوں:hoon",
        "گیا:gaya",
        "گئی:gayi",
        "گئے:gaye",
        "لیا:liya",
        "دیا:diya",
        "رہا:raha",
        "رہی:rahi",
        "رہے:rahe",
        "تھا:tha",
        "تھی:thi",
        "تھے:the",
        "ایک:ek",
        "دو:do",
        "تین:teen",
        "بہت:bahut",
        "صاحب:sahab",
        "جناب:janab",
        "مہربانی:meharbani",
        "شکایت:shikayat",
        "تھانہ:thana",
        "تھانے:thane",
        "کوتوالی:kotwali",
        "پولیس:police",
        "چوکی:chowki",
        "ضلع:zila",
        "محلہ:mohalla",
        "گاؤں:gaon",
        "قصبہ:kasba",
        "بیٹی:beti",
        "بیٹا:beta",
        "بچہ:bacha",
        "بچی:bachi",
        "لڑکی:ladki",
        "لڑکا:ladka",
        "بیوی:biwi",
        "شوہر:shauhar",
        "قتل:qatl",
        "خون:khoon",
        "زہر:zahar",
        "زخمی:zakhmi",
        "حملہ:hamla",
        "خودکشی:khudkushi",
        "بندوق:banduk",
        "چوری:chori",
        "چور:chor",
        "دکان:dukan",
        "موبائل:mobile",
        "پڑوسی:padosi",
        "جھگڑا:jhagda",
        "زمین:zameen",
        "قبضہ:kabza",
        "رپورٹ:report",
        "روپے:rupaye",
        "پیسے:paise",
        "شادی:shadi",
        "دوست:dost",
        "شراب:sharab",
        "لوگ:log",
        "فون:phone",
        "کال:call",
        "وقت:waqt",
        "آج:aaj",
        "صبح:subah",
        "شام:shaam",
        "شکریہ:shukriya",
        "اندر:andar",
        "پستول:pistol",
        "چاقو:chaku",
        "گولی:goli",
        "دھمکی:dhamki",
        "اغوا:agwa",
        "عصمت:ismat",
        "مدد:madad",
        "آگ:aag",
        "مار:maar",
        "پیٹ:peet",
        "جان:jaan",
        "موت:maut",
        "لگ:lag",
        "ڈوب:doob",
        "بند:band",
        "بچا:bacha",
        "لو:lo",
        "گم:gum",
        "لاپتہ:lapata",
    ]
)


def is_urdu(text):
    """Tell whether there are letters of the Urdu script in `text`."""
    return bool(_LETTERS.search(text))


def is_written_in_urdu(text):
    """Tell whether more than half of the letters of `text` are of the Urdu script."""
    return 2 * len(_LETTERS.findall(text)) > sum(map(str.isalpha, text))


def fold_urdu(text):
    """Return `text` with one spelling for each Urdu letter and digit, without vowel signs."""
    return _SIGNS.sub("", text.translate(_ONE_SPELLING))


def to_latin(text):
    """Return `text` with each word in Urdu script spelt in Latin letters, all else as it is.

    Frequent words as texts in Latin letters have them, others by what is written: چمن گنج gives
    "chmn gnj". و and ی between consonants come as u and i, also where o and e are said.
    """
    return _WORDS.sub(lambda match: _word(fold_urdu(match[0])), text)


def _word(word):
    if word in _FREQUENT:
        return _FREQUENT[word]
    return "".join(_letter(word, at) for at in range(len(word)))


def _letter(word, at):
    letter, before, after = word[at], word[at - 1 : at], word[at + 1 : at + 2]
    if letter in _CONSONANTS:
        # A letter that is only long is written once.
        return _CONSONANTS[letter] + ("a" if after == letter else "")
    if letter in "اآ":
        # In front it only carries the vowel that follows.
        return "" if not before and after and after in "وی" else "a"
    if letter in "وؤیئ":
        return _half_vowel(word, at)
    if letter in "ہح":
        return _breath(letter, before, after)
    if letter == "ے":
        return "i" if word[:at].endswith("ائ") else "e"
    beside_vowel = {before, after} & _VOWELS
    return "a" if letter == "ع" and not beside_vowel else ""


def _half_vowel(word, at):
    """One letter for v, u and o, one for y, i and e."""
    letter, before, after = word[at], word[at - 1 : at], word[at + 1 : at + 2]
    consonant, vowel = ("v", "u") if letter in "وؤ" else ("y", "i")
    if letter == "ئ" and after and after in "یےو":
        return "" if before in _VOWELS else "iy" if after == "ے" else "a"
    if after == "ں" and at + 2 == len(word):
        return "o" if vowel == "u" else "e"
    is_consonant = not before or after in ("ا", "آ", "ے") or (before == "و" and after == "ی")
    return consonant if is_consonant or word[at + 1 :] == "ہ" else vowel


def _breath(letter, before, after):
    """Said between vowels and in front; behind a consonant a short vowel stands before it."""
    if letter == "ہ" and before and not after and before != "ا":
        return "a"
    return "h" if not before or before in _VOWELS else "ah"


def sound_pattern(sound):
    """Return what `sound`, read from Urdu script, may sound like when the vowels are known.

    :param str sound: what `joined_sound_key` made of words in Urdu script
    :return: a pattern for the whole of `open_sound` of a name
    """
    return re.compile("[iu]?".join(map(re.escape, open_sound(sound))) + "[iu]?")


def open_sound(sound):
    """Return the key `sound` with no more about its vowels than the Urdu script tells."""
    sound = re.sub("[ov]", "u", re.sub("[ey]", "i", sound))
    return re.sub("^[iu]", "a", sound)
