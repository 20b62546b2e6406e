"""Calls to Asterisk with its dial plan, and what the voice door hands over of them."""

import time

import pytest

from peers.call_lines import (
    TO_A_PERSON,
    TO_THE_TONE,
    call,
    handed_over,
    seconds,
)
from peers.caller import Caller, dial, level, pause, press, speak, words
from peers.waiting import wait_until

NUMBER = "1234567890"


def recorded(lone_exchange):
    """:return: octets that Asterisk has written by now"""
    return sum(file.stat().st_size for file in lone_exchange.calls.glob("*.wav"))


def test_words_after_the_tone(lone_exchange, played, tmp_path):
    played.number = NUMBER
    spoken = speak(words(tmp_path, 5), 5)
    call(lone_exchange, tmp_path, *TO_THE_TONE, spoken, press("#", 0), stays=True)
    steps, recording = handed_over(played, lone_exchange)
    assert ["from", "+910000000001"] in steps
    assert [more for what, more in steps if what == "key"] == ["1", "1"]
    assert ["words", "DTMF"] in steps
    assert seconds(recording) == pytest.approx(5, abs=0.7)
    assert level(recording) > 2000
    assert {question["ask"] for question in played.questions} == {"number"}


def test_the_number_is_said(lone_exchange, played, tmp_path):
    """Once to the end: ten digits, of a third of a second each, with a pause behind each of them."""
    played.number = NUMBER
    spoken = speak(words(tmp_path, 2), 2)
    began = time.monotonic()
    call(lone_exchange, tmp_path, *TO_THE_TONE, spoken, press("#", 0), stays=True)
    with_number = time.monotonic() - began
    assert handed_over(played, lone_exchange)
    assert with_number > 15


def test_nothing_is_known_of_the_service(lone_exchange, played, tmp_path):
    """It is away for the whole call: recorded, and handed over once, later."""
    played.is_away = True
    spoken = speak(words(tmp_path, 3), 3)
    call(lone_exchange, tmp_path, *TO_THE_TONE, spoken, press("#", 0), stays=True)
    assert not played.taken
    assert len(lone_exchange.files()) == 2
    played.is_away = False
    steps, recording = handed_over(played, lone_exchange)
    assert ["told", "later"] in steps
    assert seconds(recording) == pytest.approx(3, abs=0.7)


@pytest.mark.parametrize(
    ("phase", "steps"),
    [
        ("language", (pause(0.5),)),
        ("menu", (pause(1), press("1", 0.5))),
        ("person", (*TO_A_PERSON[:2], press("1", 0.4))),
    ],
)
def test_who_hangs_up_early_has_rung(lone_exchange, played, tmp_path, phase, steps):
    call(lone_exchange, tmp_path, *steps)
    told, recording = handed_over(played, lone_exchange)
    assert ["phase", phase] in told
    assert recording == b""


def test_who_hangs_up_while_speaking_is_heard(lone_exchange, played, tmp_path):
    call(lone_exchange, tmp_path, *TO_THE_TONE, speak(words(tmp_path, 3), 3))
    steps, recording = handed_over(played, lone_exchange)
    assert ["record", "HANGUP"] in steps
    assert seconds(recording) == pytest.approx(3, abs=0.7)


def test_who_hangs_up_before_the_number_is_heard_once(lone_exchange, played, tmp_path):
    call(lone_exchange, tmp_path, *TO_THE_TONE, speak(words(tmp_path, 3), 3), press("#", 1.5))
    _steps, recording = handed_over(played, lone_exchange)
    assert seconds(recording) == pytest.approx(3, abs=0.7)


def test_a_withheld_number(lone_exchange, played, tmp_path):
    """The network knows it, and is asked not to tell: nobody here does."""
    headers = ("P-Asserted-Identity: <sip:+910000000002@127.0.0.1>", "Privacy: id")
    call(lone_exchange, tmp_path, pause(0.5), sender="anonymous", headers=headers)
    steps, _recording = handed_over(played, lone_exchange)
    facts = dict(steps)
    assert facts["privacy"] == "id" or facts["presentation"].startswith("prohib")
    assert facts["from"] == ""


def test_the_network_s_word_counts(lone_exchange, played, tmp_path):
    headers = ("P-Asserted-Identity: <sip:+910000000002@127.0.0.1>",)
    call(lone_exchange, tmp_path, pause(0.5), headers=headers)
    steps, _recording = handed_over(played, lone_exchange)
    assert ["from", "+910000000002"] in steps


def test_status(lone_exchange, played, tmp_path):
    asked = (pause(1), press("1"), press("2"), dial(NUMBER), press("#", 1.5))
    call(lone_exchange, tmp_path, *asked, dial("11111111"), pause(1), dial("12345678"), stays=True)
    steps, _recording = handed_over(played, lone_exchange)
    assert ["told", "status"] in steps
    assert played.questions[0] == {"ask": "code", "number": NUMBER}
    tried = [question["code"] for question in played.questions if question["ask"] == "status"]
    assert tried == ["11111111", "12345678"]


def test_no_status_without_the_service(lone_exchange, played, tmp_path):
    played.is_away = True
    asked = (pause(1), press("1"), press("2"), dial(NUMBER), press("#", 3))
    call(lone_exchange, tmp_path, *asked)
    played.is_away = False
    steps, _recording = handed_over(played, lone_exchange)
    phases = [more for what, more in steps if what == "phase"]
    assert phases[phases.index("status") + 1] == "person"


def test_the_exchange_is_killed_while_somebody_speaks(lone_exchange, played, tmp_path):
    """What was said until then is kept, but for what Asterisk had not written yet: two seconds."""
    caller = Caller(tmp_path, lone_exchange.port, *TO_THE_TONE, speak(words(tmp_path, 20), 20))
    wait_until(lambda: recorded(lone_exchange) > 64_000, 30, "nothing is recorded")
    lone_exchange.kill("asterisk")
    caller.process.kill()
    caller.process.wait()
    steps, recording = handed_over(played, lone_exchange)
    assert "ended" not in dict(steps)
    assert seconds(recording) >= 4
    assert level(recording) > 2000
    wait_until(lone_exchange.exchange.answers, 30, "it is not started again")


def test_the_door_is_killed(lone_exchange, played, tmp_path):
    """Calls go on without it, and nothing is handed over twice."""
    with lone_exchange.down("voice_door"):
        spoken = speak(words(tmp_path, 3), 3)
        call(lone_exchange, tmp_path, *TO_THE_TONE, spoken, press("#", 0), stays=True)
        assert len(lone_exchange.files()) == 2
    _steps, recording = handed_over(played, lone_exchange)
    assert seconds(recording) == pytest.approx(3, abs=0.7)
