"""Calls to a person: who answers, whether it is recorded, danger, and what there is for whoever waits."""

import pytest

from peers.call_lines import (
    TO_A_PERSON,
    TO_THE_TONE,
    call,
    handed_over,
    quiet,
    seconds,
    with_takers,
)
from peers.caller import level, pause, press, speak, words
from peers.waiting import wait_until


@pytest.fixture(scope="module")
def running():
    with with_takers() as running:
        yield running


@pytest.fixture
def service(running):
    return running[0]


@pytest.fixture
def exchange(running):
    return running[1]


@pytest.fixture(autouse=True)
def quiet_lines(service, exchange):
    with quiet(service, exchange):
        yield


@pytest.fixture
def on_duty(exchange):
    phones = ("PJSIP/taker-1", "PJSIP/taker-2")
    for phone in phones:
        exchange.command(f"queue add member {phone} to desk")
    yield
    for phone in phones:
        exchange.command(f"queue remove member {phone} from desk")


def test_a_call_taker_answers_the_longest_idle_first(exchange, service, on_duty, tmp_path):
    answered = []
    for _call in range(4):
        call(exchange, tmp_path, *TO_A_PERSON, pause(2.5))
        steps, recording = handed_over(service, exchange)
        assert recording == b""
        answered.append(dict(steps)["member"])
        service.taken.clear()
    assert answered[:2] == answered[2:]
    assert set(answered) == {"PJSIP/taker-1", "PJSIP/taker-2"}


@pytest.fixture
def asked(exchange):
    """As the door has it while the office wants conversations to be recorded."""
    mark = exchange.calls / "consent"
    mark.touch()
    yield
    mark.unlink()


def test_what_is_said_to_a_call_taker_is_recorded_once_the_caller_has_agreed(
    exchange, service, on_duty, asked, tmp_path
):
    spoken = speak(words(tmp_path, 5), 5)
    call(exchange, tmp_path, *TO_A_PERSON, press("1", 2), spoken)
    wait_until(lambda: len(service.taken) == 2 and not exchange.files(), 30, "no recording")
    (facts, after_the_tone), (piece, recording) = service.taken
    assert ["consent", "yes"] in facts["steps"]
    assert [more for what, more in facts["steps"] if what == "key"] == ["1", "1", "1"]
    assert (after_the_tone, piece["piece"]) == (b"", 1)
    # To the very end, which Asterisk writes only when the recording is stopped.
    assert seconds(recording) == pytest.approx(5.5, abs=1.2)
    assert level(recording) > 2000


@pytest.mark.parametrize(
    ("keys", "told"), [((press("2", 2.5),), "no"), ((pause(7),), "no"), ((press("0", 2.5),), "no")]
)
def test_who_does_not_agree_is_not_recorded(
    exchange, service, on_duty, asked, tmp_path, keys, told
):
    call(exchange, tmp_path, *TO_A_PERSON, *keys)
    steps, recording = handed_over(service, exchange)
    assert ["consent", told] in steps
    assert dict(steps)["member"]
    assert recording == b""


def test_nobody_is_asked_where_nobody_can_answer(exchange, service, asked, tmp_path):
    call(exchange, tmp_path, *TO_A_PERSON, pause(1))
    steps, _recording = handed_over(service, exchange)
    assert "consent" not in dict(steps)


def test_danger_while_asked_is_put_through(exchange, service, on_duty, asked, tmp_path):
    call(exchange, tmp_path, *TO_A_PERSON, press("9"), pause(3))
    steps, _recording = handed_over(service, exchange)
    assert ["emergency", "ANSWER"] in steps


def test_danger_is_put_through(exchange, service, tmp_path):
    call(exchange, tmp_path, pause(1), press("9"), pause(3))
    steps, _recording = handed_over(service, exchange)
    assert ["emergency", "ANSWER"] in steps


def test_without_room_a_person_is_rung_and_an_alarm_raised(exchange, service, tmp_path):
    room = exchange.calls / "room"
    with exchange.down("voice_door"):
        # As the door leaves it when the disk is full.
        room.unlink()
        call(exchange, tmp_path, *TO_A_PERSON, stays=True)
    steps, recording = handed_over(service, exchange)
    phases = [more for what, more in steps if what == "phase"]
    assert phases[-2:] == ["full", "person"]
    assert recording == b""


def test_who_presses_nothing_gets_a_person(exchange, service, tmp_path):
    call(exchange, tmp_path, pause(6.5))
    steps, _recording = handed_over(service, exchange)
    phases = [more for what, more in steps if what == "phase"]
    assert phases[:2] == ["language", "person"]


def test_who_says_nothing_gets_a_person(exchange, service, tmp_path):
    nothing = tmp_path / "nothing.ul"
    nothing.write_bytes(b"\xff" * 8000 * 8)
    call(exchange, tmp_path, *TO_THE_TONE, speak(nothing, 0), stays=True)
    steps, _recording = handed_over(service, exchange)
    assert ["words", "SILENCE"] in steps
    assert ["told", "silent"] in steps
    # First, and after the silence, to no menu.
    assert [more for what, more in steps if what == "phase"].count("person") == 2


def test_zero_while_speaking(exchange, service, tmp_path):
    call(exchange, tmp_path, *TO_THE_TONE, speak(words(tmp_path, 3), 3), press("0", 0), stays=True)
    steps, recording = handed_over(service, exchange)
    assert ["words", "OPERATOR"] in steps
    assert [what for what, _more in steps].index("unanswered") < steps.index(["phase", "words"])
    assert [more for what, more in steps if what == "phase"].count("person") == 2
    assert seconds(recording) == pytest.approx(3, abs=0.7)
