"""The launcher tells what it can do."""

import sys
from subprocess import run

import pytest

from launcher import cli
from launcher.paths import CHECKOUT


def launch(*arguments):
    """:return: (exit status, lines on the output, lines of complaint)"""
    command = [sys.executable, CHECKOUT / "tools" / "launch", *arguments]
    result = run(command, capture_output=True, text=True, check=False)
    return result.returncode, result.stdout.splitlines(), result.stderr.splitlines()


@pytest.mark.parametrize("arguments", [(), ("help",), ("--help",)])
def test_each_command_has_a_line(arguments):
    status, said, complaints = launch(*arguments)
    assert (status, complaints) == (0, [])
    assert said[0] == "Usage: tools/launch COMMAND ..."
    assert [line.split()[0] for line in said[1:]] == list(cli.COMMANDS)
    # One line of a terminal, with something about the command in it.
    assert [line for line in said[1:] if len(line.split()) < 4 or len(line) > 130] == []


def test_an_unknown_command_is_refused_with_the_list():
    status, said, complaints = launch("fly")
    assert (status, said) == (2, [])
    assert complaints[0] == "Error: there is no command 'fly'."
    assert len(complaints) == len(cli.COMMANDS) + 2
