"""The launcher's commands; the Makefile names those meant for people."""

import os
import shlex
import signal
import sys

from . import (
    database,
    debian_root,
    demo_message,
    image,
    kannel,
    machine,
    mail_door,
    maintenance,
    neighbour,
    runtime,
    service,
    settings,
    sms,
    testing,
    words,
)
from .commands import explain_os_error, in_foreground
from .messages import LaunchError, say
from .paths import CHECKOUT, LOCAL


def execute(command):
    """Run a program with Odoo, its Python environment and a database server at hand."""
    with runtime.prepared("run") as ready:
        return in_foreground(command or [os.environ.get("SHELL", "bash")], env=ready.variables)


def show_environment(_arguments):
    """Print the variables for a shell's `eval`; the database server has to be one that stays."""
    if "PGHOST" not in os.environ:
        raise LaunchError("Without PGHOST the database server would end at once: use `make shell`.")
    with runtime.prepared("run") as ready:
        for name, value in ready.variables.items():
            print(f"export {name}={shlex.quote(value)}")


def new_database(arguments):
    """Create (or create anew) a database from the core template and install modules in it."""
    name, *modules = [argument for argument in arguments if argument != "--with-demo"]
    demo = "--with-demo" in arguments
    with runtime.prepared("run") as ready:
        database.copy(ready, database.core_template(ready, demo), name)
        if modules:
            database.install(ready, name, modules, demo)
    say(f"Database {name} is ready.")


def fetch(_arguments):
    """Install and fetch what a container of the service consists of; see docker/Dockerfile."""
    runtime.fetched("container")
    kannel.find_or_fetch()


def install(arguments):
    """Install modules in an existing database, or upgrade them where they are installed."""
    name, *modules = arguments
    with runtime.prepared("run") as ready:
        log = database.install(ready, name, modules, upgrade=modules)
    say(f"Done; the log is {log}")


def test_across_processes(arguments):
    """Run pytest on tests across processes: `pytest-processes TEMPLATE PATH ...`."""
    template, *paths = arguments
    with runtime.prepared("run", "test") as ready:
        return testing.pytest_across_processes(ready, paths, template)


def test_some(arguments):
    """Run pytest on some paths in an existing database: `pytest DATABASE PATH ...`."""
    name, *paths = arguments
    with runtime.prepared("run", "test") as ready:
        return testing.pytest_addons(ready, name, paths)


def shell(_arguments):
    """Open Odoo's Python prompt on the service's database."""
    with runtime.prepared("run") as ready:
        command = ready.odoo_command("shell", f"--database={settings.database()}", "--no-http")
        return in_foreground(command, env=ready.variables)


def psql(arguments):
    """Open psql on the service's database."""
    return execute(["psql", *arguments, settings.database()])


def bench(arguments):
    """Measure; see tests/bench."""
    with runtime.prepared("run", "bench") as ready:
        command = [ready.python.python, "-m", "tests.bench.run", *arguments]
        return in_foreground(command, env=ready.variables, cwd=CHECKOUT)


def soak(arguments):
    """Bring in many messages while everything is ended again and again: `soak [MESSAGES [SEED]]`."""
    size, seed = (*arguments, *("10000", "17")[len(arguments) :])
    with runtime.prepared("run", "test") as ready:
        return testing.soak(ready, size, seed)


COMMANDS = {
    "bench": bench,
    "clean": maintenance.clean,
    "debian": debian_root.run_in_root,
    "demo-message": demo_message.send,
    "env": show_environment,
    "exec": execute,
    "fetch": fetch,
    "image": image.build,
    "install": install,
    "lint": maintenance.lint,
    "lock": maintenance.lock,
    "neighbour": neighbour.compare,
    "new-database": new_database,
    "outbox": mail_door.show_outbox,
    "pytest": test_some,
    "pytest-processes": test_across_processes,
    "psql": psql,
    "run": service.run,
    "shell": shell,
    "sms": sms.write,
    "soak": soak,
    "stop": service.stop,
    "test": testing.run_all,
    "words": words.learn,
}


def usage():
    """What the launcher can do: each command with the first sentence of what it says of itself."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {_first_sentence(does)}" for name, does in COMMANDS.items()]
    return "\n".join(["Usage: tools/launch COMMAND ...", *lines])


def _first_sentence(function):
    paragraph = function.__doc__.strip().split("\n\n")[0]
    return " ".join(paragraph.split()).partition(". ")[0].rstrip(".")


def main(arguments):
    """Carry out one command and return the exit status; without a known one, say which there are."""
    name, *others = arguments or ["--help"]
    if name not in COMMANDS:
        return _explain(name)
    _let_signals_interrupt()
    _adjust_environment()
    try:
        machine.require_own(LOCAL)
        return COMMANDS[name](others) or 0
    except LaunchError as error:
        say(f"Error: {error}")
    except OSError as error:
        say(f"Error: {explain_os_error(error)}")
    except KeyboardInterrupt:
        say("Interrupted.")
        return 130
    return 1


def _explain(name):
    """:return: exit status: 0 where the list of commands was asked for, 2 after an unknown one"""
    if name in ("-h", "--help", "help"):
        print(usage())
        return 0
    say(f"Error: there is no command {name!r}.\n{usage()}")
    return 2


def _let_signals_interrupt():
    """What ends the launcher lets it clean up; in the background of a script, too.

    Such a shell has its background programs ignore a Ctrl-C, and they would hand that on to all
    they start, which then could not be interrupted. What `nohup` asked for stays.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.default_int_handler)


def _adjust_environment():
    """What everything that is started finds in its environment, whatever the shell's holds."""
    # A locale that came along by ssh and that this machine lacks makes programs warn in between.
    os.environ["LC_ALL"] = "C.UTF-8"
    # The parts of the service talk to each other, not to the proxy that leads out.
    direct = os.environ.get("no_proxy") or os.environ.get("NO_PROXY")
    more = ",".join(filter(None, (direct, "localhost", "127.0.0.1")))
    os.environ["no_proxy"] = direct if direct == "*" else more


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
