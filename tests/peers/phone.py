"""A SIP phone: it rings, and answers when it is picked up or, as many phones do, when it is told to talk.

Signals alone, no sound (RFC 3261; `Event: talk` within the dialog, as Broadsoft has it).
"""

import itertools
import re
import socket
import threading

from .odoo import free_port
from .waiting import wait_until

SDP = (
    "v=0\r\no=phone 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    "m=audio {port} RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
    "a=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n"
)
COPIED = ("Via", "From", "To", "Call-ID", "CSeq", "Record-Route")
_numbers = itertools.count(1)


class Message:
    """A SIP message, taken apart.

    :ivar first: its first line
    :ivar headers: list of (name, value)
    """

    def __init__(self, text):
        head = text.partition("\r\n\r\n")[0]
        self.first, *lines = head.split("\r\n")
        pairs = (line.partition(":") for line in lines)
        self.headers = [(name.strip(), value.strip()) for name, _colon, value in pairs]

    @property
    def method(self):
        return self.first.split()[0]

    def get(self, name):
        return next((value for own, value in self.headers if own.lower() == name.lower()), "")


class Phone:
    """
    :param str name: with which it calls
    :param int exchange: port of the exchange, for calls that it makes
    :param bool obeys: answers when it is told to talk
    :param bool lifts: answers whatever rings, at once
    :ivar invites: the INVITEs that began calls, the last one last
    :ivar talking: whether a call goes on
    """

    def __init__(self, name, exchange=None, *, obeys=True, lifts=False):
        self.name, self.exchange, self.obeys, self.lifts = name, exchange, obeys, lifts
        self.port, self.invites, self.events = free_port(5), [], []
        self.is_ringing = self.talking = False
        self._tag, self._peer, self._dialog = "", None, None
        self._line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._line.bind(("127.0.0.1", self.port))
        threading.Thread(target=self._listen, daemon=True).start()

    def stop(self):
        self._line.close()

    @property
    def contact(self):
        return f"<sip:{self.name}@127.0.0.1:{self.port}>"

    def wait_until_it_rings(self, seconds=20):
        wait_until(lambda: self.is_ringing, seconds, f"{self.name} does not ring")

    def lift(self):
        """Pick it up."""
        self._answer(self.invites[-1])

    def hang_up(self):
        """End the call that goes on, or the one that rings."""
        if self.is_ringing:
            self.is_ringing = False
            self._respond(self.invites[-1], "486 Busy Here")
            return
        local, remote, target = self._dialog
        self.talking = False
        self._request("BYE", target, local, remote, self.invites[-1].get("Call-ID"))

    def dial(self, keys):
        """Call somebody, and stay until they hang up."""
        address = f"sip:{keys}@127.0.0.1:{self.exchange}"
        number = next(_numbers)
        local = f"<sip:{self.name}@127.0.0.1>;tag=own{number}"
        self._peer = ("127.0.0.1", self.exchange)
        self._request("INVITE", address, local, f"<{address}>", f"call-{self.port}-{number}")
        wait_until(lambda: self.talking, 10, f"{keys} does not answer")
        wait_until(lambda: not self.talking, 10, f"{keys} does not hang up")

    def _listen(self):
        while True:
            try:
                data, self._peer = self._line.recvfrom(65_535)
            except OSError:
                return
            if data.strip():
                self._take(Message(data.decode()))

    def _take(self, message):
        if message.method == "SIP/2.0":
            if " 200 " in message.first and "INVITE" in message.get("CSeq"):
                target = re.search(r"<([^>]*)>", message.get("Contact"))[1]
                asked = [message.get(name) for name in ("From", "To", "Call-ID")]
                self._request("ACK", target, *asked)
                self.talking = True
            return
        known = {"INVITE": self._invited, "CANCEL": self._cancelled, "BYE": self._ended}
        if message.method == "NOTIFY":
            self.events.append(message.get("Event"))
        if message.method in known:
            known[message.method](message)
        elif message.method != "ACK":
            self._respond(message, "200 OK")
            if self.events[-1:] == ["talk"] and self.is_ringing and self.obeys:
                self._answer(self.invites[-1])

    def _invited(self, message):
        if "tag=" in message.get("To"):
            self._respond(message, "200 OK", SDP.format(port=self.port + 2))
            return
        if self.invites and self.invites[-1].get("Call-ID") == message.get("Call-ID"):
            return
        self._tag = f";tag=phone{next(_numbers)}"
        self.invites.append(message)
        self.is_ringing = True
        self._respond(message, "180 Ringing")
        if self.lifts:
            self._answer(message)

    def _answer(self, invite):
        self.is_ringing, self.talking = False, True
        target = re.search(r"<([^>]*)>", invite.get("Contact"))[1]
        self._dialog = (invite.get("To") + self._tag, invite.get("From"), target)
        self._respond(invite, "200 OK", SDP.format(port=self.port + 2))

    def _cancelled(self, message):
        self._respond(message, "200 OK")
        if self.is_ringing:
            self.is_ringing = False
            self._respond(self.invites[-1], "487 Request Terminated")

    def _ended(self, message):
        self.talking = False
        self._respond(message, "200 OK")

    def _respond(self, message, status, body=""):
        lines = [f"SIP/2.0 {status}"]
        for name, value in message.headers:
            if name in COPIED:
                tag = self._tag if name == "To" and "tag=" not in value else ""
                lines.append(f"{name}: {value}{tag}")
        self._send([*lines, f"Contact: {self.contact}"], body)

    def _request(self, method, target, local, remote, call_id):
        branch = f"z9hG4bK{self.port}{next(_numbers)}"
        lines = [
            f"{method} {target} SIP/2.0",
            f"Via: SIP/2.0/UDP 127.0.0.1:{self.port};rport;branch={branch}",
            f"From: {local}",
            f"To: {remote}",
            f"Call-ID: {call_id}",
            f"CSeq: {1 if method in ('INVITE', 'ACK') else 2} {method}",
            "Max-Forwards: 70",
            f"Contact: {self.contact}",
        ]
        self._send(lines, SDP.format(port=self.port + 2) if method == "INVITE" else "")

    def _send(self, lines, body):
        kind = ["Content-Type: application/sdp"] if body else []
        text = "\r\n".join([*lines, *kind, f"Content-Length: {len(body)}", "", body])
        self._line.sendto(text.encode(), self._peer)
