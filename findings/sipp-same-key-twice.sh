#!/bin/sh
# What SIPp's own captures of keypad tones do to the same key pressed twice.
#
# Seen on 29 November 2026 with Debian's sip-tester 1:3.6.1-1+b2 and Asterisk 22.10.1: of two plays of
# dtmf_2833_1.pcap in one call, Asterisk hears one press. Each capture has the same RTP time and the same
# numbers each time it is played, so that the second press looks like the first one sent again (RFC 4733:
# packets of one event have one time). SIPp ends with 0 all the same. Captures that are written with a time
# of their own for each press are heard each (tests/peers/caller.py).
# Ends with an error when a capture has several times.
# Needs sip-tester and python3; changes nothing on the machine.
set -eu
python3 - <<'END'
import struct
from pathlib import Path

def packets(file):
    """(RTP sequence number, RTP time) of each packet of a capture of Ethernet."""
    content, at = file.read_bytes(), 24
    while at < len(content):
        size = struct.unpack_from("<I", content, at + 8)[0]
        payload = content[at + 16 + 14 + 20 + 8 : at + 16 + size]
        yield struct.unpack_from("!HI", payload, 2)
        at += 16 + size

times = {}
for file in sorted(Path("/usr/share/sip-tester").glob("dtmf_2833_*.pcap")):
    found = list(packets(file))
    times[file.name] = {time for _number, time in found}
    print(file.name, "numbers", found[0][0], "to", found[-1][0], "times", sorted(times[file.name]))
assert times, "no captures"
assert all(len(one) == 1 for one in times.values()), "a key has several times"
END
