"""Odoo's own settings, as far as the launcher has to know them: environment before odoo.conf."""

import configparser
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from .messages import LaunchError
from .paths import CONFIGURATION

ADDRESS_VARIABLE = "POLICE_ADDRESS"


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
    return is_on("ODOO_WITH_DEMO", "1")


def opens_rpc():
    """Whether programs may call from outside (XML-RPC, JSON-RPC …); `POLICE_RPC=1` says so."""
    return is_on("POLICE_RPC", "0")


def is_on(variable, default):
    """Whether a variable says yes."""
    return os.environ.get(variable, default).lower() not in ("0", "false", "no", "")


def address():
    """What people type into the browser; `POLICE_ADDRESS` says it where that is another machine.

    :raise LaunchError: it is no address
    """
    chosen = os.environ.get(ADDRESS_VARIABLE)
    if not chosen:
        interface = option("http_interface")
        host = "localhost" if interface in ("127.0.0.1", "0.0.0.0") else interface
        return f"http://{host}:{port('http_port')}"
    parts = urlsplit(chosen)
    if parts.scheme not in ("http", "https") or not _is_name(parts.hostname or ""):
        raise LaunchError(
            f"{ADDRESS_VARIABLE} = {chosen!r} is not like https://name.of.the.service"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _is_name(host):
    return re.fullmatch(r"[a-z0-9.:-]+", host)


def host_names():
    """Names of the machine under which the service answers."""
    chosen = urlsplit(address()).hostname
    interface = option("http_interface")
    local = ("localhost", "127.0.0.1", "::1")
    names = dict.fromkeys((*local, chosen, *((interface,) if interface != "0.0.0.0" else ())))
    return [f"[{name}]" if ":" in name else name for name in names]


def _file():
    path = Path(os.environ.get("ODOO_RC", CONFIGURATION))
    parser = configparser.RawConfigParser()
    if not parser.read(path) or not parser.has_section("options"):
        raise LaunchError(f"{path} is not an Odoo configuration file.")
    return parser
