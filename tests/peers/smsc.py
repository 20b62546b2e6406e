"""A message centre that speaks SMPP 3.4, in place of an operator's.

The protocol units are those of smpplib; what a centre does with them is here. Kannel's fake SMSC
can neither carry a long message in Devanagari nor refuse a part of one.
"""

import itertools
import socket
import threading
from dataclasses import dataclass
from datetime import UTC, datetime

from smpplib import consts

from .odoo import free_port
from .smpp_session import HEADER_FOLLOWS, Session
from .waiting import wait_until

STATES = {"DELIVRD": 2, "EXPIRED": 3, "UNDELIV": 5, "ACCEPTD": 6, "REJECTD": 8}
IS_RECEIPT = 0x04
SECONDS_UNTIL_REPEATED = 1


@dataclass
class Submitted:
    """One part that the other side wants sent.

    :ivar udh: user data header, length and all, or empty
    :ivar octets: the rest
    :ivar unit: all of it, as it came
    :ivar status: what it was answered
    """

    message_id: str
    sender: str
    recipient: str
    coding: int
    udh: bytes
    octets: bytes
    wants_receipt: bool
    unit: bytes
    status: int = consts.SMPP_ESME_ROK

    @property
    def text(self):
        """As a phone shows it."""
        if self.coding == consts.SMPP_ENCODING_ISO10646:
            return self.octets.decode("utf-16-be", "surrogatepass")
        return self.octets.decode("latin-1")


class MessageCentre:
    """Takes what is submitted and delivers what citizens write, until it is acknowledged.

    :ivar submitted: list of Submitted, those refused too
    :ivar refuse: called with a Submitted: the status to refuse it with, or 0
    :ivar bound: names of the binds that came, in their order
    :ivar links_enquired: how often the other side asked whether we are there
    :ivar receipts_by_itself: the state that is reported of each part at once, or None
    """

    def __init__(self, port=None, password="secret"):
        self.port, self.password = port or free_port(), password
        self.submitted, self.bound, self.links_enquired = [], [], 0
        self.refuse = lambda _part: consts.SMPP_ESME_ROK
        self.receipts_by_itself = None
        self._ids = itertools.count(1)
        self._sequence = itertools.count(1)
        self._lock = threading.Lock()
        self._waiting = {}
        self._sessions = []
        self._ended = threading.Event()
        self._server = None

    def start(self):
        self._server = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()
        threading.Thread(target=self._repeat, daemon=True).start()

    def stop(self):
        """End it at once, lines and all."""
        self._ended.set()
        self._server.close()
        for session in list(self._sessions):
            session.close()

    def unbind_all(self):
        """Take leave in order; the other side may come again."""
        for session in list(self._sessions):
            session.send("unbind")

    def deliver(self, sender, receiver, part, wait=20):
        """Hand over one part of a citizen's message.

        :param Part part: one of `sms_parts`
        :param wait: seconds to wait for the acknowledgement; 0 for none
        """
        sequence = self._enqueue(
            source_addr_ton=1,
            source_addr_npi=1,
            source_addr=sender,
            dest_addr_ton=0,
            dest_addr_npi=1,
            destination_addr=receiver,
            esm_class=HEADER_FOLLOWS if part.udh else 0,
            data_coding=part.coding,
            short_message=part.udh + part.octets,
            **part.optional,
        )
        self._wait_for(sequence, wait)

    def receipt(self, submitted, state="DELIVRD", wait=20):
        """Report what became of a part.

        :param Submitted submitted: the part
        :param state: one of STATES
        """
        now = f"{datetime.now(UTC):%y%m%d%H%M}"
        words = (
            f"id:{submitted.message_id} sub:001 dlvrd:{int(state == 'DELIVRD'):03} "
            f"submit date:{now} done date:{now} stat:{state} err:000 text:"
        )
        sequence = self._enqueue(
            source_addr_ton=1,
            source_addr_npi=1,
            source_addr=submitted.recipient,
            dest_addr_ton=5,
            destination_addr=submitted.sender,
            esm_class=IS_RECEIPT,
            data_coding=0,
            short_message=words.encode(),
            receipted_message_id=submitted.message_id,
            message_state=STATES[state],
        )
        self._wait_for(sequence, wait)

    def wait_for_receiver(self, seconds=30):
        wait_until(self._receivers, seconds, "nobody has bound to receive")

    def waiting(self):
        """How many deliveries nobody has acknowledged."""
        return len(self._waiting)

    def _enqueue(self, **values):
        sequence = next(self._sequence)
        with self._lock:
            self._waiting[sequence] = values
        self._send_waiting(sequence)
        return sequence

    def _wait_for(self, sequence, seconds):
        if seconds:
            wait_until(lambda: sequence not in self._waiting, seconds, "nobody acknowledged it")

    def _receivers(self):
        return [session for session in list(self._sessions) if session.receives]

    def _send_waiting(self, *sequences):
        for session in self._receivers()[:1]:
            for sequence in sequences or sorted(self._waiting):
                with self._lock:
                    values = self._waiting.get(sequence)
                if values:
                    session.send("deliver_sm", sequence=sequence, **values)

    def _repeat(self):
        while not self._ended.wait(SECONDS_UNTIL_REPEATED):
            self._send_waiting()

    def acknowledge(self, sequence):
        with self._lock:
            self._waiting.pop(sequence, None)

    def take(self, unit, content):
        """
        :param bytes content: the unit as it came
        :return: Submitted of a submit_sm, with what it is to be answered
        """
        octets = unit.short_message or getattr(unit, "message_payload", None) or b""
        header = octets[: octets[0] + 1] if unit.esm_class & HEADER_FOLLOWS else b""
        part = Submitted(
            message_id=f"{next(self._ids):08d}",
            sender=unit.source_addr.decode(),
            recipient=unit.destination_addr.decode(),
            coding=unit.data_coding,
            udh=header,
            octets=octets[len(header) :],
            wants_receipt=bool(unit.registered_delivery & 1),
            unit=content,
        )
        part.status = self.refuse(part)
        return part

    def _accept(self):
        while not self._ended.is_set():
            try:
                connection, _address = self._server.accept()
            except OSError:
                return
            session = Session(self, connection)
            self._sessions.append(session)
            session.start()

    def left(self, session):
        if session in self._sessions:
            self._sessions.remove(session)
