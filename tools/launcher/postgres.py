"""PostgreSQL: a local cluster of this checkout, or the one that PGHOST names."""

import os
import pwd
import re
import shutil
import stat
from contextlib import contextmanager
from pathlib import Path

from .commands import CommandFailed, run
from .environment import CONFIG
from .locks import exclusive, share, try_lock
from .machine import require_space, user_name
from .messages import LaunchError, step, warn
from .paths import LOCAL, checkout_id, private_folder

OLDEST_MAJOR = 13
SPACE_NEEDED_MB = 500
PROGRAMS = Path("/usr/lib/postgresql")
# The kernel's limit for a socket's path is 107 bytes; this leaves room for its file name.
LONGEST_SOCKET_FOLDER = 85
PORT = "5432"  # only names the socket's file
SETTINGS = """
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket}'
# Odoo opens up to db_maxconn connections per process.
max_connections = {connections}
"""
# Of every cluster, also of one made long ago.
SAYING_NOTHING = dict(
    re.findall(
        r"^(\w+) = (\S+)$", (CONFIG / "postgres" / "postgresql.conf").read_text(), re.MULTILINE
    )
)
# Of these, what by itself writes whole statements and rows.
WRITES_STATEMENTS = (
    *("log_min_error_statement", "log_error_verbosity", "log_statement"),
    *("log_min_duration_statement", "log_min_duration_sample"),
)


class Cluster:
    """A PostgreSQL cluster that only listens on a socket and ends with its last user.

    As root it belongs to the system user `postgres`, since PostgreSQL refuses to run as root; the
    database role is named after the current user in any case, and only that user may log in.
    """

    def __init__(self, folder=None, connections=100):
        self.account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self.folder = folder or self._default_folder()
        self.data = self.folder / "data"
        self.socket = self._socket_folder()
        self.log = self.folder / "postgresql.log"
        self.connections = connections

    def _default_folder(self):
        folder = LOCAL / "postgresql"
        if self.account is None:
            return folder
        if _reachable_by_others(LOCAL) and _is_short(folder / "socket"):
            return folder
        return Path(self.account.pw_dir) / f"police-grievance-{checkout_id()}"

    def _socket_folder(self):
        socket = self.folder / "socket"
        if _is_short(socket):
            return socket
        return Path(f"/tmp/police-grievance-{os.geteuid()}-{checkout_id()}")

    @contextmanager
    def in_use(self):
        """Run the cluster while the block runs; whoever leaves last stops it."""
        self._make_folder(self.folder)
        with (self.folder / "users.lock").open("a") as users:
            with exclusive(self.folder / "start.lock"):
                share(users)
                self._start_if_needed()
            try:
                yield {"PGHOST": str(self.socket), "PGPORT": PORT, "PGUSER": user_name()}
            finally:
                with exclusive(self.folder / "start.lock"):
                    if try_lock(users):
                        self.stop()

    def stop_unless_in_use(self):
        """Stop a server that a killed launcher left behind."""
        users = self.folder / "users.lock"
        if users.exists():
            with users.open("a") as handle:
                if try_lock(handle):
                    self.stop()

    def remove(self):
        """Stop it and remove all its databases."""
        self.stop_unless_in_use()
        for folder in (self.folder, self.socket):
            shutil.rmtree(folder, ignore_errors=True)

    def _start_if_needed(self):
        if not (self.data / "PG_VERSION").exists():
            self._create()
        if not self.is_running():
            self.start()

    def _make_folder(self, folder):
        private_folder(folder)
        if self.account and folder.stat().st_uid != self.account.pw_uid:
            shutil.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def _create(self):
        require_space(self.folder, SPACE_NEEDED_MB, "the databases")
        shutil.rmtree(self.data, ignore_errors=True)
        with step("Creating the PostgreSQL cluster"):
            self._run(
                *("initdb", "--pgdata", self.data, "--username", user_name()),
                *("--locale=C.UTF-8", "--encoding=UTF8"),
                *("--auth-local=peer", "--auth-host=reject"),
            )
        with (self.data / "postgresql.conf").open("a") as configuration:
            configuration.write(
                SETTINGS.format(socket=self.socket, port=PORT, connections=self.connections)
            )

    def start(self):
        """Start the server and wait until it answers.

        :raise LaunchError: with PostgreSQL's own words when it doesn't
        """
        if os.path.lexists(self.socket):
            _require_own_folder(self.socket, self.account)
        self._make_folder(self.socket)
        self.socket.chmod(0o700)
        try:
            self._run(
                *("pg_ctl", "start", "--wait", "--silent", "--timeout=60"),
                *("--pgdata", self.data, "--log", self.log),
                *("--options", self._options()),
            )
        except CommandFailed as error:
            raise LaunchError(
                f"PostgreSQL does not start; its log is {self.log}:\n{_tail(self.log)}"
            ) from error

    def _options(self):
        """What holds whatever the cluster's own file says."""
        # The socket's folder may have moved with the checkout.
        options = {"unix_socket_directories": f"'{self.socket}'", **SAYING_NOTHING}
        return " ".join(f"-c {name}={value}" for name, value in options.items())

    def stop(self):
        """Stop the server, cutting off whoever is still connected."""
        if self.is_running():
            self._run("pg_ctl", "stop", "--wait", "--silent", "--mode=fast", "--pgdata", self.data)

    def is_running(self):
        try:
            self._run("pg_ctl", "status", "--pgdata", self.data)
        except CommandFailed:
            return False
        return True

    def _run(self, program, *arguments):
        path = programs_of(self._major()) / program
        return run([path, *arguments], cwd="/", account=self.account)

    def _major(self):
        existing = self.data / "PG_VERSION"
        return int(existing.read_text()) if existing.exists() else newest_major()


def connection():
    """A context that yields the environment for the database server to use.

    `PGHOST` in the environment means a server that is somebody else's to start and stop.
    """
    return _elsewhere() if "PGHOST" in os.environ else Cluster().in_use()


@contextmanager
def _elsewhere():
    version = int(run(["psql", "-XAtc", "SHOW server_version_num", "postgres"]))
    if version // 10000 < OLDEST_MAJOR:
        raise LaunchError(_too_old(version // 10000))
    yield {}


def warn_of_statements_in_log():
    """A server of the operator's own may write down what citizens wrote: say what stops it."""
    names = ", ".join(f"'{name}'" for name in WRITES_STATEMENTS)
    found = run(
        [
            "psql",
            "-XAtc",
            f"SELECT name, setting FROM pg_settings WHERE name IN ({names})",
            "postgres",
        ]
    )
    wrong = [
        name
        for name, setting in (line.split("|") for line in found.splitlines())
        if setting != SAYING_NOTHING[name]
    ]
    if wrong:
        wanted = ", ".join(f"{name} = {SAYING_NOTHING[name]}" for name in sorted(wrong))
        warn(f"the database server may log what citizens wrote. Set there: {wanted}")


def newest_major(programs=PROGRAMS):
    """The newest PostgreSQL installed here.

    :raise LaunchError: none, or only ones that Odoo does not support
    """
    majors = [int(path.parents[1].name) for path in programs.glob("*/bin/initdb")]
    if not majors:
        raise LaunchError("PostgreSQL is not installed: install the package postgresql.")
    if max(majors) < OLDEST_MAJOR:
        raise LaunchError(_too_old(max(majors)))
    return max(majors)


def programs_of(major, programs=PROGRAMS):
    """Folder with the programs of one PostgreSQL version."""
    folder = programs / str(major) / "bin"
    if not folder.is_dir():
        raise LaunchError(
            f"The databases here were made by PostgreSQL {major}, which is not installed any more: "
            f"install postgresql-{major}, or `make clean` to start anew without them."
        )
    return folder


def _too_old(major):
    return f"PostgreSQL {major} is too old: Odoo needs {OLDEST_MAJOR} or newer."


def _is_short(socket):
    return len(os.fsencode(socket)) <= LONGEST_SOCKET_FOLDER


def _require_own_folder(folder, account):
    """Refuse a folder that somebody else put there: in /tmp anybody can."""
    status = folder.lstat()
    owner = account.pw_uid if account else os.geteuid()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != owner:
        raise LaunchError(f"{folder} belongs to somebody else: remove it, or move the checkout.")


def _reachable_by_others(folder):
    existing = (path for path in (folder, *folder.parents) if path.exists())
    return all(path.stat().st_mode & 0o001 for path in existing)


def _tail(log):
    if not log.exists():
        return "(no log)"
    lines = log.read_text(errors="replace").splitlines()
    return "\n".join(line for line in lines[-8:] if re.search(r"\S", line))
