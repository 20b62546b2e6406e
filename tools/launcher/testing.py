"""`make test`: everything, from an empty cache."""

from log_check import Tolerance, unexpected_lines

from . import assets, database, neighbour, runtime, side_by_side
from .commands import in_foreground
from .locks import exclusive
from .messages import LaunchError, say, step
from .paths import ADDONS, CHECKOUT, LOCAL, checkout_id
from .upgrades import our_addons

PYTEST_INTERRUPTED = 2
ACROSS_PROCESSES = ("-p", "no:odoo")
# Their ends would otherwise be waited for alone; the tests of the addons take longer than any.
LONGEST = (
    *("test_year", "test_soak", "test_mail_day", "test_launcher_run"),
    *("test_escalation_schedulers", "test_mail_out", "test_voice_calls"),
)
SOAKED = ("tests/test_fuzzed_bodies.py", "tests/test_soak.py")


def run_all(_arguments):
    """Install the addons in a fresh database, run their tests and those across processes.

    Two at a time: the tests of the addons are one run, each file of the others is one.

    :return: exit status, 0 when all passed and no unexpected line was logged
    """
    refusal = "The tests are already running in this checkout."
    with exclusive(LOCAL / "test.lock", refusal), runtime.prepared("run", "test") as ready:
        installed = f"police_installed_{checkout_id()}"
        try:
            _install(ready, installed)
            statuses = [_test(ready, installed), neighbour.performance(ready, installed)]
            return 1 if any(statuses) else 0
        finally:
            database.drop(ready, installed)


def _install(ready, name):
    database.copy(ready, database.core_template(ready), name)
    with step("Installing the addons", lambda: database.progress(name)):
        log = database.install(ready, name, our_addons())
    lines = unexpected_lines(log, Tolerance.from_file())
    if lines:
        raise LaunchError("Unexpected lines while installing the addons:\n" + "\n".join(lines))
    # Otherwise each class of browser tests makes them anew, while its pages wait.
    assets.make(ready, name, tours=True)


def _test(ready, installed):
    name = f"police_test_{checkout_id()}"
    database.copy(ready, installed, name)
    try:
        ended = side_by_side.run(
            [_addons(ready, name), *_files_across_processes(ready, installed)],
            LOCAL / "log" / "test",
        )
    finally:
        database.drop(ready, name)
    say(side_by_side.summary(ended))
    return 1 if any(one.child.returncode for one in ended) else 0


def _addons(ready, name):
    return side_by_side.Program(
        "addons", _command(ready, *_options_of_addons(name), str(ADDONS)), ready.variables
    )


def _files_across_processes(ready, template):
    """A run for each file, the longest first."""
    files = sorted(
        (CHECKOUT / "tests").rglob("test_*.py"),
        key=lambda path: (LONGEST.index(path.stem) if path.stem in LONGEST else 99, path),
    )
    environment = {**ready.variables, "POLICE_TEST_TEMPLATE": template}
    return [
        side_by_side.Program(path.stem, _command(ready, *ACROSS_PROCESSES, str(path)), environment)
        for path in files
    ]


def pytest_addons(ready, name, arguments):
    """Run pytest-odoo, with an HTTP server for browser tests, in an existing database."""
    return _pytest(ready, *_options_of_addons(name), *arguments)


def _options_of_addons(name):
    return (
        *(f"--odoo-database={name}", "--odoo-http", "--odoo-log-level=warn"),
        *("--odoo-extra", "workers=0"),
    )


def pytest_across_processes(ready, arguments, template):
    """Run the tests that start Odoo and its peers themselves.

    :param template: database with the addons, which they copy
    """
    return _pytest(ready, *ACROSS_PROCESSES, *arguments, POLICE_TEST_TEMPLATE=template)


def soak(ready, size, seed):
    """Run the tests of many messages with as many as wanted, on a database that is made for them.

    :return: exit status
    """
    name = f"police_soak_{checkout_id()}"
    try:
        _install(ready, name)
        return _pytest(
            ready,
            *(*ACROSS_PROCESSES, "--capture=no", *SOAKED),
            POLICE_TEST_TEMPLATE=name,
            SOAK_MESSAGES=size,
            SOAK_SEED=seed,
        )
    finally:
        database.drop(ready, name)


def _pytest(ready, *arguments, **variables):
    command = _command(ready, *arguments)
    say(f"Running pytest {' '.join(command[1:])}")
    status = in_foreground(command, env={**ready.variables, **variables}, cwd=CHECKOUT)
    if status == PYTEST_INTERRUPTED:
        raise LaunchError("The tests were interrupted.")
    return status


def _command(ready, *arguments):
    return [str(ready.python.bin / "pytest"), "--durations=10", *arguments]
