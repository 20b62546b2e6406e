"""The virtual environment: one per lock and Python version, shared by the user's checkouts."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from .commands import CommandFailed, run
from .locks import exclusive
from .machine import require_space
from .messages import LaunchError, step
from .paths import CHECKOUT, cache, digest_of_files

LOCKS = tuple(CHECKOUT / f"requirements{part}.txt" for part in ("", "-test", "-addons"))
ADDONS_LOCK = LOCKS[-1]  # installed without their dependencies
SPACE_NEEDED_MB = 1000
SIGNS_OF_NO_NETWORK = ("after connection broken by", "Max retries exceeded")


@dataclass(frozen=True)
class PythonEnv:
    """A virtual environment with everything of the lock files."""

    folder: Path

    @property
    def bin(self):
        return self.folder / "bin"

    @property
    def python(self):
        return self.bin / "python"


def find_or_create():
    """Return the environment for the current lock files, installing it when it isn't there.

    :raise LaunchError: no network, no space, or a package that doesn't match its hash
    """
    folder = cache() / "python"
    target = folder / key()
    with exclusive(folder / ".lock", waiting="Waiting for another launcher to install ..."):
        if not (target / "complete").exists():
            require_space(folder, SPACE_NEEDED_MB, "the Python packages")
            _create(target)
    return PythonEnv(target)


def key():
    """Name of the environment: Python's version and the hash of the lock files."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return f"{version}-{digest_of_files(LOCKS)[:12]}"


def _create(target):
    shutil.rmtree(target, ignore_errors=True)
    python = PythonEnv(target).python
    options = ("--disable-pip-version-check", "--no-user", "--require-hashes")
    pip = [python, "-m", "pip", "install", *options]
    service, tests, addons = LOCKS
    try:
        with step("Installing the Python packages"):
            run([sys.executable, "-m", "venv", target])
            run([*pip, "-r", service, "-r", tests])
            run([*pip, "--no-deps", "-r", addons])
    except CommandFailed as error:
        raise _explain(error) from error
    (target / "complete").touch()


def _explain(error):
    if any(sign in error.output for sign in SIGNS_OF_NO_NETWORK):
        return LaunchError("The Python packages can't be fetched: is this machine on the network?")
    return error
