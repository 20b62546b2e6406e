"""Recordings of the telephone exchange: 8 kHz, 16 bits, one channel, behind a RIFF header.

Asterisk writes the lengths into the header when a recording ends. One that was broken off has none, and
players differ in what they make of it; what was said is all there. Standard library only: the voice door
runs outside Odoo.
"""

import struct
from array import array
from operator import mul

RATE, OCTETS = 8000, 2
HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
# Of this many samples one says how loud it is; in pieces of 20 ms.
_EVERY, _PIECE = 4, RATE // 50
# Root mean square above which a piece is a sound: a quiet line is far below, and so is a room.
_LOUD = 150
# Fewer pieces than this are a click, or a breath.
_FEWEST_PIECES = 15


def samples_of(content):
    """:return: the octets of the samples, all that are whole"""
    data = content[HEADER.size :] if content[:4] == b"RIFF" else content
    return data[: len(data) // OCTETS * OCTETS]


def repaired(content):
    """The recording with the lengths that it has, whatever its header says."""
    data = samples_of(content)
    head = (b"RIFF", HEADER.size - 8 + len(data), b"WAVE", b"fmt ", 16, 1, 1)
    return HEADER.pack(*head, RATE, RATE * OCTETS, OCTETS, 8 * OCTETS, b"data", len(data)) + data


def seconds_of(content):
    return len(samples_of(content)) / (RATE * OCTETS)


def is_silent(content):
    """Whether nobody said anything."""
    samples = array("h", samples_of(content))
    pieces = 0
    for start in range(0, len(samples), _PIECE):
        piece = samples[start : start + _PIECE : _EVERY]
        pieces += sum(map(mul, piece, piece)) > _LOUD * _LOUD * len(piece)
        if pieces >= _FEWEST_PIECES:
            return False
    return True
