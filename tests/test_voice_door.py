"""The voice door's parts: what it takes up of the exchange's files, and what it answers."""

import base64
import hashlib
import os
import socket
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from launcher.paths import ADDONS
from peers.voice_door import CALL, LOUD, write

for name in ("tools", "voice_door"):
    sys.path.insert(0, str(ADDONS / "police_channels" / name))

from alarm import Alarm
from answers import Answers, gets_sms
from consent import Consent
from door import Door, DoorSettings
from hand_over import HandOver
from prompts import Prompts
from recording import repaired
from room import Room


@pytest.fixture
def running(tmp_path):
    """An exchange that has been there since now."""
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(str(tmp_path / "ctl"))
        line.listen()
        yield


def test_a_call_that_goes_on_is_left_alone(calls, running):
    time.sleep(0.02)
    write(calls, CALL, "phase words")
    assert calls.over() == []
    write(calls, CALL, "phase words", "ended 1767348050")
    assert calls.over() == [CALL]


def test_a_call_whose_exchange_is_gone_is_over(calls):
    write(calls, CALL, "phase words")
    assert calls.over() == [CALL]


def test_a_call_of_an_exchange_before_is_over(calls, running):
    write(calls, CALL, "phase words")
    before = time.time() - 60
    os.utime(calls.folder / f"{CALL}.facts", (before, before))
    assert calls.over() == [CALL]


def test_what_a_name_holds_comes_as_it_was(calls):
    write(calls, CALL, "from %2B910000000001%0Aended%201")
    assert calls.steps(CALL)[1] == ("from", "+910000000001\nended 1")


def test_callers_are_asked_only_while_the_office_wants_it(calls, service):
    mark = calls.folder / "consent"
    for answer, is_there in (
        ({"is_wanted": True}, True),
        (None, True),
        ({"is_wanted": False}, False),
    ):
        service.answers["recording"] = answer
        Consent(calls, service).look()
        assert mark.exists() == is_there


def test_the_number_is_told(calls, service, tmp_path):
    write(calls, CALL, "phase words", recording=LOUD)
    service.answers["number"] = {"number": "1234567890"}
    assert ask(calls, service, tmp_path, "words") == (200, "number 1234567890")
    assert len(service.taken) == 1


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("presentation allowed", "from %2B910000000001"), "later"),
        (("presentation allowed", "from %2B915120000000"), "kept"),
        (("presentation prohib", "from "), "kept"),
        (("presentation allowed", "from anonymous"), "kept"),
    ],
)
def test_who_gets_no_sms_is_told_so(calls, service, tmp_path, lines, told):
    write(calls, CALL, *lines, recording=LOUD)
    assert ask(calls, service, tmp_path, "words") == (200, told)


def test_silence(calls, service, tmp_path):
    write(calls, CALL, "phase words", recording=repaired(bytes(160_000)))
    assert ask(calls, service, tmp_path, "words") == (200, "silent")
    assert service.taken == []


@pytest.mark.parametrize("name", ["", "../calls/1767348000.1", "1767348000", "1767348000.1\n"])
def test_a_name_leads_nowhere_else(calls, service, tmp_path, name):
    assert ask(calls, service, tmp_path, "words", call=name) == (400, "")


def test_a_code_of_other_signs_is_wrong(calls, service, tmp_path):
    asked = {"number": "1234567890", "code": "1' OR 1"}
    assert ask(calls, service, tmp_path, "status", **asked) == (200, "wrong")
    assert service.asked == []


def ask(calls, service, tmp_path, asked, **fields):
    hand_over = HandOver(calls, service, tmp_path / "taken")
    answers = Answers(calls, hand_over, service, patience=0.6)
    return answers.answer(asked, {"call": CALL, **fields})


def test_an_alarm_while_there_is_no_room(calls, service, told):
    service.answers["room"] = {}
    full = Room(calls, service, least=1 << 62)
    calls.tell_room(True)
    full.look()
    full.look()
    assert not (calls.folder / "room").exists()
    assert service.asked == [{"ask": "room", "has_room": False}]
    [line] = told
    assert "NO ROOM" in line
    full._least = 1
    full.look()
    assert (calls.folder / "room").exists()
    assert service.asked[-1] == {"ask": "room", "has_room": True}


@pytest.mark.parametrize(("is_heard", "seconds"), [(True, 300), (False, 10)])
def test_an_alarm_is_raised_again(service, monkeypatch, is_heard, seconds):
    now = SimpleNamespace(monotonic=lambda: moments[-1])
    moments = [1000.0]
    monkeypatch.setattr("alarm.time", now)
    if is_heard:
        service.answers["stuck"] = {}
    alarm = Alarm(service, "stuck")
    times = [0, seconds - 1, seconds, seconds + 1]
    raised = []
    for later in times:
        moments.append(1000.0 + later)
        raised.append(alarm.tell(True, calls=1))
    assert raised == [True, False, True, False]
    # Another figure is told at once, and one that is good only until it is heard.
    service.answers["stuck"] = {}
    assert [alarm.tell(False, calls=0), alarm.tell(False, calls=0)] == [True, False]
    moments.append(9000.0)
    assert not alarm.tell(False, calls=0)
    assert [asked["calls"] for asked in service.asked] == [1, 1, 0]


def test_a_door_that_begins_says_how_it_stands(calls, service):
    """The one before it has perhaps raised the alarm."""
    service.answers["room"] = {}
    room = Room(calls, service, least=1)
    room.look()
    room.look()
    assert service.asked == [{"ask": "room", "has_room": True}]


def test_a_number_without_a_sign_of_its_country():
    told = {"presentation": "allowed_not_screened", "privacy": ""}
    for number, gets in (("9876500000", True), ("05122300000", False), ("Unavailable", False)):
        assert gets_sms([*told.items(), ("from", number)]) is gets


def test_what_is_recorded_takes_the_synthesiser_s_place(service, tmp_path):
    sounds, built = tmp_path / "sounds", tmp_path / "built"
    for folder in (sounds, built):
        (folder / "hi").mkdir(parents=True)
        (folder / "hi" / "bye.wav").write_bytes(b"made")
    told = {"folder": "hi", "code": "bye", "sha256": hashlib.sha256(LOUD).hexdigest()}
    elsewhere = {**told, "code": "../../../etc/bye"}
    service.answers = {
        "prompts": {"prompts": [told, elsewhere]},
        "prompt": {"sound": base64.b64encode(LOUD).decode()},
    }
    look_at(service, sounds, built)
    assert (sounds / "hi" / "bye.wav").read_bytes() == LOUD
    assert sorted(path.name for path in sounds.rglob("*")) == ["bye.wav", "hi"]
    asked = len(service.asked)
    look_at(service, sounds, built)
    assert len(service.asked) == asked + 1
    # Away, nothing changes; with no recording any more the synthesiser is back.
    service.answers = {}
    look_at(service, sounds, built)
    assert (sounds / "hi" / "bye.wav").read_bytes() == LOUD
    service.answers = {"prompts": {"prompts": []}}
    look_at(service, sounds, built)
    assert (sounds / "hi" / "bye.wav").read_bytes() == b"made"


def look_at(service, sounds, built):
    Prompts(service, sounds, built).look()


@pytest.fixture
def door():
    """:return: the port of a door that takes all orders"""
    settings = DoorSettings(port=0)
    with Door(settings, lambda *_: (200, ""), lambda *_: (200, "done"), lambda: True) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(
    ("request_line", "length", "status"),
    [
        ("GET http://[ HTTP/1.1", "0", 400),
        ("GET /health HTTP/1.1", "0", 200),
        ("POST /orders HTTP/1.1", "\u00b2", 400),
        ("POST /orders HTTP/1.1", "9" * 5000, 400),
        ("POST /orders HTTP/1.1", "-1", 400),
        ("POST /orders HTTP/1.1", "10001", 400),
        ("POST /orders HTTP/1.1", "2", 200),
        ("POST /order HTTP/1.1", "2", 404),
    ],
)
def test_whatever_is_asked_is_answered(door, capfd, request_line, length, status):
    """No traceback, whatever a program sends."""
    asked = f"{request_line}\r\nContent-Length: {length}\r\n\r\n{{}}"
    with socket.create_connection(("127.0.0.1", door), timeout=5) as line:
        line.sendall(asked.encode("latin-1"))
        assert line.recv(100).split()[1:2] == [str(status).encode()]
    assert "Traceback" not in capfd.readouterr().err
