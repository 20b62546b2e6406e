"""Processes that end by themselves, don't start, or don't end."""

import dataclasses
import os
import signal
from types import SimpleNamespace

import pytest

from launcher import supervisor
from launcher.messages import LaunchError
from launcher.supervisor import Process, Supervised, Supervisor
from peers.waiting import is_running, wait_until


def process(script, ready=lambda: True):
    return Process(name="probe", command=["sh", "-c", script], ready=ready)


def test_one_that_ends_while_starting_is_said_with_its_log(tmp_path):
    with pytest.raises(LaunchError, match=r"probe does not start(.|\n)*no such setting"):
        Supervisor(tmp_path).start(process("echo no such setting; exit 3", ready=lambda: False))


def test_pauses_between_restarts_grow_up_to_a_limit(tmp_path, monkeypatch, capsys):
    clock = iter(range(0, 100_000, 30))
    monkeypatch.setattr(supervisor, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    supervised = Supervised(process("exit 7"), tmp_path)
    supervised.start()
    pauses = []
    while len(pauses) < 8:
        supervised.child.wait()
        supervised.look_after()
        pauses += [int(word) for word in capsys.readouterr().err.split() if word.isdigit()]
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_one_that_works_no_more_is_ended_and_started_again(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(supervisor, "SECONDS_BETWEEN_CHECKS", 0)
    answers = iter((False, False, True, False, False, False))
    probe = process("exec sleep 1000", ready=lambda: next(answers))
    supervised = Supervised(dataclasses.replace(probe, stays_ready=True), tmp_path)
    supervised.start()
    for _time in range(5):
        supervised.look_after()
    assert not supervised.has_ended()
    supervised.look_after()
    assert supervised.child.wait(5) == -signal.SIGKILL
    supervised.look_after()
    assert "probe works no more" in capsys.readouterr().err
    wait_until(lambda: supervised.look_after() or not supervised.has_ended(), 5, "not started")
    supervised.end(0)


def test_all_are_ended_with_what_they_started(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "SECONDS_TO_STOP", 1)
    many = Supervisor(tmp_path)
    many.start(process(f"sleep 1000 & echo $! > {tmp_path}/child; trap '' TERM; wait"))
    child = int(wait_until(lambda: read(tmp_path / "child"), 5, "it started nothing"))
    many.stop()
    assert many.running[0].child.returncode == -signal.SIGKILL
    wait_until(lambda: not is_running(child), 5, "what it had started still runs")


def read(path):
    return path.read_text() if path.exists() else ""


def test_log_of_the_last_run_is_kept(tmp_path):
    for words in ("first", "second"):
        many = Supervisor(tmp_path)
        many.start(process(f"echo {words}; exec sleep 1000"))
        wait_until(lambda: read(tmp_path / "probe.log"), 5, "nothing logged")
        many.stop()
    assert read(tmp_path / "probe.log.1") == "first\n"
    assert os.path.getsize(tmp_path / "probe.log") == len("second\n")
