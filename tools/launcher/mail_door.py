"""The mail door beside the service: mail to it by SMTP, and what it sends kept for reading."""

import os
import socket

from . import database, runtime, settings
from .commands import run
from .messages import LaunchError
from .paths import ADDONS, LOCAL
from .supervisor import Process

PROGRAM = ADDONS / "police_channels" / "mail_door"
OUTBOX = LOCAL / "outbox"
PORT_VARIABLE = "MAIL_DOOR_PORT"


def port():
    """TCP port of the door.

    :raise LaunchError: the variable holds none
    """
    text = os.environ.get(PORT_VARIABLE, "2525")
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise LaunchError(f"{PORT_VARIABLE} = {text!r} is not a TCP port.")
    return int(text)


def odoo_variables():
    """Makes Odoo send through the door, unless the operator named a mail server."""
    if settings.option("smtp_server"):
        return {}
    return {"ODOO_SMTP_SERVER": "127.0.0.1", "ODOO_SMTP_PORT": str(port())}


def process(ready, name, odoo):
    """The door, with the address and the secret of the channel in this database.

    :param odoo: where the service takes mail, as HOST:PORT
    """
    statement = "SELECT address || ' ' || secret FROM police_channel WHERE slug = 'mail'"
    address, secret = database.query(ready, name, statement).split()
    return Process(
        name="mail_door",
        command=[str(ready.python.python), str(PROGRAM)],
        environment={
            **ready.variables,
            PORT_VARIABLE: str(port()),
            "MAIL_DOOR_URL": f"http://{odoo}/police/channel/mail/in",
            "MAIL_DOOR_SECRET": secret,
            "MAIL_DOOR_ADDRESSES": address,
            "MAIL_DOOR_DATABASE": name,
            "MAIL_DOOR_OUTBOX": str(OUTBOX),
        },
        ready=greets,
        notes=(
            f"Mail to {address}: send it by SMTP to localhost, port {port()}.",
            "What the service sends: make outbox",
        ),
    )


def greets():
    """Whether the door answers on this machine."""
    host = os.environ.get("MAIL_DOOR_HOST", "127.0.0.1").replace("0.0.0.0", "127.0.0.1")
    try:
        with socket.create_connection((host, port()), timeout=5) as connection:
            return connection.recv(4) == b"220 "
    except OSError:
        return False


def show_outbox(arguments):
    """Print the latest mails that the service sent."""
    with runtime.prepared("run") as ready:
        command = (ready.python.python, PROGRAM / "outbox.py", OUTBOX, *arguments)
        print(run([str(part) for part in command]))
