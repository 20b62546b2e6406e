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
# Needs sip-tester and python3; changes nothing on the machine.
set -eu
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
sipp = subprocess.Popen(["sipp", where, "-sf", "scenario.xml", *own], stdout=subprocess.DEVNULL)
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
