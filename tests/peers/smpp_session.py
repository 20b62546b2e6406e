"""One connection to the message centre: SMPP's units, written and read by smpplib."""

import logging
import threading

from smpplib import consts, smpp

RECEIVE = ("bind_receiver", "bind_transceiver")
HEADER_FOLLOWS = 0x40
# It warns of each parameter that only operators of one country know.
logging.getLogger("smpplib.command").setLevel(logging.ERROR)


class Session(threading.Thread):
    """One connection of the other side.

    :ivar receives: it has bound to receive
    """

    def __init__(self, centre, connection):
        super().__init__(daemon=True)
        self._centre, self._connection = centre, connection
        self._writing = threading.Lock()
        self._content = b""
        self.receives = False

    # What smpplib asks of a client.
    sequence = 0

    @staticmethod
    def next_sequence():
        return 0

    def run(self):
        try:
            while unit := self._read():
                getattr(self, f"_on_{unit.command}", self._on_response)(unit)
        except OSError:
            pass
        finally:
            self._centre.left(self)
            self.close()

    def close(self):
        self.receives = False
        self._connection.close()

    def _read(self):
        length = self._exactly(4)
        if not length:
            return None
        self._content = length + self._exactly(int.from_bytes(length, "big") - 4)
        return smpp.parse_pdu(self._content, client=self, allow_unknown_opt_params=True)

    def _exactly(self, number):
        content = b""
        while len(content) < number:
            more = self._connection.recv(number - len(content))
            if not more:
                return b""
            content += more
        return content

    def send(self, command, sequence=0, **values):
        """Write one unit; a line that is gone is noticed by whoever reads."""
        unit = smpp.make_pdu(command, client=self, **values)
        unit.sequence = sequence
        with self._writing:
            try:
                self._connection.sendall(unit.generate())
            except OSError:
                self.receives = False

    def _answer(self, unit, **values):
        self.send(f"{unit.command}_resp", sequence=unit.sequence, **values)

    def _on_bind(self, unit):
        if unit.password.decode() != self._centre.password:
            self._answer(unit, status=consts.SMPP_ESME_RINVPASWD)
            return
        self._centre.bound.append(unit.command)
        self._answer(unit, system_id="centre")
        self.receives = unit.command in RECEIVE

    _on_bind_receiver = _on_bind_transmitter = _on_bind_transceiver = _on_bind

    def _on_submit_sm(self, unit):
        part = self._centre.take(unit, self._content)
        self._answer(unit, status=part.status, message_id="" if part.status else part.message_id)
        # Not before: of a report that overtakes the answer Kannel does not know the message.
        self._centre.submitted.append(part)
        if not part.status and part.wants_receipt and self._centre.receipts_by_itself:
            self._centre.receipt(part, self._centre.receipts_by_itself, wait=0)

    def _on_enquire_link(self, unit):
        self._centre.links_enquired += 1
        self._answer(unit)

    def _on_unbind(self, unit):
        self._answer(unit)
        self.close()

    def _on_unbind_resp(self, _unit):
        self.close()

    def _on_deliver_sm_resp(self, unit):
        if unit.status == consts.SMPP_ESME_ROK:
            self._centre.acknowledge(unit.sequence)

    def _on_response(self, unit):
        """Of something nobody waits for."""
