"""`make lint`, `make lock` and `make clean`."""

import os
import shutil
import sys
import tempfile

from . import machine, python_env
from .commands import in_foreground, run
from .locks import exclusive
from .messages import say, step
from .paths import CHECKOUT, LOCAL, cache
from .postgres import Cluster

UV_OPTIONS = (
    *("pip", "compile", "--quiet", "--no-header", "--no-emit-index-url"),
    *("--universal", "--python-version=3.11", "--generate-hashes"),
)


def lint(arguments):
    """Run the pre-commit hooks on all files.

    :return: exit status of pre-commit
    """
    machine.require_python()
    machine.require_packages("lint")
    python = python_env.find_or_create()
    command = [python.bin / "pre-commit", "run", *(arguments or ["--all-files"])]
    path = f"{python.bin}{os.pathsep}{os.environ['PATH']}"
    return in_foreground(command, env={"PATH": path}, cwd=CHECKOUT)


def clean(_arguments):
    """Remove what this checkout made: databases, files, logs. The user's cache stays."""
    with (
        exclusive(LOCAL / "run.lock", "The service is running: `make stop` first."),
        exclusive(LOCAL / "test.lock", "The tests are running: wait for their end."),
    ):
        Cluster().remove()
        shutil.rmtree(LOCAL)
    say(f"Removed. What was fetched once for all checkouts stays in {cache()}.")


def lock(_arguments):
    """Write the requirements*.txt anew, for all supported Pythons at once, with hashes."""
    with tempfile.TemporaryDirectory() as folder, step("Resolving the Python packages"):
        run([sys.executable, "-m", "venv", folder])
        run([f"{folder}/bin/pip", "install", "--quiet", "uv"])
        for target in python_env.LOCKS:
            source = target.with_suffix(".in")
            alone = ["--no-deps"] if target == python_env.ADDONS_LOCK else []
            files = [source.name, "--output-file", target.name]
            run([f"{folder}/bin/uv", *UV_OPTIONS, *alone, *files], cwd=CHECKOUT)
