"""Programs that the launcher gives the terminal to."""

import os
import signal
import threading

import pytest

from launcher.commands import in_foreground


def test_status_is_passed_on():
    assert in_foreground(["sh", "-c", 'exit "$STATUS"'], env={"STATUS": "7"}) == 7


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_would_end_the_launcher_interrupts_the_program(number):
    threading.Timer(1, os.kill, (os.getpid(), number)).start()
    script = "trap 'echo cleaning up; exit 5' INT; while :; do sleep 0.1; done"
    assert in_foreground(["bash", "-c", script], env={}) == 5


def test_a_ctrl_c_is_the_program_s_own():
    threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()
    assert in_foreground(["sh", "-c", "sleep 2; exit 3"], env={}) == 3


def test_signals_are_as_before_afterwards():
    before = signal.getsignal(signal.SIGINT)
    in_foreground(["true"], env={})
    assert signal.getsignal(signal.SIGINT) is before
