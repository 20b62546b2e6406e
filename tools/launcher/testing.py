"""`make test`: everything, from an empty cache."""

from log_check import Tolerance, unexpected_lines

from . import database, runtime
from .commands import in_foreground
from .locks import exclusive
from .messages import LaunchError, say, step
from .paths import ADDONS, CHECKOUT, LOCAL, checkout_id
from .upgrades import our_addons

PYTEST_INTERRUPTED = 2


def run_all(_arguments):
    """Install the addons in a fresh database, run their tests and those across processes.

    :return: exit status, 0 when all passed and no unexpected line was logged
    """
    refusal = "The tests are already running in this checkout."
    with exclusive(LOCAL / "test.lock", refusal), runtime.prepared("run", "test") as ready:
        installed = f"police_installed_{checkout_id()}"
        try:
            _install(ready, installed)
            results = [
                _test_addons(ready, installed) if our_addons() else 0,
                pytest_across_processes(ready, ["tests"], installed),
            ]
        finally:
            database.drop(ready, installed)
    return 1 if any(results) else 0


def _install(ready, name):
    database.copy(ready, database.core_template(ready), name)
    with step("Installing the addons", lambda: database.progress(name)):
        log = database.install(ready, name, our_addons())
    lines = unexpected_lines(log, Tolerance.from_file())
    if lines:
        raise LaunchError("Unexpected lines while installing the addons:\n" + "\n".join(lines))


def _test_addons(ready, installed):
    name = f"police_test_{checkout_id()}"
    database.copy(ready, installed, name)
    try:
        return pytest_addons(ready, name, [str(ADDONS)])
    finally:
        database.drop(ready, name)


def pytest_addons(ready, name, arguments):
    """Run pytest-odoo, with an HTTP server for browser tests, in an existing database."""
    return _pytest(
        ready,
        *(f"--odoo-database={name}", "--odoo-http", "--odoo-log-level=warn"),
        *("--odoo-extra", "workers=0", *arguments),
    )


def pytest_across_processes(ready, arguments, template):
    """Run the tests that start Odoo and its peers themselves.

    :param template: database with the addons, which they copy
    """
    return _pytest(ready, "-p", "no:odoo", *arguments, POLICE_TEST_TEMPLATE=template)


def _pytest(ready, *arguments, **variables):
    command = [str(ready.python.bin / "pytest"), "--durations=10", *arguments]
    say(f"Running pytest {' '.join(command[1:])}")
    status = in_foreground(command, env={**ready.variables, **variables}, cwd=CHECKOUT)
    if status == PYTEST_INTERRUPTED:
        raise LaunchError("The tests were interrupted.")
    return status
