"""In how many parts the network sends a text, as 3GPP TS 23.038 and 23.040 lay down."""

from typing import NamedTuple

GSM, UCS2 = "gsm", "ucs2"
# The 7-bit default alphabet (23.038, 6.2.1), and what takes an escape before it (6.2.1.1).
_GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_ESCAPED = frozenset("\f^{}\\[~]|€")
# Septets, or UTF-16 units, of a message alone and of each of several (6 octets tell their order).
_ALONE = {GSM: 160, UCS2: 70}
_OF_SEVERAL = {GSM: 153, UCS2: 67}


class Length(NamedTuple):
    """How long a text is on the air.

    :ivar coding: GSM or UCS2
    :ivar units: septets or UTF-16 units
    :ivar parts: messages that the sender pays for
    """

    coding: str
    units: int
    parts: int


def length_of(text):
    """How long `text` is as an SMS.

    One character outside the 7-bit alphabet, such as any of Devanagari or ₹, makes all of it UCS-2.
    A pair of an escape and its character, or of surrogates, is not parted: a part may end one short.

    :rtype: Length
    """
    coding = GSM if _GSM_BASIC.union(_GSM_ESCAPED).issuperset(text) else UCS2
    sizes = [_size(character, coding) for character in text]
    units = sum(sizes)
    if units <= _ALONE[coding]:
        return Length(coding, units, 1)
    parts, filled = 1, 0
    for size in sizes:
        if filled + size > _OF_SEVERAL[coding]:
            parts, filled = parts + 1, 0
        filled += size
    return Length(coding, units, parts)


def _size(character, coding):
    if coding == GSM:
        return 2 if character in _GSM_ESCAPED else 1
    return 2 if ord(character) > 0xFFFF else 1
