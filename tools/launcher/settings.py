"""Odoo's own settings, as far as the launcher has to know them: environment before odoo.conf."""

import configparser
import os
from pathlib import Path

from .messages import LaunchError
from .paths import CONFIGURATION


def option(name):
    """Value of an Odoo option from `ODOO_<NAME>` or the configuration file, as text."""
    from_environment = os.environ.get(f"ODOO_{name.upper()}")
    return from_environment or _file()["options"].get(name, "")


def port(name):
    """Value of an option that holds a TCP port.

    :raise LaunchError: it is not one
    """
    text = option(name)
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise LaunchError(f"{name} = {text!r} is not a TCP port.")
    return int(text)


def database():
    """Name of the service's database; `PGDATABASE` chooses another one."""
    return os.environ.get("PGDATABASE", "police")


def wants_demo():
    """Whether a new database gets the demo data; `ODOO_WITH_DEMO=0` says no."""
    return os.environ.get("ODOO_WITH_DEMO", "1").lower() not in ("0", "false", "no", "")


def address():
    """What people type into the browser."""
    interface = option("http_interface")
    host = "localhost" if interface in ("127.0.0.1", "0.0.0.0") else interface
    return f"http://{host}:{port('http_port')}"


def _file():
    path = Path(os.environ.get("ODOO_RC", CONFIGURATION))
    parser = configparser.RawConfigParser()
    if not parser.read(path) or not parser.has_section("options"):
        raise LaunchError(f"{path} is not an Odoo configuration file.")
    return parser
