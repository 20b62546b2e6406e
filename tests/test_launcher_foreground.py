"""Programs that the launcher gives the terminal to."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from launcher.commands import in_foreground
from launcher.paths import CHECKOUT
from peers.waiting import wait_until


def test_status_is_passed_on():
    assert in_foreground(["sh", "-c", 'exit "$STATUS"'], env={"STATUS": "7"}) == 7


@pytest.fixture(autouse=True)
def _signals_of_a_terminal():
    """These tests themselves may be started by nohup, or in the background of a script."""
    ignored = [
        number
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        if signal.getsignal(number) is signal.SIG_IGN
    ]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_would_end_the_launcher_interrupts_the_program(number):
    threading.Timer(1, os.kill, (os.getpid(), number)).start()
    script = "trap 'echo cleaning up; exit 5' INT; while :; do sleep 0.1; done"
    assert in_foreground(["bash", "-c", script], env={}) == 5


def test_ended_while_the_program_is_being_started(monkeypatch, tmp_path):
    start = subprocess.Popen

    def start_and_be_ended(*arguments, **options):
        child = start(*arguments, **options)
        wait_until((tmp_path / "ready").exists, 10, "The program did not start.")
        os.kill(os.getpid(), signal.SIGTERM)
        return child

    monkeypatch.setattr(subprocess, "Popen", start_and_be_ended)
    script = "trap 'exit 5' INT; touch ready; for i in {1..50}; do sleep 0.1; done"
    assert in_foreground(["bash", "-c", script], env={}, cwd=tmp_path) == 5


def test_a_ctrl_c_is_the_program_s_own():
    threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()
    assert in_foreground(["sh", "-c", "sleep 2; exit 3"], env={}) == 3


@pytest.mark.parametrize(
    ("started_with", "ended_by", "status"),
    [
        ("nohup", signal.SIGTERM, 5),
        ("nohup", signal.SIGHUP, 0),
        ("", signal.SIGHUP, 5),
    ],
)
def test_in_the_background_of_a_script(started_with, ended_by, status):
    program = "trap 'exit 5' INT; echo ready; for i in {1..20}; do sleep 0.1; done"
    launch = f"{started_with} {sys.executable} {CHECKOUT / 'tools' / 'launch'} exec bash -c"
    shell = subprocess.Popen(
        ["sh", "-c", f'{launch} "$0" & echo $!; wait $!', program],
        stdout=subprocess.PIPE,
        text=True,
    )
    launcher = int(shell.stdout.readline())
    assert shell.stdout.readline() == "ready\n"
    os.kill(launcher, ended_by)
    shell.stdout.close()
    assert shell.wait() == status


def test_signals_are_as_before_afterwards():
    before = signal.getsignal(signal.SIGINT)
    in_foreground(["true"], env={})
    assert signal.getsignal(signal.SIGINT) is before
