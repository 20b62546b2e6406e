"""Running other programs."""

import errno
import os
import signal
import subprocess

from .messages import LaunchError

LINES_OF_OUTPUT_SHOWN = 12
DISK_FULL = "The disk is full: free some space and run the command again."
# The last one is PostgreSQL's, which may see only that it wrote less than it meant to.
SIGNS_OF_FULL_DISK = ("No space left on device", "Disk quota exceeded", "Check free disk space")


class CommandFailed(LaunchError):
    """A program ended with an error; `output` holds what it printed."""

    def __init__(self, command, output):
        self.output = output
        last_lines = "\n".join(output.strip().splitlines()[-LINES_OF_OUTPUT_SHOWN:])
        super().__init__(f"`{command}` failed:\n{last_lines}")


def run(command, *, env=None, cwd=None, account=None, stdin=None):
    """Run a program to its end and return what it printed.

    :param env: variables to set on top of the current environment
    :param account: pwd entry of the user to run as, when it is not the current one
    :param stdin: text for its standard input
    :raise CommandFailed: with all its output, when its exit status is not zero
    :raise LaunchError: it is missing, or the disk is full
    """
    command = [str(part) for part in command]
    try:
        result = subprocess.run(
            command,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            input=stdin,
            stdin=None if stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            **as_account(account),
        )
    except FileNotFoundError as error:
        raise LaunchError(f"The program {error.filename} is missing on this machine.") from error
    if result.returncode:
        if tells_of_full_disk(result.stdout):
            raise LaunchError(DISK_FULL)
        raise CommandFailed(command[0], result.stdout)
    return result.stdout


def tells_of_full_disk(output):
    return any(sign in output for sign in SIGNS_OF_FULL_DISK)


def in_foreground(command, *, env, cwd=None):
    """Run a program with the terminal to itself and return its exit status.

    A Ctrl-C is the program's own to answer; what would end the launcher interrupts the program, so
    that it can clean up.
    """
    child = None
    early = False

    def interrupt(*_received):
        nonlocal early
        if child:
            child.send_signal(signal.SIGINT)
        else:
            early = True

    # Not SIG_IGN: the program would inherit that, while it gets the default for what has a handler.
    handlers = {signal.SIGINT: lambda *_received: None, signal.SIGTERM: interrupt}
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        handlers[signal.SIGHUP] = interrupt
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        child = subprocess.Popen(
            [str(part) for part in command], cwd=cwd, env={**os.environ, **env}
        )
        if early:
            child.send_signal(signal.SIGINT)
        return child.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def as_account(account):
    """Arguments that make subprocess start a program as another user; needs root."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def explain_os_error(error):
    """The sentence for an operating-system error that the person can do something about."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"No permission to use {error.filename or 'a needed file'}: {error.strerror}."
    return f"{error.strerror or error}: {error.filename or 'no file named'}."
