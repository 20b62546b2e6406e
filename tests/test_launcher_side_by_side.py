"""Programs that run side by side, as `make test` runs its parts."""

import signal
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from launcher import side_by_side
from launcher.paths import CHECKOUT
from launcher.side_by_side import Program
from peers.waiting import is_running, wait_until


def shell(name, script, **environment):
    return Program(name, ["sh", "-c", script], environment)


def test_two_at_a_time_in_the_order_given(tmp_path):
    """Each waits for the other of its pair to have begun; the third finds both places in use."""
    meets = "touch {0}; while ! [ -e {1} ]; do sleep 0.1; done; sleep {2}"
    ended = side_by_side.run(
        [
            shell("one", meets.format(tmp_path / "a", tmp_path / "b", 0)),
            shell("two", meets.format(tmp_path / "b", tmp_path / "a", 2)),
            shell("three", f"[ -e {tmp_path / 'a'} ] && echo $WORDS", WORDS="so it is"),
        ],
        tmp_path / "log",
    )
    assert [one.name for one in ended] == ["one", "three", "two"]
    assert [one.child.returncode for one in ended] == [0, 0, 0]
    # How long each took, not how long ago it began.
    took = [one.seconds for one in ended]
    time.sleep(1.1)
    assert [one.seconds for one in ended] == took
    assert ended[1].output() == "so it is\n"


def test_outputs_are_whole_and_failures_are_told_at_the_end(tmp_path, capsys):
    talks = "for i in 1 2 3; do echo {0} $i; sleep 0.2; done; exit {1}"
    ended = side_by_side.run(
        [
            shell("good", talks.format("good", 0)),
            shell("bad", talks.format("FAILED tests/test_bad.py::test", 1)),
            shell("mute", "kill -9 $$"),
        ],
        tmp_path,
    )
    out = capsys.readouterr().out
    assert "good 1\ngood 2\ngood 3\n" in out
    assert "FAILED tests/test_bad.py::test 1\nFAILED tests/test_bad.py::test 2\n" in out
    summary = side_by_side.summary(ended).splitlines()
    assert "FAILED tests/test_bad.py::test 3" in summary
    assert f"mute ended with status -9: {tmp_path / 'mute.log'}" in summary
    assert summary[-1] == "1 passed, 2 failed"


CLEANS_UP = "trap 'sleep 1; echo cleaned up; exit 2' INT; touch {0}; while :; do sleep 0.1; done"


def test_interrupted_they_clean_up_and_none_is_begun(tmp_path, capsys):
    programs = [
        shell("one", CLEANS_UP.format(tmp_path / "one-runs")),
        shell("two", CLEANS_UP.format(tmp_path / "two-runs")),
        shell("three", f"touch {tmp_path / 'three-runs'}"),
    ]

    def interrupt():
        wait_until((tmp_path / "one-runs").exists, 10, "not begun")
        wait_until((tmp_path / "two-runs").exists, 10, "not begun")
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        threading.Thread(target=interrupt).start()
        with pytest.raises(KeyboardInterrupt):
            side_by_side.run(programs, tmp_path / "log")
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().out == "cleaned up\n" * 2
    assert not (tmp_path / "three-runs").exists()


def test_what_does_not_end_is_killed_with_what_it_started(tmp_path, monkeypatch):
    monkeypatch.setattr(side_by_side, "SECONDS_TO_CLEAN_UP", 1)
    deaf = shell("deaf", f"trap '' INT; sleep 1000 & echo $! > {tmp_path}/child; wait; wait")

    def interrupted(_seconds):
        wait_until(lambda: (tmp_path / "child").exists(), 10, "not begun")
        raise KeyboardInterrupt

    monkeypatch.setattr(
        side_by_side, "time", SimpleNamespace(monotonic=time.monotonic, sleep=interrupted)
    )
    with pytest.raises(KeyboardInterrupt):
        side_by_side.run([deaf], tmp_path / "log")
    child = int((tmp_path / "child").read_text())
    wait_until(lambda: not is_running(child), 5, "what it had started still runs")


def test_a_killed_launcher_interrupts_them(tmp_path):
    program = (
        "import sys; sys.path.insert(0, 'tools'); from pathlib import Path;"
        "from launcher import side_by_side as s;"
        f"s.run([s.Program('one', ['sh', '-c', sys.argv[1]])], Path({str(tmp_path)!r}))"
    )
    launcher = subprocess.Popen(
        [sys.executable, "-c", program, CLEANS_UP.format(tmp_path / "runs")], cwd=CHECKOUT
    )
    wait_until((tmp_path / "runs").exists, 10, "not begun")
    launcher.kill()
    launcher.wait()
    wait_until(lambda: (tmp_path / "one.log").read_text() == "cleaned up\n", 10, "still there")
