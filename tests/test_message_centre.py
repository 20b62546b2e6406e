"""The message centre of the tests, spoken to by smpplib's own client."""

import logging
import threading

import pytest
import smpplib.client
from smpplib import consts, exceptions, smpp

from peers.sms_parts import parts
from peers.smsc import MessageCentre
from peers.waiting import wait_until


@pytest.fixture
def centre():
    centre = MessageCentre()
    centre.start()
    yield centre
    centre.stop()


@pytest.fixture
def call(centre):
    """Function that makes a `Phone`; each hangs up in the end."""
    phones = []

    def make(bind="bind_transceiver"):
        phones.append(Phone(centre, bind))
        return phones[-1]

    yield make
    for phone in phones:
        phone.hang_up()


class Phone:
    """A client in a thread of its own.

    :ivar received: the units that were delivered to it
    :ivar answered: the answers to what it submitted
    """

    def __init__(self, centre, bind):
        self.received, self.answered = [], []
        self.client = smpplib.client.Client("127.0.0.1", centre.port, allow_unknown_opt_params=True)
        self.client.set_message_received_handler(self._receive)
        self.client.set_message_sent_handler(lambda pdu, **_more: self.answered.append(pdu))
        self.client.set_error_pdu_handler(self.answered.append)
        self.client.connect()
        getattr(self.client, bind)(system_id="police", password=centre.password)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _receive(self, pdu, **_more):
        self.received.append(pdu)
        return consts.SMPP_ESME_ROK

    def _listen(self):
        try:
            self.client.listen()
        except exceptions.ConnectionError:
            return  # the other side has hung up, too

    def hang_up(self):
        # Outside its own `unbind` the client warns of the answer to it.
        self.client.logger.setLevel(logging.ERROR)
        self.client.send_pdu(smpp.make_pdu("unbind", client=self.client))
        self._listener.join(10)
        self.client.disconnect()

    def send(self, octets, **values):
        self.client.send_message(
            source_addr="JDPOLC",
            destination_addr="910000000001",
            short_message=octets,
            registered_delivery=True,
            **values,
        )


@pytest.mark.parametrize("bind", ["bind_transceiver", "bind_transmitter"])
def test_what_is_submitted_is_kept_and_answered(centre, call, bind):
    phone = call(bind)
    phone.send("नमस्ते".encode("utf-16-be"), data_coding=consts.SMPP_ENCODING_ISO10646)
    wait_until(lambda: phone.answered, 10, "no answer")
    (part,) = centre.submitted
    assert (part.text, part.sender, part.wants_receipt) == ("नमस्ते", "JDPOLC", True)
    assert phone.answered[0].message_id.decode() == part.message_id
    assert centre.bound == [bind]


def test_header_and_words_are_told_apart(centre, call):
    phone = call()
    phone.send(b"\5\0\3\7\2\1words", esm_class=consts.SMPP_GSMFEAT_UDHI)
    wait_until(lambda: centre.submitted, 10, "not taken")
    assert (centre.submitted[0].udh, centre.submitted[0].text) == (b"\5\0\3\7\2\1", "words")


def test_it_refuses_on_demand(centre, call):
    centre.refuse = lambda part: consts.SMPP_ESME_RTHROTTLED
    phone = call()
    phone.send(b"one too many")
    wait_until(lambda: phone.answered, 10, "no answer")
    assert phone.answered[0].status == consts.SMPP_ESME_RTHROTTLED


def test_a_wrong_password_is_refused(centre):
    client = smpplib.client.Client("127.0.0.1", centre.port, allow_unknown_opt_params=True)
    client.connect()
    with pytest.raises(exceptions.PDUError):
        client.bind_transceiver(system_id="police", password="wrong")
    assert centre.bound == []
    client.disconnect()


@pytest.mark.parametrize("told_by", ["udh", "udh-16", "sar"])
def test_parts_are_delivered_in_the_order_that_is_asked_for(centre, call, told_by):
    phone = call("bind_receiver")
    sent = parts("मेरी साइकिल चोरी हो गई। " * 4, told_by=told_by)
    centre.wait_for_receiver()
    for part in (sent[1], sent[0], sent[0]):
        centre.deliver("910000000001", "56161", part)
    assert [unit.short_message for unit in phone.received] == [
        part.udh + part.octets for part in (sent[1], sent[0], sent[0])
    ]
    numbers = [getattr(unit, "sar_segment_seqnum", None) for unit in phone.received]
    assert numbers == ([2, 1, 1] if told_by == "sar" else [None] * 3)


def test_what_nobody_acknowledged_is_delivered_to_who_comes_later(centre, call):
    (part,) = parts("early", "gsm")
    centre.deliver("910000000001", "56161", part, wait=0)
    assert centre.waiting() == 1
    phone = call()
    wait_until(lambda: phone.received, 10, "not delivered")
    wait_until(lambda: not centre.waiting(), 10, "not acknowledged")


def test_receipts_come_in_the_order_that_is_asked_for(centre, call):
    phone = call()
    phone.send(b"first")
    phone.send(b"second")
    wait_until(lambda: len(centre.submitted) == 2, 10, "not taken")
    centre.receipt(centre.submitted[1])
    centre.receipt(centre.submitted[0], "UNDELIV")
    second, first = (unit.short_message.decode() for unit in phone.received)
    assert "id:00000002" in second
    assert "stat:DELIVRD" in second
    assert "id:00000001" in first
    assert "stat:UNDELIV" in first


def test_it_answers_who_asks_whether_it_is_there_and_takes_leave(centre):
    client = smpplib.client.Client("127.0.0.1", centre.port, allow_unknown_opt_params=True)
    client.connect()
    client.bind_transceiver(system_id="police", password=centre.password)
    enquiry = smpp.make_pdu("enquire_link", client=client)
    client.send_pdu(enquiry)
    assert client.read_pdu().command == "enquire_link_resp"
    assert centre.links_enquired == 1
    client.unbind()
    client.disconnect()
    wait_until(lambda: not centre._receivers(), 10, "still bound")
