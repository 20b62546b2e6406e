"""Calls to Asterisk with its dial plan, and what the voice door hands over of them."""

import io
import shutil
import tempfile
import time
import wave
from pathlib import Path

import pytest

from launcher import asterisk
from peers.caller import Caller, Taker, dial, level, pause, press, speak, words
from peers.exchange import Exchange, Service
from peers.waiting import wait_until

NUMBER = "1234567890"
# Past greeting and language, to where a call taker is looked for.
TO_A_PERSON = (pause(1), press("1"), press("1"))
# With nobody on duty: the caller hears that, and the tone.
TO_THE_TONE = (*TO_A_PERSON, pause(2.5))


@pytest.fixture(scope="module")
def service():
    service = Service()
    service.start()
    yield service
    service.stop()


# As the operator writes it, but that the phone is always there.
PHONE = """
[taker-{number}](phone)
aors = taker-{number}
[taker-{number}](phone-place)
qualify_frequency = 0
contact = sip:taker-{number}@127.0.0.1:{port}
"""


@pytest.fixture(scope="module")
def exchange(service):
    # Short, as the path of a socket has to be.
    folder = Path(tempfile.mkdtemp(prefix="pbx-"))
    takers = [Taker(folder), Taker(folder)]
    phones = (PHONE.format(number=n, port=taker.port) for n, taker in enumerate(takers, 1))
    line = asterisk.FAKE.read_text().partition("[taker-1]")[0]
    connections = folder / "connections.conf"
    connections.write_text(line + "".join(phones))
    exchange = Exchange(
        f"http://127.0.0.1:{service.port}/police/channel/voice",
        folder,
        connections=connections,
        manner={"emergency": "PJSIP/taker-1"},
    )
    exchange.say_little()
    exchange.start()
    yield exchange
    exchange.stop()
    for taker in takers:
        taker.stop()
    assert "Traceback" not in exchange.logs()
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def quiet(service, exchange):
    """Each test begins with nothing handed over, and ends with nothing left."""
    service.taken.clear()
    service.questions.clear()
    service.number, service.is_away = "", False
    yield
    service.is_away = False
    wait_until(lambda: not exchange.files(), 20, "something is left in the spool")


def call(exchange, folder, *steps, **more):
    caller = Caller(folder, exchange.port, *steps, **more)
    caller.end()
    return caller


def handed_over(service, exchange):
    """:return: (list of what happened, recording) of the one call that was handed over"""
    wait_until(lambda: service.taken and not exchange.files(), 30, "it was not handed over")
    [(facts, recording)] = service.taken
    return facts["steps"], recording


def recorded(exchange):
    """:return: octets that Asterisk has written by now"""
    return sum(file.stat().st_size for file in exchange.calls.glob("*.wav"))


def seconds(recording):
    """As a player reads it, by its header."""
    with wave.open(io.BytesIO(recording)) as sound:
        assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (8000, 2, 1)
        return sound.getnframes() / sound.getframerate()


def test_words_after_the_tone(exchange, service, tmp_path):
    service.number = NUMBER
    spoken = speak(words(tmp_path, 5), 5)
    call(exchange, tmp_path, *TO_THE_TONE, spoken, press("#", 0), stays=True)
    steps, recording = handed_over(service, exchange)
    assert ["from", "+910000000001"] in steps
    assert [more for what, more in steps if what == "key"] == ["1", "1"]
    assert ["words", "DTMF"] in steps
    assert seconds(recording) == pytest.approx(5, abs=0.7)
    assert level(recording) > 2000
    assert {question["ask"] for question in service.questions} == {"number"}


def test_the_number_is_said(exchange, service, tmp_path):
    """Once to the end: ten digits, of a third of a second each, with a pause behind each of them."""
    service.number = NUMBER
    spoken = speak(words(tmp_path, 2), 2)
    began = time.monotonic()
    call(exchange, tmp_path, *TO_THE_TONE, spoken, press("#", 0), stays=True)
    with_number = time.monotonic() - began
    assert handed_over(service, exchange)
    assert with_number > 15


def test_nothing_is_known_of_the_service(exchange, service, tmp_path):
    """It is away for the whole call: recorded, and handed over once, later."""
    service.is_away = True
    spoken = speak(words(tmp_path, 3), 3)
    call(exchange, tmp_path, *TO_THE_TONE, spoken, press("#", 0), stays=True)
    assert not service.taken
    assert len(exchange.files()) == 2
    service.is_away = False
    steps, recording = handed_over(service, exchange)
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
def test_who_hangs_up_early_has_rung(exchange, service, tmp_path, phase, steps):
    call(exchange, tmp_path, *steps)
    told, recording = handed_over(service, exchange)
    assert ["phase", phase] in told
    assert recording == b""


def test_who_hangs_up_while_speaking_is_heard(exchange, service, tmp_path):
    call(exchange, tmp_path, *TO_THE_TONE, speak(words(tmp_path, 3), 3))
    steps, recording = handed_over(service, exchange)
    assert ["record", "HANGUP"] in steps
    assert seconds(recording) == pytest.approx(3, abs=0.7)


def test_who_hangs_up_before_the_number_is_heard_once(exchange, service, tmp_path):
    call(exchange, tmp_path, *TO_THE_TONE, speak(words(tmp_path, 3), 3), press("#", 1.5))
    _steps, recording = handed_over(service, exchange)
    assert seconds(recording) == pytest.approx(3, abs=0.7)


def test_who_says_nothing_gets_a_person(exchange, service, tmp_path):
    nothing = tmp_path / "nothing.ul"
    nothing.write_bytes(b"\xff" * 8000 * 8)
    call(exchange, tmp_path, *TO_THE_TONE, speak(nothing, 0), stays=True)
    steps, _recording = handed_over(service, exchange)
    assert ["words", "SILENCE"] in steps
    assert ["told", "silent"] in steps
    # First, and after the silence, to no menu.
    assert [more for what, more in steps if what == "phase"].count("person") == 2


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


def test_zero_while_speaking(exchange, service, tmp_path):
    call(exchange, tmp_path, *TO_THE_TONE, speak(words(tmp_path, 3), 3), press("0", 0), stays=True)
    steps, recording = handed_over(service, exchange)
    assert ["words", "OPERATOR"] in steps
    assert [more for what, more in steps if what == "phase"].count("person") == 2
    assert seconds(recording) == pytest.approx(3, abs=0.7)


def test_a_withheld_number(exchange, service, tmp_path):
    """The network knows it, and is asked not to tell: nobody here does."""
    headers = ("P-Asserted-Identity: <sip:+910000000002@127.0.0.1>", "Privacy: id")
    call(exchange, tmp_path, pause(0.5), sender="anonymous", headers=headers)
    steps, _recording = handed_over(service, exchange)
    facts = dict(steps)
    assert facts["privacy"] == "id" or facts["presentation"].startswith("prohib")
    assert facts["from"] == ""


def test_the_network_s_word_counts(exchange, service, tmp_path):
    headers = ("P-Asserted-Identity: <sip:+910000000002@127.0.0.1>",)
    call(exchange, tmp_path, pause(0.5), headers=headers)
    steps, _recording = handed_over(service, exchange)
    assert ["from", "+910000000002"] in steps


def test_status(exchange, service, tmp_path):
    asked = (pause(1), press("1"), press("2"), dial(NUMBER), press("#", 1.5))
    call(exchange, tmp_path, *asked, dial("11111111"), pause(1), dial("12345678"), stays=True)
    steps, _recording = handed_over(service, exchange)
    assert ["told", "status"] in steps
    assert service.questions[0] == {"ask": "code", "number": NUMBER}
    tried = [question["code"] for question in service.questions if question["ask"] == "status"]
    assert tried == ["11111111", "12345678"]


def test_no_status_without_the_service(exchange, service, tmp_path):
    service.is_away = True
    asked = (pause(1), press("1"), press("2"), dial(NUMBER), press("#", 3))
    call(exchange, tmp_path, *asked)
    service.is_away = False
    steps, _recording = handed_over(service, exchange)
    phases = [more for what, more in steps if what == "phase"]
    assert phases[phases.index("status") + 1] == "person"


def test_the_exchange_is_killed_while_somebody_speaks(exchange, service, tmp_path):
    """What was said until then is kept, but for what Asterisk had not written yet: two seconds."""
    caller = Caller(tmp_path, exchange.port, *TO_THE_TONE, speak(words(tmp_path, 20), 20))
    wait_until(lambda: recorded(exchange) > 64_000, 30, "nothing is recorded")
    exchange.kill("asterisk")
    caller.process.kill()
    caller.process.wait()
    steps, recording = handed_over(service, exchange)
    assert "ended" not in dict(steps)
    assert seconds(recording) >= 4
    assert level(recording) > 2000
    wait_until(exchange.exchange.answers, 30, "it is not started again")


def test_the_door_is_killed(exchange, service, tmp_path):
    """Calls go on without it, and nothing is handed over twice."""
    with exchange.down("voice_door"):
        spoken = speak(words(tmp_path, 3), 3)
        call(exchange, tmp_path, *TO_THE_TONE, spoken, press("#", 0), stays=True)
        assert len(exchange.files()) == 2
    _steps, recording = handed_over(service, exchange)
    assert seconds(recording) == pytest.approx(3, abs=0.7)
