"""Odoo databases: created once as a template, then copied."""

import re
import shutil

from .commands import DISK_FULL, CommandFailed, run, tells_of_full_disk
from .messages import LaunchError, step
from .paths import LOCAL, digest, odoo_data, private_folder
from .python_env import key as python_key

# What our addons stand on. Listed, since auto-install brings addons that talk to outside services.
CORE_MODULES = (
    "base",
    "web",
    "mail",
    "portal",
    "auth_signup",
    "auth_password_policy",
    "auth_timeout",
    "auth_totp_mail",
    "phone_validation",
    "web_hierarchy",
    "base_import",
    "rpc",
    "queue_job",
    "resource",
)
LINES_OF_LOG_SHOWN = 15
LOADING = re.compile(r"Loading module (\w+) \((\d+)/(\d+)\)")
LANGUAGES = "en_US,hi_IN"  # the first one becomes the default


def exists(runtime, name):
    found = query(runtime, "postgres", f"SELECT 1 FROM pg_database WHERE datname = '{name}'")
    return found == "1"


def query(runtime, database, statement):
    """Run one SQL statement and return its rows as text, columns separated by `|`."""
    command = ("psql", "-XAtq", "--set=ON_ERROR_STOP=1", "-c", statement, database)
    return runtime.run(*command).strip()


def drop(runtime, name):
    runtime.run("dropdb", "--if-exists", "--force", name)
    shutil.rmtree(_filestore(name), ignore_errors=True)


def copy(runtime, template, name):
    """Make a database from another one that nobody is connected to, with its files."""
    drop(runtime, name)
    runtime.run("createdb", "--template", template, name)
    if _filestore(template).is_dir():
        shutil.copytree(_filestore(template), _filestore(name))


def core_template(runtime, demo=False):
    """Return the name of a database with the core modules, creating it when it isn't there.

    :param demo: with Odoo's demo data
    """
    identity = digest(runtime.source.version, python_key(), *CORE_MODULES, LANGUAGES, str(demo))
    name = f"police_template_{identity[:12]}"
    if not exists(runtime, name):
        create_core(runtime, name, demo)
    return name


def create_core(runtime, name, demo=False):
    """Create a database with the core modules under a name that appears once it is complete."""
    unfinished = f"{name}_unfinished"
    drop(runtime, unfinished)
    with step("Creating the template database", lambda: progress(unfinished)):
        install(runtime, unfinished, CORE_MODULES, demo=demo)
    rename(runtime, unfinished, name)


def rename(runtime, old, new):
    """Rename a database that nobody is connected to, with its files."""
    query(runtime, "postgres", f'ALTER DATABASE "{old}" RENAME TO "{new}"')
    shutil.rmtree(_filestore(new), ignore_errors=True)
    if _filestore(old).is_dir():
        _filestore(old).rename(_filestore(new))


def install(runtime, name, modules, demo=False, upgrade=()):
    """Install modules, creating the database when needed.

    :param upgrade: modules to upgrade in the same run
    :return: path of the log, in `.local/`
    :raise LaunchError: with the end of the log
    """
    log = _log(name)
    private_folder(log.parent)
    log.unlink(missing_ok=True)
    try:
        runtime.odoo(
            "server",
            f"--database={name}",
            *(f"--{option}={','.join(them)}" for option, them in _changes(modules, upgrade)),
            f"--load-language={LANGUAGES}",
            "--with-demo" if demo else "--without-demo",
            "--skip-auto-install",
            "--stop-after-init",
            "--no-http",
            "--workers=0",
            "--max-cron-threads=0",
            f"--logfile={log}",
        )
    except CommandFailed as error:
        raise LaunchError(_explain(name, log, error)) from error
    return log


def _explain(name, log, error):
    text = log.read_text(errors="replace") if log.exists() else ""
    if tells_of_full_disk(text):
        return DISK_FULL
    end = "\n".join(text.splitlines()[-LINES_OF_LOG_SHOWN:]) or error.output
    return f"Installing the addons in the database {name} failed; the log is {log}:\n{end}"


def progress(name):
    """How far the installation in a database is, read from its log."""
    log = _log(name)
    steps = LOADING.findall(log.read_text(errors="replace")) if log.exists() else []
    return "module {1} of {2} ({0})".format(*steps[-1]) if steps else "preparing"


def python(runtime, name, script):
    """Run lines of Python with Odoo's `env` of a database and return what they print."""
    command = runtime.odoo_command("shell", f"--database={name}", "--no-http", "--log-level=warn")
    return run(command, env=runtime.variables, stdin=script)


def _log(name):
    return LOCAL / "log" / f"install-{name}.log"


def _changes(modules, upgrade):
    return [(option, them) for option, them in (("init", modules), ("update", upgrade)) if them]


def _filestore(name):
    return odoo_data() / "filestore" / name
