"""`make test`: everything, from an empty cache."""

import os
import subprocess

from log_check import Tolerance, unexpected_lines

from . import database, runtime
from .locks import exclusive
from .messages import LaunchError, say, step
from .paths import ADDONS, CHECKOUT, LOCAL, checkout_id


def run_all(_arguments):
    """Install the addons in a fresh database, run their tests and those across processes.

    :return: exit status, 0 when all passed and no unexpected line was logged
    """
    refusal = "The tests are already running in this checkout."
    with exclusive(LOCAL / "test.lock", refusal), runtime.prepared("run", "test") as ready:
        results = [_test_addons(ready)] if our_addons() else []
        results.append(pytest_across_processes(ready, ["tests"]))
    return 1 if any(results) else 0


def our_addons():
    return sorted(manifest.parent.name for manifest in ADDONS.glob("*/__manifest__.py"))


def _test_addons(ready):
    name = f"police_test_{checkout_id()}"
    database.copy(ready, database.core_template(ready), name)
    try:
        with step("Installing the addons"):
            log = database.install(ready, name, our_addons())
        _check(log)
        return pytest_addons(ready, name, [str(ADDONS)])
    finally:
        database.drop(ready, name)


def _check(log):
    lines = unexpected_lines(log, Tolerance.from_file())
    if lines:
        raise LaunchError("Unexpected lines while installing the addons:\n" + "\n".join(lines))


def pytest_addons(ready, name, arguments):
    """Run pytest-odoo, with an HTTP server for browser tests, in an existing database."""
    return _pytest(
        ready,
        *(f"--odoo-database={name}", "--odoo-http", "--odoo-log-level=warn"),
        *("--odoo-extra", "workers=0", *arguments),
    )


def pytest_across_processes(ready, arguments):
    """Run the tests that start Odoo and its peers themselves."""
    return _pytest(ready, "-p", "no:odoo", *arguments)


def _pytest(ready, *arguments):
    command = [str(ready.python.bin / "pytest"), *arguments]
    say(f"Running {' '.join(command[1:])}")
    environment = {**os.environ, **ready.variables}
    return subprocess.run(command, cwd=CHECKOUT, env=environment, check=False).returncode
