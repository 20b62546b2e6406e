"""The voice door's parts: what it takes up of the exchange's files, and what it answers."""

import base64
import hashlib
import json
import logging
import os
import socket
import sys
import time

import pytest

from launcher.paths import ADDONS

for name in ("tools", "voice_door"):
    sys.path.insert(0, str(ADDONS / "police_channels" / name))

from answers import Answers, gets_sms
from calls import Calls
from consent import Consent
from hand_over import HandOver
from prompts import Prompts
from recording import RATE, repaired, samples_of, seconds_of
from room import Room
from together import joined, taken_apart

LOUD = repaired(b"\x00\x20\x00\xe0" * 8000)
CALL = "1767348000.1"


class Service:
    """In place of the webhook: keeps what it takes.

    :ivar taken: list of the bytes of each call
    :ivar requests: list of the number of calls in each request
    :ivar decide: called with the bytes of a request: the HTTP status
    """

    def __init__(self):
        self.taken, self.asked, self.decide, self.answers = [], [], lambda _body: 200, {}
        self.requests = []

    def post(self, body, _content_type, envelope):
        contents = taken_apart(body, envelope)
        self.requests.append(len(contents))
        status = self.decide(body)
        if status == 200:
            self.taken += contents
        return status, "words"

    def ask(self, body, _content_type, _envelope, _seconds):
        question = json.loads(body)
        self.asked.append(question)
        answer = self.answers.get(question["ask"])
        return None if answer is None else json.dumps(answer).encode()


@pytest.fixture
def service():
    return Service()


@pytest.fixture
def calls(tmp_path):
    return Calls(tmp_path / "calls", tmp_path / "ctl")


@pytest.fixture
def running(tmp_path):
    """An exchange that has been there since now."""
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(str(tmp_path / "ctl"))
        line.listen()
        yield


@pytest.fixture
def told(monkeypatch):
    """What the door's log says above information: an alarm is meant to."""
    lines = []
    monkeypatch.setattr(
        logging.getLogger("voice_door"), "error", lambda line, *_: lines.append(line)
    )
    return lines


def write(calls, name, *lines, recording=b""):
    text = "".join(f"{line}\n" for line in (f"began {int(time.time())}", *lines))
    (calls.folder / f"{name}.facts").write_text(text)
    if recording:
        (calls.folder / f"{name}.wav").write_bytes(recording)


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


def test_each_call_is_handed_over_once(calls, service, tmp_path):
    write(calls, CALL, "phase words", recording=LOUD)
    hand_over = HandOver(calls, service, tmp_path / "taken")
    assert hand_over.now(CALL)
    # Killed and started anew, while the call goes on.
    hand_over = HandOver(calls, service, tmp_path / "taken")
    write(calls, CALL, "phase words", "ended 1", recording=LOUD)
    hand_over.look()
    assert len(service.taken) == 1
    assert calls.names() == []
    assert list((tmp_path / "taken").iterdir()) == []


def write_many(calls, count, **more):
    """:return: names of calls that are over, in order"""
    names = [f"1767348000.{number}" for number in range(count)]
    for name in names:
        write(calls, name, "ended 1", **more)
    return names


def names_of(bodies):
    return [json.loads(body.partition(b"\n")[0])["call"] for body in bodies]


def test_many_calls_go_in_few_requests(calls, service, tmp_path, monkeypatch):
    monkeypatch.setattr("hand_over.MOST_TOGETHER", 50)
    names = write_many(calls, 120)
    HandOver(calls, service, tmp_path / "taken").look()
    assert service.requests == [50, 50, 20]
    assert names_of(service.taken) == names
    assert list(calls.folder.iterdir()) == []


def test_no_request_is_too_big(calls, service, tmp_path, monkeypatch):
    monkeypatch.setattr("hand_over.OCTETS_TOGETHER", 1_000_000)
    write_many(calls, 5, recording=repaired(bytes(400_000)))
    HandOver(calls, service, tmp_path / "taken").look()
    assert service.requests == [2, 2, 1]


def test_one_that_cannot_be_read_holds_up_no_other(calls, service, tmp_path, told):
    names = write_many(calls, 4)
    (calls.folder / f"{names[1]}.wav").mkdir()
    HandOver(calls, service, tmp_path / "taken").look()
    assert names_of(service.taken) == [names[0], *names[2:]]
    assert calls.names() == [names[1]]
    assert told


def test_one_that_is_just_handed_over_is_not_waited_for(calls, service, tmp_path):
    """Its caller waits for the number; the others do not wait for it."""
    names = write_many(calls, 3)
    hand_over = HandOver(calls, service, tmp_path / "taken")
    with hand_over._locks[names[0]]:
        hand_over._together(names)
    assert names_of(service.taken) == names[1:]
    hand_over.look()
    assert names_of(service.taken) == [*names[1:], names[0]]


def test_killed_before_the_answer_all_of_a_request_go_again(calls, service, tmp_path):
    """The service knows each by its bytes, which are the same."""
    names = write_many(calls, 3)
    service.decide = lambda body: service.taken.append(body) or 0
    HandOver(calls, service, tmp_path / "taken").look()
    [first] = service.taken
    service.decide = lambda _body: 200
    HandOver(calls, service, tmp_path / "taken").look()
    assert b"".join(service.taken[1:]) == first
    assert names_of(service.taken[1:]) == names


def test_an_envelope_of_other_calls():
    body, envelope = joined([b"one", b"two!"])
    assert taken_apart(body, envelope) == [b"one", b"two!"]
    assert taken_apart(body, "{}") == [body]
    for wrong in (json.dumps({"sizes": sizes}) for sizes in ([3, 5], [-1, 8], [0, 7], [])):
        with pytest.raises(ValueError, match="other sizes"):
            taken_apart(body, wrong)


def converse(calls, seconds):
    """A call to a call taker that was recorded, and is over."""
    write(calls, CALL, "consent yes", "ended 1")
    samples = bytes(range(1, 251)) * (seconds * RATE * 2 // 250)
    (calls.folder / f"{CALL}.talk.wav").write_bytes(repaired(samples))
    return samples


def facts_and_sound(body):
    facts, _newline, recording = body.partition(b"\n")
    return json.loads(facts), recording


def test_what_was_said_to_a_call_taker_follows_its_call(calls, service, tmp_path):
    samples = converse(calls, 3)
    HandOver(calls, service, tmp_path / "taken").look()
    (first, words), (second, conversation) = map(facts_and_sound, service.taken)
    assert ("piece" in first, words, second["piece"]) == (False, b"", 1)
    assert second["call"] == CALL
    assert ["consent", "yes"] in second["steps"]
    assert samples_of(conversation) == samples
    assert list(calls.folder.iterdir()) == []


def test_nothing_of_a_long_conversation_is_lost_between_its_pieces(calls, service, tmp_path):
    samples = converse(calls, 70 * 60)
    HandOver(calls, service, tmp_path / "taken").look()
    pieces = [facts_and_sound(body) for body in service.taken[1:]]
    assert [facts["piece"] for facts, _recording in pieces] == [1, 2, 3]
    assert [round(seconds_of(recording)) for _facts, recording in pieces] == [1800, 1800, 600]
    assert b"".join(samples_of(recording) for _facts, recording in pieces) == samples


def test_a_conversation_that_nobody_answered_is_none(calls, service, tmp_path):
    converse(calls, 0)
    HandOver(calls, service, tmp_path / "taken").look()
    assert len(service.taken) == 1


def test_a_call_stays_until_all_that_was_said_is_handed_over(calls, service, tmp_path):
    converse(calls, 2)
    service.decide = lambda body: 500 if b'"piece"' in body else 200
    hand_over = HandOver(calls, service, tmp_path / "taken")
    hand_over.look()
    assert calls.names() == [CALL]
    assert not hand_over.is_well()
    service.decide = lambda _body: 200
    hand_over._refused.clear()
    hand_over.look()
    # The call itself is not handed over again.
    assert ["piece" in facts_and_sound(body)[0] for body in service.taken] == [False, True]
    assert list(calls.folder.iterdir()) == []


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


def test_one_that_is_refused_holds_up_no_other(calls, service, tmp_path):
    for number in (1, 2, 3):
        write(calls, f"176734800{number}.0", "ended 1")
    service.decide = lambda body: 500 if b"1767348001" in body else 200
    hand_over = HandOver(calls, service, tmp_path / "taken")
    hand_over.look()
    assert len(service.taken) == 2
    assert not hand_over.is_well()
    assert calls.names() == ["1767348001.0"]


def test_while_nobody_is_there_nothing_is_tried(calls, service, tmp_path):
    tried = []
    service.decide = lambda body: tried.append(body) or 0
    for number in range(5):
        write(calls, f"1767348000.{number}", "ended 1")
    hand_over = HandOver(calls, service, tmp_path / "taken")
    hand_over.look()
    hand_over.look()
    assert len(tried) == 1
    assert len(calls.names()) == 5


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


def test_an_alarm_that_nobody_heard_is_raised_again(calls, service, told):
    full = Room(calls, service, least=1 << 62)
    full.look()
    full._told_at -= 600
    full.look()
    assert len(service.asked) == 2


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
