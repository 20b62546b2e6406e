"""How the voice door hands calls over: each once, many at a time, and none held up by another."""

import json
import sys

import pytest

from launcher.paths import ADDONS
from peers.voice_door import CALL, LOUD, write

for name in ("tools", "voice_door"):
    sys.path.insert(0, str(ADDONS / "police_channels" / name))

from hand_over import HandOver
from recording import RATE, repaired, samples_of, seconds_of
from together import joined, taken_apart


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


def test_a_thousand_calls_wait_twice_for_a_worker(calls, service, tmp_path, monkeypatch):
    """Which works meanwhile on what came before them."""
    write_many(calls, 1000)
    monkeypatch.setattr(calls, "octets", lambda _name: 48_200)
    HandOver(calls, service, tmp_path / "taken").look()
    assert service.requests == [500, 500]


def fails(_name):
    raise OSError("read only")


def test_killed_before_they_are_removed_none_goes_again(
    calls, service, tmp_path, monkeypatch, told
):
    """Whatever was removed of each: what is left is not what the service knows."""
    names = write_many(calls, 12, recording=LOUD)
    monkeypatch.setattr(calls, "remove", fails)
    HandOver(calls, service, tmp_path / "taken").look()
    monkeypatch.undo()
    # One note, where each would have one, and as many to be removed.
    assert len(list((tmp_path / "taken").iterdir())) == 1
    (calls.folder / f"{names[1]}.facts").unlink()
    HandOver(calls, service, tmp_path / "taken").look()
    assert names_of(service.taken) == names
    assert list(calls.folder.iterdir()) == list((tmp_path / "taken").iterdir()) == []


def test_a_note_that_was_broken_off_names_no_other(calls, service, tmp_path):
    """Of a full disk, or a power cut; the empty one of a door before this names its call."""
    names = write_many(calls, 3)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "1767348000.9").write_text("1767348000.8\n1767348000.1")
    (tmp_path / "taken" / names[0]).touch()
    HandOver(calls, service, tmp_path / "taken").look()
    assert names_of(service.taken) == names[1:]
    assert list((tmp_path / "taken").iterdir()) == []


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
    hand_over._put_off = {name: (0, times) for name, (_when, times) in hand_over._put_off.items()}
    hand_over.look()
    assert hand_over.is_well()
    # The call itself is not handed over again.
    assert ["piece" in facts_and_sound(body)[0] for body in service.taken] == [False, True]
    assert list(calls.folder.iterdir()) == []


def test_one_that_is_refused_holds_up_no_other(calls, service, tmp_path):
    for number in (1, 2, 3):
        write(calls, f"176734800{number}.0", "ended 1")
    service.decide = lambda body: 500 if b"1767348001" in body else 200
    hand_over = HandOver(calls, service, tmp_path / "taken")
    hand_over.look()
    assert len(service.taken) == 2
    assert not hand_over.is_well()
    assert calls.names() == ["1767348001.0"]


def test_what_is_put_off_time_and_again_is_stuck(calls, service, tmp_path, told):
    names = write_many(calls, 3)
    (calls.folder / f"{names[2]}.wav").mkdir()
    refused = names[1].encode()
    service.decide = lambda body: 500 if refused in body else 200
    hand_over = HandOver(calls, service, tmp_path / "taken")
    for tries in range(1, 6):
        hand_over.look()
        assert hand_over.stuck() == (2 if tries == 5 else 0)
        hand_over._put_off = {
            name: (0, times) for name, (_when, times) in hand_over._put_off.items()
        }
    # Somebody has looked after one of them by hand.
    (calls.folder / f"{names[2]}.wav").rmdir()
    for name in names[1:]:
        (calls.folder / f"{name}.facts").unlink()
    hand_over.look()
    assert (hand_over.stuck(), hand_over.is_well()) == (0, True)


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
