"""Everything that Odoo needs to run, brought together."""

import os
from contextlib import contextmanager
from dataclasses import dataclass

from . import machine, odoo_source, postgres, python_env
from .commands import run
from .odoo_source import OdooSource
from .paths import ADDONS, CONFIGURATION, make_local, odoo_data, private_folder
from .python_env import PythonEnv


@dataclass(frozen=True)
class Runtime:
    """A Python environment, an Odoo and a database server that answers."""

    python: PythonEnv
    source: OdooSource
    database_server: dict

    @property
    def variables(self):
        """Environment variables under which `odoo`, `pytest` and `psql` simply work."""
        path = os.pathsep.join((str(self.python.bin), os.environ.get("PATH", os.defpath)))
        folders = (*self.source.addons, ADDONS)
        return {
            "PATH": path,
            "PYTHONPATH": str(self.source.root),
            "ODOO_PYTHON": str(self.python.python),
            "ODOO_SCRIPT": str(self.source.script),
            "ODOO_RC": os.environ.get("ODOO_RC", str(CONFIGURATION)),
            "ODOO_ADDONS_PATH": os.environ.get("ODOO_ADDONS_PATH", ",".join(map(str, folders))),
            "ODOO_DATA_DIR": str(odoo_data()),
            **self.database_server,
        }

    def odoo_command(self, *arguments):
        return [str(self.python.python), str(self.source.script), *map(str, arguments)]

    def odoo(self, *arguments):
        """Run an Odoo command to its end and return its log."""
        return run(self.odoo_command(*arguments), env=self.variables)

    def run(self, *command):
        return run(command, env=self.variables)


def _make_odoo_data():
    """Who may look into a folder that the operator made is the operator's to say."""
    folder = odoo_data()
    if not folder.is_dir() or "ODOO_DATA_DIR" not in os.environ:
        private_folder(folder)


def fetched(*purposes):
    """Install what is missing for these purposes, and fetch Odoo and the Python packages.

    :return: (`OdooSource`, `PythonEnv`)
    """
    machine.require_python()
    machine.require_packages(*purposes)
    return odoo_source.find_or_fetch(), python_env.find_or_create()


@contextmanager
def prepared(*purposes):
    """Install what is missing for these purposes and keep a database server up for the block.

    :param purposes: sections of tools/debian-packages.toml
    """
    source, python = fetched(*purposes)
    make_local()
    _make_odoo_data()
    with postgres.connection() as database_server:
        yield Runtime(python, source, database_server)
