"""WhatsApp in development: Meta's Graph API beside the service, and the phones that write through it."""

import json
import mimetypes
import secrets
import socket
import time
from pathlib import Path

from . import database, kannel, settings
from .messages import LaunchError, step
from .paths import CHECKOUT, LOCAL, private_folder
from .supervisor import Process

SLUG = "whatsapp"
HERE = "127.0.0.1"
# The number that the tests' Graph API has.
NUMBER, NUMBER_ID = "15550783881", "106540352242922"
SCRIPT = """
channel = env["police.channel"].search([("slug", "=", {slug!r})])
number = env["police.channel.whatsapp"].search([("channel_id", "=", channel.id)])
number.write({values!r})
number.write({secrets!r})
if not channel.address:
    channel.address = {number!r}
env.cr.commit()
"""
KNOWN = f"""
    SELECT api_url, app_secret, access_token FROM police_channel_whatsapp
    WHERE channel_id = (SELECT id FROM police_channel WHERE slug = '{SLUG}')
"""


def is_wanted():
    """Whether `make run` starts it; `WHATSAPP=1` says so."""
    return settings.is_on("WHATSAPP", "0")


def port():
    return kannel.tcp_port("WHATSAPP_PORT", "13090")


def ports():
    """:return: list of (variable that chooses it, TCP port) of all that listens"""
    return [("WHATSAPP_PORT", port())] if is_wanted() else []


def folder():
    return LOCAL / "whatsapp"


def set_up(ready, name):
    """Have the channel send to the API beside it, unless it sends to Meta's."""
    if not is_wanted():
        return
    known = database.query(ready, name, KNOWN)
    address = f"http://{HERE}:{port()}"
    url, app_secret, token = ([*known.split("|"), "", "", ""])[:3]
    if not url:
        raise LaunchError(f"The database {name} has no channel whose webhook ends in {SLUG}/in.")
    if token and url != address and not url.startswith(f"http://{HERE}:"):
        raise LaunchError(
            "The WhatsApp channel has a token for Meta: without WHATSAPP=1 it uses that."
        )
    if url != address or not app_secret or not token:
        values = {"api_url": address, "phone_number_id": NUMBER_ID}
        made = {key: secrets.token_urlsafe(24) for key in ("app_secret", "access_token")}
        with step("Connecting the WhatsApp channel"):
            script = SCRIPT.format(slug=SLUG, values=values, secrets=made, number=f"+{NUMBER}")
            database.python(ready, name, script)


def processes(ready, name, odoo):
    """What runs for it; nothing unless it is wanted.

    :param odoo: where the service takes messages, as HOST:PORT
    """
    if not is_wanted():
        return []
    _url, app_secret, token = database.query(ready, name, KNOWN).split("|")
    box = private_folder(folder())
    return [
        Process(
            name="whatsapp",
            command=[str(ready.python.python), "-m", "peers.graph_phones"],
            environment={
                "PYTHONPATH": str(CHECKOUT / "tests"),
                "WHATSAPP_FOLDER": str(box),
                "WHATSAPP_PORT": str(port()),
                "WHATSAPP_APP_SECRET": app_secret,
                "WHATSAPP_TOKEN": token,
                "WHATSAPP_URL": f"http://{odoo}/police/channel/{SLUG}/in",
                "WHATSAPP_DATABASE": name,
            },
            ready=_answers,
            notes=(
                (
                    "Write by WhatsApp: make demo-message CHANNEL=whatsapp NUMBER=+910000000001 "
                    'TEXT="Meri cycle chori ho gayi" [FILE=photo.jpg] [PLACE=26.4499,80.3319]'
                ),
                "What came to all phones: make demo-message CHANNEL=whatsapp",
            ),
        )
    ]


def _answers():
    try:
        with socket.create_connection((HERE, port()), timeout=5):
            return True
    except OSError:
        return False


def write(number, words, file=None, place=""):
    """Have a phone write; development only. The words of a button that it got press that.

    :param file: path of what goes along, or None
    :param str place: latitude and longitude with a comma between, of a place on the map
    """
    box = folder() / "written"
    if not box.is_dir():
        raise LaunchError("There are no phones: start the service with `make run WHATSAPP=1`.")
    told = {"sender": number, "text": words}
    if file:
        told |= {"file": str(Path(file).resolve()), "mimetype": mimetypes.guess_type(file)[0]}
    if place:
        latitude, longitude = (float(degrees) for degrees in place.split(","))
        told |= {"place": {"latitude": latitude, "longitude": longitude}}
    draft = box / f"{time.time_ns()}"
    draft.write_text(json.dumps(told))
    draft.rename(draft.with_suffix(".json"))


def read():
    """:return: what the phones got, a line each"""
    received = folder() / "received"
    return received.read_text() if received.exists() else "The service has sent nothing yet."
