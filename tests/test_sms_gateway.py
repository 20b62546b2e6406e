"""Between the telephone network and the service's webhook: a real Kannel and the SMS door."""

import threading
import time
import urllib.parse
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from smpplib import consts

from peers.gateway import SmsGateway
from peers.sms_parts import LONG_HINDI, parts
from peers.waiting import wait_until
from peers.webhook import Webhooks

CITIZEN, SERVICE = "910000000001", "56161"


@pytest.fixture(scope="module")
def webhooks():
    webhooks = Webhooks()
    webhooks.start()
    yield webhooks
    webhooks.stop()


@pytest.fixture(scope="module")
def gateway(centre, webhooks, tmp_path_factory):
    gateway = SmsGateway(centre, webhooks.url, tmp_path_factory.mktemp("gateway"), grace=15)
    gateway.start()
    centre.wait_for_receiver()
    yield gateway
    gateway.stop()


@pytest.fixture(autouse=True)
def _afresh(centre, webhooks):
    webhooks.taken.clear()
    webhooks.decide = lambda _fields: 200
    centre.submitted.clear()
    centre.refuse = lambda _part: consts.SMPP_ESME_ROK
    centre.receipts_by_itself = None


def came(webhooks, number, seconds=10):
    """:return: the messages that came to the webhook, once there are so many"""
    wait_until(
        lambda: len(webhooks.events("mo")) >= number,
        seconds,
        f"fewer than {number} messages came",
    )
    return webhooks.events("mo")


def kept(gateway, number):
    """Wait until so many are in the door's spool: those that come at once Kannel brings in any order."""
    wait_until(
        lambda: sum(path.name.isdigit() for path in gateway.spool.iterdir()) == number,
        20,
        "the door did not keep it",
    )


def told(webhooks):
    """:return: set of (our own identifier, type) of the reports that came"""
    return {(fields["ours"], fields["type"]) for fields in webhooks.events("dlr")}


class Silent(BaseHTTPRequestHandler):
    """Hears what is asked and hangs up."""

    def do_GET(self):
        self.server.asked.add(self.path)
        self.close_connection = True

    def log_message(self, *_said):
        """Quiet."""


def silent(port):
    """:return: a server, or None while another one listens there"""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), Silent)
    except OSError:
        return None
    server.asked = set()
    return server


@contextmanager
def nobody_answers(gateway):
    """In place of the door.

    :return: set of what it was asked, which fills
    """
    with (
        gateway.down("sms_door"),
        wait_until(lambda: silent(gateway.door_port), 10, "the door is there") as server,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.asked
        server.shutdown()


def joined(messages):
    """The text of parts in their order; a part that came twice counts once."""
    by_place = {octets(fields["udh"])[-1]: fields["text"] for fields in messages}
    return "".join(text for _place, text in sorted(by_place.items()))


def octets(value):
    return value.encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("told_by", ["udh", "udh-16", "sar"])
def test_parts_in_any_order_come_each_as_it_was_written(centre, gateway, webhooks, told_by):
    sent = parts(LONG_HINDI, reference=200, told_by=told_by)
    assert len(sent) == 3
    for part in reversed(sent):
        centre.deliver(CITIZEN, SERVICE, part)
    messages = came(webhooks, 3)
    assert joined(messages) == LONG_HINDI
    assert {(fields["charset"], fields["to"]) for fields in messages} == {("UTF-8", SERVICE)}
    assert {fields["from"].lstrip("+") for fields in messages} == {CITIZEN}
    assert len({fields["id"] for fields in messages}) == 3


def test_a_part_that_comes_twice_is_two_events(centre, gateway, webhooks):
    """Kannel joins nothing: of whom the second one is, is for the service to say."""
    first, *_others = parts(LONG_HINDI)
    centre.deliver(CITIZEN, SERVICE, first)
    centre.deliver(CITIZEN, SERVICE, first)
    assert len({fields["text"] for fields in came(webhooks, 2)}) == 1


@pytest.mark.parametrize(
    ("text", "alphabet"),
    [
        ("Meri cycle chori ho gayi.\n  Do baar {thana} gaya @ 5 €", "gsm"),
        ("Café à côté", "latin-1"),
        ("मेरा फ़ोन  चोरी हुआ\n₹500 भी", "ucs-2"),
    ],
)
def test_words_come_as_they_were_written(centre, gateway, webhooks, text, alphabet):
    for part in parts(text, alphabet):
        centre.deliver(CITIZEN, SERVICE, part)
    assert came(webhooks, 1)[0]["text"] == text


def test_a_long_message_in_hindi_goes_out_whole(centre, gateway):
    status, _said = gateway.send(CITIZEN, LONG_HINDI)
    assert status == 202
    wait_until(lambda: len(centre.submitted) == 3, 20, "not all parts were sent")
    in_order = sorted(centre.submitted, key=lambda part: part.udh[-1])
    assert "".join(part.text for part in in_order) == LONG_HINDI
    assert {part.udh[:-1] for part in in_order} == {in_order[0].udh[:-1]}
    assert [part.udh[-2:] for part in in_order] == [bytes((3, number)) for number in (1, 2, 3)]


def test_what_operators_in_india_ask_for_goes_with_each_part(centre, gateway):
    known = urllib.parse.urlencode({"PE_ID": "1101555", "TEMPLATE_ID": "1107777"})
    gateway.send(CITIZEN, LONG_HINDI, **{"meta-data": f"?smpp?{known}"})
    wait_until(lambda: len(centre.submitted) == 3, 20, "not all parts were sent")
    for part in centre.submitted:
        assert b"\x14\x00\x00\x081101555\0" in part.unit
        assert b"\x14\x01\x00\x081107777\0" in part.unit


def test_reports_come_with_our_own_identifier(centre, gateway, webhooks):
    gateway.send(CITIZEN, "आपकी शिकायत दर्ज हुई", ours="41")
    gateway.send(CITIZEN, "दूसरी सूचना", ours="42")
    wait_until(lambda: len(centre.submitted) == 2, 20, "not sent")
    for part in reversed(centre.submitted):
        centre.receipt(part)
    expected = {("41", "8"), ("41", "1"), ("42", "8"), ("42", "1")}
    wait_until(lambda: expected <= told(webhooks), 20, "not all reports came")


def test_a_refused_part_is_reported(centre, gateway, webhooks):
    centre.refuse = lambda part: consts.SMPP_ESME_RSUBMITFAIL if part.udh[-1:] == b"\2" else 0
    gateway.send(CITIZEN, LONG_HINDI, ours="51")
    wait_until(lambda: ("51", "16") in told(webhooks), 30, "no report")


def test_while_the_service_is_away_nothing_is_lost(centre, gateway, webhooks):
    """And each sender's messages come in the order in which they were written."""
    webhooks.decide = lambda _fields: 503
    for number in range(6):
        for part in parts(f"message {number}", "gsm"):
            centre.deliver(f"91000000000{number % 2}", SERVICE, part)
        kept(gateway, number + 1)
    assert webhooks.events("mo") == []
    webhooks.decide = lambda _fields: 200
    messages = came(webhooks, 6, seconds=60)
    for sender in "01":
        texts = [fields["text"] for fields in messages if fields["from"].endswith(sender)]
        assert texts == sorted(texts)
    wait_until(lambda: not list(gateway.spool.iterdir()), 10, "still in the spool")


def test_one_that_the_service_cannot_take_blocks_no_other(centre, gateway, webhooks):
    webhooks.decide = lambda fields: 500 if fields["text"] == "poison" else 200
    for number, text in enumerate(("poison", "after it", "still later"), 1):
        for part in parts(text, "gsm"):
            centre.deliver(CITIZEN, SERVICE, part)
        kept(gateway, number)
    for part in parts("of somebody else", "gsm"):
        centre.deliver("910000000002", SERVICE, part)
    texts = [fields["text"] for fields in came(webhooks, 3, seconds=60)]
    assert texts == ["of somebody else", "after it", "still later"]
    webhooks.decide = lambda _fields: 200
    assert came(webhooks, 4, seconds=60)[-1]["text"] == "poison"


@pytest.mark.parametrize("name", ["sms_door", "smsbox", "bearerbox"])
def test_nothing_is_lost_when_one_is_killed(centre, gateway, webhooks, name):
    """What Kannel has forgotten by then is told by its own log."""
    for number in range(50):
        for part in parts(f"{name} {number}", "gsm"):
            centre.deliver(f"9100000001{number:02}", SERVICE, part, wait=0)
        if number == 25:
            gateway.kill(name)
        time.sleep(0.02)
    expected = {f"{name} {number}" for number in range(50)}
    wait_until(
        lambda: (
            expected
            <= {fields["text"] for fields in webhooks.events("mo") + webhooks.events("missing")}
        ),
        120,
        f"lost when {name} was killed",
    )
    ids = {}
    for fields in webhooks.events("mo") + webhooks.events("missing"):
        ids.setdefault(fields["id"], set()).add(fields["text"])
    assert all(len(texts) == 1 for texts in ids.values())
    wait_until(lambda: not centre.waiting(), 30, "the centre still waits")
    gateway.wait_until_whole()


def test_while_the_door_is_away_kannel_asks_again(centre, gateway, webhooks):
    with gateway.down("sms_door"):
        for part in parts(LONG_HINDI):
            centre.deliver(CITIZEN, SERVICE, part)
        time.sleep(1)
    wait_until(lambda: joined(webhooks.events("mo")) == LONG_HINDI, 20, "parts are missing")


def test_what_kannel_forgot_is_told_from_its_log(centre, gateway, webhooks):
    """It has asked, nobody was there, and it was killed before it could ask again."""
    gateway.wait_until_whole()
    with nobody_answers(gateway) as asked:
        for part in (*parts(LONG_HINDI), *parts("two\nlines | café", "latin-1")):
            centre.deliver(CITIZEN, SERVICE, part)
        wait_until(lambda: len(asked) >= 4, 20, "Kannel has not asked for each")
        # It says that it has taken a message just after it has begun to ask; what it has not is brought again.
        wait_until(gateway.has_handed_over_all, 20, "Kannel has not said that it has taken each")
        gateway.kill("smsbox")
        time.sleep(1)
    wait_until(lambda: len(webhooks.events("missing")) == 4, 60, "not told")
    assert webhooks.events("mo") == []
    by_coding = {"0": [], "2": []}
    for fields in webhooks.events("missing"):
        by_coding[fields["coding"]].append(fields)
    # The log has a dot for each octet outside ASCII; of a message in Hindi it has all.
    assert [fields["text"] for fields in by_coding["0"]] == ["two.lines | caf.."]
    in_order = sorted(by_coding["2"], key=lambda fields: octets(fields["udh"])[-1])
    written = b"".join(octets(fields["text"]) for fields in in_order)
    assert written.decode(in_order[0]["charset"]) == LONG_HINDI
    assert {(one["from"], one["to"]) for one in in_order} == {(f"+{CITIZEN}", SERVICE)}
    gateway.wait_until_whole()


def test_what_reports_are_waited_for_survives(centre, gateway, webhooks):
    gateway.send(CITIZEN, "पहले भेजा", ours="61")
    # With its first report Kannel says that it waits for another.
    wait_until(lambda: ("61", "8") in told(webhooks), 20, "not sent")
    gateway.kill("bearerbox")
    time.sleep(2)
    gateway.wait_until_whole()
    centre.wait_for_receiver()
    centre.receipt(centre.submitted[0])
    wait_until(lambda: ("61", "1") in told(webhooks), 30, "the report is lost")


def test_logs_tell_nothing(gateway):
    logs = gateway.logs()
    for planted in (CITIZEN, "9100000001", "poison", urllib.parse.quote("मेरी"), "मेरी", "chori"):
        assert planted not in logs
