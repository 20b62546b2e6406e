"""Phone numbers in one form, so that one person's spellings of a number meet."""

import re
from typing import NamedTuple

import phonenumbers

from .text import DEVANAGARI_DIGITS

# In full already: kept as it is, where the library would take a leading zero for a trunk prefix.
_INDIAN_IN_FULL = re.compile(r"(?:\+|00|0)?91([0-9]{10})")
_BETWEEN_DIGITS = re.compile(r"[\s().\-\u2010-\u2013]")
# Digits with what is written between them; none beside a letter, such as an O said for a zero.
_LIKE_A_NUMBER = re.compile(
    r"(?<![\w@.])(?:\+\s*|\(\+?)?[0-9](?:[\s().\-\u2010-\u2013]*[0-9])*(?![\w@])"
)
_INDIAN_DIGITS = 10
_IN_FULL = re.compile(r"\+[0-9]+")
# Longer than whatever is typed for a phone.
_LONGEST = 200
_AROUND_REMARK = " \t\r\n,;:/|&.()[]{}-"


class Said(NamedTuple):
    """What somebody said when asked for a phone: `numbers` in E.164, `remark` all else."""

    numbers: tuple[str, ...]
    remark: str


def read_phones(text, country="IN"):
    """Return the numbers in what was typed for a phone, and what was said beside them.

    "9876511021 (son)" is a number and "son". Digits that cannot be a number stay in the remark, a
    letter O among them too: nobody knows what was meant.

    :param str text: as written: 0, +91, 91, 0091, STD codes, blanks, dashes, Devanagari digits
    :param str country: ISO code of the country of numbers without a country code
    :rtype: Said
    """
    text = (text or "").translate(DEVANAGARI_DIGITS)
    if len(text) > _LONGEST:
        return Said((), text.strip())
    numbers = {}

    def take(match):
        found = _numbers_in(match[0], country)
        numbers.update(dict.fromkeys(found))
        return " " if found else match[0]

    remark = _LIKE_A_NUMBER.sub(take, text)
    return Said(tuple(numbers), " ".join(remark.split()).strip(_AROUND_REMARK))


def normalise_phone(text, country="IN"):
    """Return the first number in `text` as E.164 (+919…), or None when there is none."""
    return next(iter(read_phones(text, country).numbers), None)


def format_phone(value):
    """Return a number in E.164 in groups that can be read out and typed: +91 98765 11021.

    :param str value: anything else, such as a mail address, comes back as it is
    """
    if not _IN_FULL.fullmatch(value):
        return value
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    in_full = _INDIAN_IN_FULL.fullmatch(value)
    if in_full and not phonenumbers.is_valid_number(number):
        return f"+91 {in_full[1][:5]} {in_full[1][5:]}"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _numbers_in(digits, country):
    """The number that some digits are, or the two that stand side by side; else none."""
    number = _number(digits, country)
    if number:
        return [number]
    parts = digits.split()
    for at in range(1, len(parts)):
        pair = [_number(" ".join(part), country) for part in (parts[:at], parts[at:])]
        if all(pair):
            return pair
    return []


def _number(digits, country):
    in_full = _INDIAN_IN_FULL.fullmatch(_BETWEEN_DIGITS.sub("", digits))
    if in_full:
        return f"+91{in_full[1]}"
    try:
        number = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return None
    # Possible, not valid: numbering plans grow faster than the library. But in full, with its STD
    # code: what is possible in one town only is another number in the next one.
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE or not _has_indian_length(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _has_indian_length(number):
    """India's are ten digits, but for what the library knows, such as 1800 and more."""
    if number.country_code != phonenumbers.country_code_for_region("IN"):
        return True
    digits = phonenumbers.national_significant_number(number)
    return len(digits) == _INDIAN_DIGITS or phonenumbers.is_valid_number(number)
