"""What a caller sends, as SIPp plays it: captures of RTP, both of words and of keypad tones.

Words could go by SIPp's own streams: since 3.7 these come from a port of their own in each call, which the
caller has not named, and an exchange listens to one that is named alone (findings/sipp-port-of-a-stream.sh).
"""

import struct

# In the order of their events.
KEYS = "0123456789*#"
SAMPLES_A_SECOND = 8000
SAMPLES_A_PACKET = 160
SECONDS_A_PACKET = SAMPLES_A_PACKET / SAMPLES_A_SECOND
WORDS, EVENT = 0, 101
BEGINS = 0x80
SOURCE = 0x506F6C69
HEAD = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)


class Captures:
    """Those of one call, in the order in which they are played.

    A telephone sends each press at a time of its own. SIPp's own captures all have one time for each key:
    the same key pressed twice is one press for who hears it (findings/sipp-same-key-twice.sh).
    """

    def __init__(self):
        self._sequence, self._at = 0, 0

    def press(self, key):
        """:return: a keypad tone (RFC 4733) of an eighth of a second"""
        packets = []
        for number in range(8):
            is_last, lasted = number > 4, SAMPLES_A_PACKET * min(number + 1, 6)
            event = struct.pack("!BBH", KEYS.index(key), 10 | is_last << 7, lasted)
            packets.append(self._packet(EVENT, number, self._at, event))
        self._at += SAMPLES_A_SECOND
        return HEAD + b"".join(packets)

    def speak(self, file):
        """
        :param file: of µ-law octets
        :return: what it says
        """
        octets, packets = file.read_bytes(), []
        for number, begin in enumerate(range(0, len(octets), SAMPLES_A_PACKET)):
            said = octets[begin : begin + SAMPLES_A_PACKET]
            packets.append(self._packet(WORDS, number, self._at + begin, said))
        self._at += len(octets) + SAMPLES_A_SECOND
        return HEAD + b"".join(packets)

    def _packet(self, kind, number, at, payload):
        """
        :param number: which one of its capture it is
        :param at: RTP time
        """
        marker = 0 if number else BEGINS
        rtp = struct.pack("!BBHII", 0x80, kind | marker, self._sequence % 65536, at, SOURCE)
        self._sequence += 1
        return _captured(rtp + payload, number * SECONDS_A_PACKET)


def _captured(payload, seconds):
    """:return: a datagram to 127.0.0.1 as it stands in a capture of Ethernet"""
    home, size = bytes((127, 0, 0, 1)), len(payload) + 8
    udp = struct.pack("!HHHH", 4000, 4000, size, 0) + payload
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, size + 20, 1, 0, 64, 17, 0, home, home)
    frame = bytes(12) + b"\x08\x00" + ip + udp
    whole, part = divmod(round(seconds * 1_000_000), 1_000_000)
    return struct.pack("<IIII", 1 + whole, part, len(frame), len(frame)) + frame
