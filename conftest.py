"""For all tests: an unexpected log line at WARNING or above fails the test it appears in."""

import logging
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "tools"))

from log_check import Collector, Tolerance

collector = Collector(Tolerance.from_file())


def pytest_sessionstart():
    logging.getLogger().addHandler(collector)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup():
    yield
    _fail_on_unexpected("before the test")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call():
    yield
    _fail_on_unexpected("in the test")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown():
    yield
    _fail_on_unexpected("after the test")


def _fail_on_unexpected(when):
    lines = collector.take()
    if lines:
        pytest.fail(f"Unexpected log lines {when}:\n" + "\n".join(lines), pytrace=False)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    logging.getLogger().removeHandler(collector)
    if collector.lines and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    for line in collector.lines:
        terminalreporter.write_line(f"Unexpected log line outside any test: {line}", red=True)
