"""Phone numbers in one form, so that one person's spellings of a number meet."""

import re

import phonenumbers

from .text import DEVANAGARI_DIGITS

# In full already: kept as it is, where the library would take a leading zero for a trunk prefix.
_INDIAN_IN_FULL = re.compile(r"(?:\+|00)?91([0-9]{10})")


def normalise_phone(text, country="IN"):
    """Return the number as E.164 (+919…), or None when `text` is no phone number.

    :param str text: as written: 0, +91, 91, 0091, blanks, dashes, Devanagari digits
    :param str country: ISO code of the country of numbers without a country code
    """
    text = (text or "").translate(DEVANAGARI_DIGITS)
    in_full = _INDIAN_IN_FULL.fullmatch(re.sub(r"[\s().\-\u2010-\u2013]", "", text))
    if in_full:
        return f"+91{in_full[1]}"
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    # Possible, not valid: numbering plans grow faster than the library.
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
