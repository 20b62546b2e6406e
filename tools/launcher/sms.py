"""The SMS channel beside the service: the door, Kannel and, in development, phones."""

import os
import time

from . import channel, database, kannel, settings, sms_door
from .messages import LaunchError, step
from .paths import LOCAL, private_folder
from .supervisor import Process

SLUG = "sms"
HERE = "127.0.0.1"
PHONES = sms_door.PROGRAM / "phones.py"
# What nobody has: citizens write to a number that the operator gives.
SHORT_CODE = "00000"
SET_UP = f"""
    SELECT provider, url, "user", password, report_url FROM police_channel_sms
    WHERE channel_id = (SELECT id FROM police_channel WHERE slug = '{SLUG}')
"""
SCRIPT = """
channel = env["police.channel"].search([("slug", "=", {slug!r})])
env["police.channel.sms"].search([("channel_id", "=", channel.id)]).write({values!r})
if not channel.address:
    channel.address = {number!r}
env.cr.commit()
"""
USAGE = "Say who writes what: `sms NUMBER WORDS`; or nothing, to read what came."


def is_wanted():
    """Whether `make run` starts it; `SMS=1` says so."""
    return settings.is_on("SMS", "0")


def ports():
    """:return: list of (variable that chooses it, TCP port) of all that listens"""
    if not is_wanted():
        return []
    boxes = kannel.Ports.chosen()
    return [
        ("SMS_DOOR_PORT", kannel.tcp_port("SMS_DOOR_PORT", "13080")),
        ("KANNEL_ADMIN_PORT", boxes.admin),
        ("KANNEL_SMSBOX_PORT", boxes.smsbox),
        ("KANNEL_SENDSMS_PORT", boxes.sendsms),
        *([("KANNEL_PHONES_PORT", boxes.phones)] if has_fake_network() else []),
    ]


def has_fake_network():
    """Whether phones stand in for the telephone network."""
    return kannel.connections() == kannel.FAKE


def door(ready, name, odoo):
    """
    :param odoo: where the service takes messages, as HOST:PORT
    :rtype: sms_door.Door
    """
    get = os.environ.get
    return sms_door.Door(
        folder=private_folder(sms_door.folder()),
        port=kannel.tcp_port("SMS_DOOR_PORT", "13080"),
        secret=channel.secret(ready, name, SLUG),
        webhook=f"http://{odoo}/police/channel/{SLUG}/in",
        database=name,
        access_log=kannel.folder() / "access.log",
        grace=int(get("SMS_DOOR_GRACE", "900")),
        host=get("POLICE_SMS_DOOR_HOST", HERE),
        interface=get("SMS_DOOR_HOST", HERE),
    )


def gateway(ready, name):
    """:return: `kannel.Gateway` for the channel of this database"""
    get = os.environ.get
    return kannel.Gateway(
        folder=kannel.folder(),
        ports=kannel.Ports.chosen(),
        secret=channel.secret(ready, name, SLUG),
        door=door(ready, name, "").address,
        connections=kannel.connections(),
        bearerbox=get("POLICE_BEARERBOX_HOST", HERE),
        smsbox=get("POLICE_SMSBOX_HOST", HERE),
        interface=get("KANNEL_INTERFACE", HERE),
    )


def set_up(ready, name, has_phones=False):
    """Have the channel send by this Kannel, where it does not yet.

    :param bool has_phones: here phones run too, unless there are connections to a network: then the
        channel gets their number if it has none
    """
    if not is_wanted():
        return
    way_out = gateway(ready, name)
    values = {
        "provider": "kannel",
        "url": way_out.sendsms,
        "user": kannel.USER,
        "password": kannel.password(way_out.secret, "sendsms"),
        "report_url": way_out.door,
    }
    number = SHORT_CODE if has_phones and has_fake_network() else ""
    if database.query(ready, name, SET_UP) != "|".join(values.values()):
        with step("Connecting the SMS channel"):
            database.python(ready, name, SCRIPT.format(slug=SLUG, values=values, number=number))


def processes(ready, name, odoo):
    """All that runs for it, in the order in which it starts; nothing unless it is wanted."""
    if not is_wanted():
        return []
    boxes = gateway(ready, name).processes(kannel.find_or_fetch())
    phones = [_phones(ready)] if has_fake_network() else []
    return [door(ready, name, odoo).process(ready.python.python), *boxes, *phones]


def _phones(ready):
    folder, port = private_folder(LOCAL / "phones"), kannel.Ports.chosen().phones
    return Process(
        name="phones",
        command=[str(ready.python.python), str(PHONES), str(folder), str(port)],
        ready=(folder / "written").is_dir,
        notes=(
            'Write an SMS: make sms NUMBER=+910000000001 TEXT="Meri cycle chori ho gayi"',
            "What came to all phones: make sms",
        ),
    )


def write(arguments):
    """Write an SMS to the running service, or read what it sent; development only."""
    number, *words = arguments or [""]
    if number and not words:
        raise LaunchError(USAGE)
    folder = LOCAL / "phones"
    if not folder.exists():
        raise LaunchError("There are no phones: start the service with `make run SMS=1`.")
    if number:
        file = folder / "written" / f"{time.time_ns()}"
        file.write_text(f"{number} {SHORT_CODE} {' '.join(words)}")
        file.rename(file.with_suffix(".sms"))
        return
    received = folder / "received"
    print(received.read_text() if received.exists() else "The service has sent nothing yet.")
