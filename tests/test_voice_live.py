"""The voice door: what it makes of what the exchange tells, and which orders it takes."""

import json
import sys
import time
import uuid

import pytest

from launcher.paths import ADDONS

for name in ("tools", "voice_door"):
    sys.path.insert(0, str(ADDONS / "police_channels" / name))

from ami import Away, Refused
from live import Live
from orders import Orders
from signature import sign
from teller import Teller

CALL, OUT = "1767348000.1", "out-1767348000.7"
SECRET = "secret"


class Exchange:
    """In place of the manager: keeps what is asked for.

    :ivar done: list of (action, fields)
    :ivar refuses: actions that it refuses
    """

    def __init__(self):
        self.done, self.refuses, self.is_away = [], set(), False

    def do(self, action, **fields):
        self.send(action, **fields)
        if action in self.refuses:
            raise Refused(action)

    def send(self, action, number=None, **fields):
        if self.is_away:
            raise Away
        self.done.append((action, fields))


class Service:
    """In place of Odoo: keeps what it is told."""

    def __init__(self):
        self.told, self.is_away = [], False

    def ask(self, body, _content_type, _envelope, _seconds):
        if self.is_away:
            return None
        self.told.append(json.loads(body))
        return b"{}"


@pytest.fixture
def exchange():
    return Exchange()


@pytest.fixture
def live(calls, exchange):
    return Live(calls, exchange)


@pytest.fixture
def orders(exchange, live, calls):
    return Orders(exchange, live, calls, lambda: SECRET)


def write(calls, *lines, name=CALL, suffix=".facts"):
    text = "".join(f"{line}\n" for line in (f"began {int(time.time())}", *lines))
    (calls.folder / f"{name}{suffix}").write_text(text)


def happens(live, *events):
    for name, fields in events:
        live.take({"Event": name, **fields})


def line(channel, unique, linked=CALL):
    return ("Newchannel", {"Channel": channel, "Uniqueid": unique, "Linkedid": linked})


def talk(live, calls):
    """A caller talks to taker-1."""
    write(calls, "phase person")
    happens(
        live,
        line("PJSIP/trunk-01", CALL),
        line("PJSIP/taker-1-02", "1767348000.2"),
        ("DialBegin", {"DestUniqueid": "1767348000.2"}),
        ("DialEnd", {"DestUniqueid": "1767348000.2", "DialStatus": "ANSWER"}),
    )


def test_a_call_and_its_phone(live, calls):
    write(calls, "phase person")
    happens(live, line("PJSIP/trunk-01", CALL), line("PJSIP/taker-1-02", "1767348000.2"))
    happens(live, ("DialBegin", {"DestUniqueid": "1767348000.2"}))
    assert live.wait(0)[0] == {CALL}
    told = live.told(CALL)
    assert (told["ringing"], told["talking"], told["over"]) == (["taker-1"], [], False)
    happens(live, ("DialEnd", {"DestUniqueid": "1767348000.2", "DialStatus": "ANSWER"}))
    assert live.told(CALL)["talking"] == ["taker-1"]
    assert live.ends(CALL) == ("PJSIP/trunk-01", "PJSIP/taker-1-02")
    assert live.ends(CALL, "taker-2") == ("PJSIP/trunk-01", "")
    for unique in ("1767348000.2", CALL):
        happens(live, ("Hangup", {"Uniqueid": unique}))
    assert live.told(CALL)["over"]
    assert live.going_on() == set()


def test_held_until_they_talk_on(live, calls):
    talk(live, calls)
    write(calls, "phase person", "held 1767348020")
    happens(live, ("UserEvent", {"Linkedid": CALL}))
    assert live.told(CALL)["held"]
    happens(live, ("BridgeEnter", {"Linkedid": CALL}))
    assert not live.told(CALL)["held"]
    happens(live, ("Hold", {"Linkedid": CALL}))
    assert live.told(CALL)["held"]


def test_who_is_on_duty(live):
    happens(
        live,
        ("QueueMember", {"Location": "PJSIP/taker-1", "Paused": "0"}),
        ("QueueMember", {"Location": "PJSIP/taker-2", "Paused": "1", "PausedReason": "busy"}),
        ("QueueStatusComplete", {}),
        ("EndpointList", {"ObjectName": "taker-1", "DeviceState": "Not in use"}),
        ("EndpointList", {"ObjectName": "taker-2", "DeviceState": "Unavailable"}),
    )
    assert live.phones() == {
        "taker-1": {"duty": "on", "is_there": True},
        "taker-2": {"duty": "busy", "is_there": False},
    }
    live.ask()
    happens(live, ("QueueStatusComplete", {}))
    assert {phone["duty"] for phone in live.phones().values()} == {"off"}


def test_what_was_missed_is_made_up_for(live, calls):
    """The door was away: what the exchange lists goes on, and nothing else."""
    talk(live, calls)
    live.ask()
    listed = {"Channel": "PJSIP/taker-2-05", "Uniqueid": "1767348000.5", "Linkedid": "1767348000.4"}
    write(calls, name="1767348000.4")
    state = {"ChannelStateDesc": "Ringing", "Context": "", "BridgeId": ""}
    happens(live, ("CoreShowChannel", {**listed, **state}), ("CoreShowChannelsComplete", {}))
    assert live.told("1767348000.4")["ringing"] == ["taker-2"]
    assert live.told(CALL)["over"]


def test_a_list_takes_no_caller_for_a_phone(live, calls):
    talk(live, calls)
    state = {"ChannelStateDesc": "Up", "Context": "", "BridgeId": "b"}
    listed = {"Channel": "PJSIP/trunk-01", "Uniqueid": CALL, "Linkedid": CALL}
    happens(live, ("CoreShowChannel", {**listed, **state}))
    assert live.told(CALL)["talking"] == ["taker-1"]


def test_nothing_is_told_twice_and_nothing_is_lost(live, calls):
    service = Service()
    teller = Teller(live, calls, service, "http://here")
    talk(live, calls)
    changed, _phones = live.wait(0)
    service.is_away = True
    assert not teller.tell(changed)
    live.again(changed)
    service.is_away = False
    assert teller.tell(live.wait(0)[0])
    [told] = service.told
    assert (told["all"], told["door"], told["calls"][0]["call"]) == (True, "http://here", CALL)
    assert teller.tell(set())
    assert service.told[-1] == {**told, "all": False, "calls": []}


def test_how_a_call_that_was_made_ended_is_told_before_it_is_forgotten(live, calls):
    service = Service()
    teller = Teller(live, calls, service, "")
    write(calls, "called 1767348003", "ended 1767348050", name=OUT, suffix=".placed")
    service.is_away = True
    teller.tell(set())
    assert calls.placed() == [OUT]
    service.is_away = False
    teller.tell(set())
    assert service.told[-1]["calls"][0]["over"]
    assert calls.placed() == []


def ask(orders, order, *, secret=SECRET, **more):
    """:return: (HTTP status, words)"""
    asked = {"order": order, "id": uuid.uuid4().hex, "at": time.time(), **more}
    body = json.dumps(asked).encode()
    return orders.take("{}", sign(secret, "{}", body), body)


def test_orders_for_the_call_at_a_phone(orders, exchange, live, calls):
    talk(live, calls)
    own = {"call": CALL, "phone": "taker-1"}
    for order in ("answer", "hold", "resume", "end"):
        assert ask(orders, order, **own) == (200, "done")
    assert ask(orders, "transfer", to_phone="taker-2", **own) == (200, "done")
    number = {"to_number": "+910000000811", "own_number": "+915120000000"}
    assert ask(orders, "transfer", **number, **own) == (200, "done")
    done = [action for action, _fields in exchange.done if action != "Setvar"]
    assert done == ["PJSIPNotify", "Redirect", "Bridge", "Hangup", "Redirect", "Redirect"]
    assert exchange.done[0][1]["Channel"] == "PJSIP/taker-1-02"


def test_orders_that_are_refused(orders, exchange, live, calls):
    talk(live, calls)
    own = {"call": CALL, "phone": "taker-1"}
    assert ask(orders, "end", secret="other", **own)[0] == 403
    assert ask(orders, "end", at=time.time() - 120, **own) == (403, "stale")
    assert ask(orders, "hold", call=CALL, phone="taker-2") == (409, "gone")
    assert ask(orders, "hold", call="1767348000.9", phone="taker-1") == (409, "gone")
    assert ask(orders, "hold", call="../x", phone="taker-1")[0] == 400
    assert ask(orders, "duty", phone="a\r\nAction: Command", duty="on")[0] == 400
    assert ask(orders, "duty", phone="taker-1", duty="x\r\n")[0] == 400
    assert ask(orders, "transfer", to_number="112,1)", **own)[0] == 400
    assert ask(orders, "reboot")[0] == 400
    assert not exchange.done
    exchange.is_away = True
    assert ask(orders, "end", **own) == (409, "away")


def test_each_order_once(orders, exchange):
    fields = {"phone": "taker-1", "duty": "on", "id": "same"}
    assert ask(orders, "duty", **fields)[0] == 200
    assert ask(orders, "duty", **fields) == (403, "stale")


def test_who_is_there_already_goes_on_duty(orders, exchange):
    exchange.refuses = {"QueueAdd", "QueueRemove"}
    for duty in ("on", "busy", "off"):
        assert ask(orders, "duty", phone="taker-1", duty=duty) == (200, "done")
    paused = [fields["Paused"] for action, fields in exchange.done if action == "QueuePause"]
    assert paused == ["false", "true"]


def test_a_call_is_made_once(orders, exchange, calls):
    asked = {"call": OUT, "phone": "taker-1", "number": "+910000000807"}
    assert ask(orders, "place", **asked) == (200, "done")
    assert ask(orders, "place", **asked) == (200, "done")
    assert [action for action, _fields in exchange.done] == ["Originate"]
    assert calls.placed() == [OUT]


def test_a_call_that_cannot_be_made_leaves_nothing(orders, exchange, calls):
    exchange.is_away = True
    asked = {"call": OUT, "phone": "taker-1", "number": "+910000000807"}
    assert ask(orders, "place", **asked) == (409, "away")
    assert calls.placed() == []
