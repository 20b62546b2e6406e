#!/bin/sh
# From which port SIPp sends what it streams.
#
# Seen on 30 November 2026 with Debian 13's sip-tester 1:3.7.3-2: the second and each later call that goes on
# at once streams (rtp_stream) from a port of its own, two further each time, while [media_port], the port that
# the call names in its SDP and that captures (play_pcap_audio) are sent from, is the same for all. Who listens
# to the port that was named, as Asterisk with strictrtp does, hears the first caller alone; SIPp ends with 0.
# Debian 12's 1:3.6.1-1+b2 streams from [media_port] always. [rtpstream_audio_port] names the right port for
# streams, in both; no keyword names one that streams and captures share. Captures of the words as well as of
# the keys come from [media_port] in both (tests/peers/captures.py).
# Ends with an error when each call's sound comes from the port that it has named.
# Needs apt on amd64 and python3; changes nothing on the machine.
set -eu
work=${TMPDIR:-/tmp}/finding-sipp-port-of-a-stream
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/packages" "$work/tree"
if [ ! -e "$work/complete" ]; then
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
    echo "deb $mirror trixie main" > "$work/sources.list"
    : > "$work/status"
    cat > "$work/apt.conf" <<END
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$work/lists";
Dir::State::status "$work/status";
Dir::Cache "$work/cache";
APT::Sandbox::User "root";
END
    export APT_CONFIG="$work/apt.conf"
    apt-get -q update >&2
    (cd "$work/packages" && apt-get -q download sip-tester=1:3.7.3-2 $(
        apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
            --no-enhances sip-tester | grep '^lib' | sort -u
    ) >&2)
    for package in "$work"/packages/*.deb; do dpkg-deb --extract "$package" "$work/tree"; done
    touch "$work/complete"
fi
libraries="$work/tree/usr/lib/x86_64-linux-gnu"
export SIPP="$libraries/ld-linux-x86-64.so.2 --library-path $libraries $work/tree/usr/bin/sipp"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/scenario.xml" <<'END'
<?xml version="1.0"?>
<scenario name="caller">
  <send><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:caller@[local_ip]>;tag=[call_number]
To: <sip:[service]@[remote_ip]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:caller@[local_ip]:[local_port]>
Content-Type: application/sdp
Content-Length: [len]

v=0
o=caller 1 1 IN IP4 127.0.0.1
s=-
c=IN IP4 127.0.0.1
t=0 0
m=audio [media_port] RTP/AVP 0
]]></send>
  <recv response="200"/>
  <nop><action><exec rtp_stream="words.ul,1,0,PCMU/8000"/></action></nop>
  <pause milliseconds="2000"/>
</scenario>
END
head -c 16000 /dev/zero > "$folder/words.ul"
cd "$folder"
python3 - <<'END'
import os
import re
import socket
import subprocess

def opened():
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.bind(("127.0.0.1", 0))
    one.settimeout(5)
    return one

signals, port = opened(), 31000
own = ["-i", "127.0.0.1", "-p", str(port), "-mp", str(port + 2), "-nostdin", "-m", "2", "-r", "2"]
where = f"127.0.0.1:{signals.getsockname()[1]}"
sipp = subprocess.Popen([*os.environ["SIPP"].split(), where, "-sf", "scenario.xml", *own], stdout=subprocess.DEVNULL)
differ = False
for number in (1, 2):
    invite, sender = signals.recvfrom(4096)
    sound = opened()
    kept = re.findall(rb"(?:Via|From|To|Call-ID|CSeq): .*\r\n", invite)
    said = f"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {sound.getsockname()[1]} RTP/AVP 0\r\n"
    head = f"Contact: <sip:{where}>\r\nContent-Type: application/sdp\r\nContent-Length: {len(said)}\r\n\r\n"
    signals.sendto(b"SIP/2.0 200 OK\r\n" + b"".join(kept) + (head + said).encode(), sender)
    named = int(re.search(rb"m=audio (\d+)", invite)[1])
    came = sound.recvfrom(4096)[1][1]
    print(f"call {number} names port {named} and streams from {came}")
    differ = differ or named != came
sipp.wait(10)
assert differ, "each streams from the port that it has named"
END
