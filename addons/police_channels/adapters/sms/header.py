"""The header of a part of a long message (user data header, 3GPP TS 23.040, 9.2.3.24)."""

from ..incoming import Part

# Concatenated short messages: with a reference of 8 bits, and of 16.
_REFERENCE_OCTETS = {0x00: 1, 0x08: 2}


def part_of_header(octets):
    """Which part of a long message the header says this is.

    :param bytes octets: the header, its length first; empty if there is none
    :rtype: Part, or None if it is a message by itself
    """
    at, end = 1, min(len(octets), octets[0] + 1) if octets else 0
    while at + 1 < end:
        kind, length = octets[at], octets[at + 1]
        data = octets[at + 2 : at + 2 + length]
        size = _REFERENCE_OCTETS.get(kind)
        if size and len(data) == size + 2:
            total, number = data[size], data[size + 1]
            if 1 <= number <= total and total > 1:
                return Part(data[:size].hex(), total, number)
        at += 2 + length
    return None
