#!/bin/sh
# What SIPp's own captures of keypad tones do to the same key pressed twice.
#
# Seen on 29 November 2026 with Debian's sip-tester 1:3.6.1-1+b2 and Asterisk 22.10.1: of two plays of
# dtmf_2833_1.pcap in one call, Asterisk hears one press. Each capture has the same RTP time and the same
# numbers each time it is played, so that the second press looks like the first one sent again (RFC 4733:
# packets of one event have one time). SIPp ends with 0 all the same. Captures that are written with a time
# of their own for each press are heard each (tests/peers/caller.py).
# Ends with an error when a capture has several times.
# Needs apt and python3; changes nothing on the machine.
set -eu
work=${TMPDIR:-/tmp}/finding-sipp-same-key-twice
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/tree"
if [ ! -e "$work/complete" ]; then
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
    echo "deb $mirror bookworm main" > "$work/sources.list"
    cat > "$work/apt.conf" <<END
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$work/lists";
Dir::Cache "$work/cache";
APT::Sandbox::User "root";
END
    export APT_CONFIG="$work/apt.conf"
    apt-get -q update >&2
    (cd "$work" && apt-get -q download sip-tester=1:3.6.1-1+b2 >&2)
    dpkg-deb --extract "$work"/sip-tester_*.deb "$work/tree"
    touch "$work/complete"
fi
export CAPTURES="$work/tree/usr/share/sip-tester"
python3 - <<'END'
import os
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
for file in sorted(Path(os.environ["CAPTURES"]).glob("dtmf_2833_*.pcap")):
    found = list(packets(file))
    times[file.name] = {time for _number, time in found}
    print(file.name, "numbers", found[0][0], "to", found[-1][0], "times", sorted(times[file.name]))
assert times, "no captures"
assert all(len(one) == 1 for one in times.values()), "a key has several times"
END
