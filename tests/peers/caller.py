"""Callers: SIPp, which speaks SIP and sends real sound and real keypad tones.

It opens raw sockets for both, so it has to be root. Whether something was heard is for the test to
look at: SIPp ends well all the same.
"""

import math
import shutil
import struct
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from .captures import SAMPLES_A_SECOND, Captures
from .odoo import free_port

INVITE = """
  <send retrans="500"><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:{sender}@{domain}>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 70
{headers}Content-Type: application/sdp
Content-Length: [len]

v=0
o=caller 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0 101
a=rtpmap:0 PCMU/8000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
a=sendrecv
]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200" rrs="true"/>
  <send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
From: <sip:{sender}@{domain}>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>
"""
HANG_UP = """
  <send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
From: <sip:{sender}@{domain}>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
  <recv response="200"/>
"""
STAY = """
  <recv request="BYE" timeout="{milliseconds}"/>
  <send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
"""


def pause(seconds):
    return [("pause", seconds)]


def press(key, seconds=1.0):
    """Press a key, and wait."""
    return [("press", key), *pause(seconds)]


def dial(keys):
    return [step for key in keys for step in press(key, 0.4)]


def speak(file, seconds):
    """Say what a file of µ-law octets says, and wait until it is said."""
    return [("speak", file), *pause(seconds)]


def words(folder, seconds):
    """A file of µ-law octets with a sound that rises and falls like a voice.

    :rtype: Path
    """
    samples = range(round(seconds * SAMPLES_A_SECOND))
    waves = (9000 * math.sin(n / 5) * (0.6 + 0.4 * math.sin(n / 900)) for n in samples)
    file = folder / f"words-{seconds}.ul"
    file.write_bytes(bytes(_mu_law(round(wave)) for wave in waves))
    return file


def _mu_law(sample):
    """ITU-T G.711."""
    sign, size = (0x80, -sample) if sample < 0 else (0, sample)
    size = min(size, 32635) + 132
    exponent = size.bit_length() - 8
    return ~(sign | exponent << 4 | size >> (exponent + 3) & 0x0F) & 0xFF


def level(wav):
    """:return: root mean square of the 16-bit samples behind a header of 44 octets"""
    content = Path(wav).read_bytes()[44:] if not isinstance(wav, bytes) else wav[44:]
    samples = struct.unpack(f"<{len(content) // 2}h", content[: len(content) // 2 * 2])
    return math.sqrt(sum(sample * sample for sample in samples) / max(1, len(samples)))


class Caller:
    """One call that is being made.

    :param int port: of the exchange
    :param steps: what the caller does once the call is answered: from `pause`, `press`, `speak`
    :param str sender: the number that the network says, or `anonymous`
    :param bool stays: until the other side hangs up; else hangs up after the last step
    :param many: options of SIPp that say how many such calls there are; `Callers` knows them
    """

    def __init__(
        self, folder, port, *steps, sender="+910000000001", headers=(), stays=False, many=("-m", 1)
    ):
        assert shutil.which("sipp"), "The Debian package sip-tester is missing."
        self.port, self.folder = free_port(5), folder
        domain = "anonymous.invalid" if sender == "anonymous" else "127.0.0.1"
        about = {"sender": escape(sender), "domain": domain}
        lines = "".join(f"{header}\n" for header in headers)
        last = STAY.format(milliseconds=80_000) if stays else HANG_UP.format(**about)
        body = INVITE.format(**about, headers=lines) + self._played(steps) + last
        scenario = folder / f"caller-{self.port}.xml"
        scenario.write_text(f'<?xml version="1.0"?>\n<scenario name="caller">{body}</scenario>\n')
        command = [
            "sipp",
            f"127.0.0.1:{port}",
            "-sf",
            scenario,
            "-s",
            "0000",
            "-nostdin",
            *many,
        ]
        # What is sent comes from beside the signals: raw packets know no other way.
        own = ("-i", "127.0.0.1", "-p", str(self.port), "-mp", str(self.port + 2))
        self.log = folder / f"caller-{self.port}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*map(str, command), *own], cwd=folder, stdout=log, stderr=log
            )

    def _played(self, steps):
        """:return: what SIPp does after each other"""
        lines, captures = [], Captures()
        for what, more in (step for steps_of_one in steps for step in steps_of_one):
            if what == "pause":
                lines.append(f'<pause milliseconds="{round(more * 1000)}"/>')
                continue
            file = self.folder / f"sent-{self.port}-{len(lines)}.pcap"
            file.write_bytes(captures.press(more) if what == "press" else captures.speak(more))
            lines.append(f'<nop><action><exec play_pcap_audio="{file}"/></action></nop>')
        return "\n".join(lines)

    def end(self, seconds=90):
        """Wait until the call is over."""
        status = self.process.wait(seconds)
        said = self.log.read_text(errors="replace")
        # It says at the top why it could not begin, and at the end what became of its calls.
        assert status == 0, f"{said[:1500]}\n…\n{said[-1500:]}"


class Callers(Caller):
    """Many such calls, each from a number of its own.

    :param senders: their numbers
    :param seconds: in which they all begin
    """

    def __init__(self, folder, port, *steps, senders, seconds, **more):
        numbers = folder / "senders.csv"
        numbers.write_text("SEQUENTIAL\n" + "".join(f"{sender}\n" for sender in senders))
        count = len(senders)
        at_a_time = ("-r", count, "-rp", round(seconds * 1000), "-l", count)
        many = ("-m", count, *at_a_time, "-inf", numbers)
        super().__init__(folder, port, *steps, sender="[field0]", many=many, **more)


class Taker:
    """A call taker's phone: it answers whatever rings, until the other side hangs up."""

    def __init__(self, folder):
        self.port = free_port(5)
        own = ("-i", "127.0.0.1", "-p", str(self.port), "-mp", str(self.port + 2))
        with (folder / f"taker-{self.port}.log").open("w") as log:
            self.process = subprocess.Popen(
                ["sipp", "-sn", "uas", "-aa", "-nostdin", *own], cwd=folder, stdout=log, stderr=log
            )

    def stop(self):
        self.process.kill()
        self.process.wait()
