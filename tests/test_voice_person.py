"""Calls to a person: who answers, whether it is recorded, danger, and what there is for whoever waits."""

import pytest

from peers.call_lines import (
    TO_A_PERSON,
    TO_THE_TONE,
    call,
    handed_over,
    seconds,
)
from peers.caller import Caller, level, pause, press, speak, words
from peers.waiting import wait_until


@pytest.fixture
def on_duty(lone_exchange):
    phones = ("PJSIP/taker-1", "PJSIP/taker-2")
    for phone in phones:
        lone_exchange.command(f"queue add member {phone} to desk")
    yield
    for phone in phones:
        lone_exchange.command(f"queue remove member {phone} from desk")


def test_a_call_taker_answers_the_longest_idle_first(lone_exchange, played, on_duty, tmp_path):
    answered = []
    for _call in range(4):
        call(lone_exchange, tmp_path, *TO_A_PERSON, pause(2.5))
        steps, recording = handed_over(played, lone_exchange)
        assert recording == b""
        answered.append(dict(steps)["member"])
        played.taken.clear()
    assert answered[:2] == answered[2:]
    assert set(answered) == {"PJSIP/taker-1", "PJSIP/taker-2"}


@pytest.fixture
def asked(lone_exchange):
    """As the door has it while the office wants conversations to be recorded."""
    mark = lone_exchange.calls / "consent"
    mark.touch()
    yield
    mark.unlink()


def test_what_is_said_to_a_call_taker_is_recorded_once_the_caller_has_agreed(
    lone_exchange, played, on_duty, asked, tmp_path
):
    spoken = speak(words(tmp_path, 5), 5)
    call(lone_exchange, tmp_path, *TO_A_PERSON, press("1", 2), spoken)
    wait_until(lambda: len(played.taken) == 2 and not lone_exchange.files(), 30, "no recording")
    (facts, after_the_tone), (piece, recording) = played.taken
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
    lone_exchange, played, on_duty, asked, tmp_path, keys, told
):
    call(lone_exchange, tmp_path, *TO_A_PERSON, *keys)
    steps, recording = handed_over(played, lone_exchange)
    assert ["consent", told] in steps
    assert dict(steps)["member"]
    assert recording == b""


def test_who_waits_until_a_call_taker_is_free_is_asked(
    lone_exchange, played, on_duty, asked, tmp_path
):
    lone_exchange.command("queue remove member PJSIP/taker-2 from desk")
    first = Caller(tmp_path, lone_exchange.port, *TO_A_PERSON, pause(15))
    wait_until(lambda: "in call" in lone_exchange.command("queue show desk"), 15, "nobody answers")
    call(lone_exchange, tmp_path, *TO_A_PERSON, press("1", 2), pause(2), sender="+910000000002")
    first.end()
    wait_until(lambda: len(played.taken) == 2 and not lone_exchange.files(), 30, "not handed over")
    assert dict(played.taken[0][0]["steps"])["consent"] == "yes"


def test_nobody_is_asked_where_nobody_can_answer(lone_exchange, played, asked, tmp_path):
    call(lone_exchange, tmp_path, *TO_A_PERSON, pause(1))
    steps, _recording = handed_over(played, lone_exchange)
    assert "consent" not in dict(steps)


def test_danger_while_asked_is_put_through(lone_exchange, played, on_duty, asked, tmp_path):
    call(lone_exchange, tmp_path, *TO_A_PERSON, press("9"), pause(3))
    steps, _recording = handed_over(played, lone_exchange)
    assert ["emergency", "ANSWER"] in steps


def test_danger_is_put_through(lone_exchange, played, tmp_path):
    call(lone_exchange, tmp_path, pause(1), press("9"), pause(3))
    steps, _recording = handed_over(played, lone_exchange)
    assert ["emergency", "ANSWER"] in steps


def test_without_room_a_person_is_rung_and_an_alarm_raised(lone_exchange, played, tmp_path):
    room = lone_exchange.calls / "room"
    with lone_exchange.down("voice_door"):
        # As the door leaves it when the disk is full.
        room.unlink()
        call(lone_exchange, tmp_path, *TO_A_PERSON, stays=True)
    steps, recording = handed_over(played, lone_exchange)
    phases = [more for what, more in steps if what == "phase"]
    assert phases[-2:] == ["full", "person"]
    assert recording == b""


def test_who_presses_nothing_gets_a_person(lone_exchange, played, tmp_path):
    call(lone_exchange, tmp_path, pause(6.5))
    steps, _recording = handed_over(played, lone_exchange)
    phases = [more for what, more in steps if what == "phase"]
    assert phases[:2] == ["language", "person"]


def test_who_says_nothing_gets_a_person(lone_exchange, played, tmp_path):
    nothing = tmp_path / "nothing.ul"
    nothing.write_bytes(b"\xff" * 8000 * 8)
    call(lone_exchange, tmp_path, *TO_THE_TONE, speak(nothing, 0), stays=True)
    steps, _recording = handed_over(played, lone_exchange)
    assert ["words", "SILENCE"] in steps
    assert ["told", "silent"] in steps
    # First, and after the silence, to no menu.
    assert [more for what, more in steps if what == "phase"].count("person") == 2


def test_zero_while_speaking(lone_exchange, played, tmp_path):
    call(
        lone_exchange,
        tmp_path,
        *TO_THE_TONE,
        speak(words(tmp_path, 3), 3),
        press("0", 0),
        stays=True,
    )
    steps, recording = handed_over(played, lone_exchange)
    assert ["words", "OPERATOR"] in steps
    assert [what for what, _more in steps].index("unanswered") < steps.index(["phase", "words"])
    assert [more for what, more in steps if what == "phase"].count("person") == 2
    assert seconds(recording) == pytest.approx(3, abs=0.7)
