"""The whole service as `make run` starts it, in folders, on ports and with a database server of its own."""

import os
import shutil
import smtplib
import tempfile
from email import policy
from pathlib import Path

from mails import parsed

from launcher import database
from launcher.commands import run
from launcher.paths import odoo_data

from .launcher import Launcher
from .odoo import TestRuntime, free_port

SECONDS_TO_START = 180
PREPARE = """
from launcher import database, runtime, upgrades
with runtime.prepared("run") as ready:
    upgrades._remember(ready, {name!r}, upgrades.contents(ready))
    database.python(ready, {name!r}, {setup!r})
"""


class Service:
    """The launcher with folders and ports of its own, and the test's template as its database.

    :param str name: of the database
    :param str setup: lines of Python, run in the database before the service starts
    """

    def __init__(self, name, setup):
        self.name, self.setup = name, setup
        self.folder = Path(tempfile.mkdtemp(prefix="police-service-"))
        self.folder.chmod(0o755)
        self.local = self.folder / "local"
        self.port, self.mail_port = free_port(following=1), free_port()
        self.url = f"http://localhost:{self.port}"
        self.launcher = Launcher(
            self.local,
            ODOO_HTTP_PORT=str(self.port),
            ODOO_GEVENT_PORT=str(free_port()),
            MAIL_DOOR_PORT=str(self.mail_port),
            PGDATABASE=name,
        )
        for variable in ("PGHOST", "PGPORT", "PGUSER", "ODOO_DATA_DIR", "POLICE_ADDRESS"):
            self.launcher.environment.pop(variable, None)

    def start(self):
        # Of a copy: others may be copying the template, which nobody may be connected to.
        copy, dump = f"{self.name}_copy", self.folder / "template.dump"
        database.copy(TestRuntime(), os.environ["POLICE_TEST_TEMPLATE"], copy)
        run(["pg_dump", "--format=custom", f"--file={dump}", copy])
        files = odoo_data() / "filestore" / copy
        if files.is_dir():
            shutil.copytree(files, self.local / "odoo-data" / "filestore" / self.name)
        database.drop(TestRuntime(), copy)
        self.inside(
            "bash", "-c", f"createdb {self.name} && pg_restore --no-owner -d {self.name} {dump}"
        )
        prepare = PREPARE.format(name=self.name, setup=self.setup)
        self.inside("env", "PYTHONPATH=tools", "python", "-c", prepare)
        self.launcher.start("run", until="The service is running", seconds=SECONDS_TO_START)

    def inside(self, *command):
        """Run a program beside the service and return what it said."""
        status, said = self.launcher.run("exec", *command)
        assert status == 0, said
        return said

    def query(self, statement):
        return self.inside("psql", "-XAtq", "-c", statement, self.name).strip()

    def send(self, message, sender):
        with smtplib.SMTP("127.0.0.1", self.mail_port, timeout=120) as session:
            content = message.as_bytes(policy=policy.SMTP)
            session.sendmail(sender, ["grievance@police.example"], content)

    def sent(self):
        """Mails that the service sent."""
        folder = self.local / "outbox" / "new"
        return [parsed(path.read_bytes()) for path in folder.glob("*")] if folder.exists() else []

    def logs(self):
        """:return: dict of path → text of all that was logged or said, by whatever part"""
        paths = [path for path in self.folder.rglob("*") if ".log" in path.name]
        return {path: path.read_text(errors="replace") for path in [*paths, self.launcher.output]}

    def end(self):
        self.launcher.run("stop")
        self.launcher.run("clean")
        shutil.rmtree(self.folder)
