"""The voice channel beside the service: its door, and Asterisk."""

import os
import shutil

from . import asterisk, channel, kannel, prompts, settings, voice_door
from .messages import LaunchError
from .paths import LOCAL, private_folder

SLUG = "voice"
HERE = "127.0.0.1"


def is_wanted():
    """Whether `make run` starts it; `VOICE=1` says so."""
    return settings.is_on("VOICE", "0")


def ports():
    """:return: list of (variable that chooses it, TCP port) of all that listens"""
    if not is_wanted():
        return []
    manager = asterisk.Ports.chosen().manager
    return [("VOICE_DOOR_PORT", _door_port()), ("VOICE_MANAGER_PORT", manager)]


def _door_port():
    return kannel.tcp_port("VOICE_DOOR_PORT", "13070")


def calls():
    """The folder that Asterisk writes to, and the door reads."""
    return LOCAL / "calls"


def sounds():
    """What callers hear: the synthesiser's voice, and in its place what the force has recorded."""
    return LOCAL / "sounds"


def door(ready, name, odoo):
    """
    :param odoo: where the service takes calls, as HOST:PORT
    :rtype: voice_door.Door
    """
    return voice_door.Door(
        folder=private_folder(voice_door.folder()),
        calls=calls(),
        control=asterisk.folder() / "run" / "asterisk.ctl",
        sounds=sounds(),
        built=prompts.find_or_make(),
        port=_door_port(),
        manager_port=asterisk.Ports.chosen().manager,
        secret=channel.secret(ready, name, SLUG),
        service=f"http://{odoo}/police/channel/{SLUG}",
        database=name,
        room=int(os.environ.get("VOICE_DOOR_ROOM", "500")),
    )


def exchange(ready, name):
    """
    :return: `asterisk.Exchange` for the channel of this database
    :raise LaunchError: others would reach the lines and phones that are for this machine alone
    """
    own_door = door(ready, name, "")
    interface, connections = os.environ.get("VOICE_INTERFACE", HERE), asterisk.connections()
    if connections == asterisk.FAKE and not interface.startswith("127."):
        raise LaunchError(
            f"VOICE_INTERFACE = {interface!r} opens the exchange to others: write "
            f"{asterisk.CONNECTIONS} first, with lines and phones of your own."
        )
    return asterisk.Exchange(
        folder=asterisk.folder(),
        calls=calls(),
        sounds=sounds(),
        ports=asterisk.Ports.chosen(),
        door=own_door.address,
        manager_secret=own_door.manager_secret,
        connections=connections,
        manner=asterisk.Manner.chosen(),
        interface=interface,
    )


def processes(ready, name, odoo):
    """All that runs for it, in the order in which it starts; nothing unless it is wanted."""
    if not is_wanted():
        return []
    program = asterisk.find_or_fetch()
    shutil.copytree(prompts.find_or_make(), sounds(), dirs_exist_ok=True)
    return [
        door(ready, name, odoo).process(ready.python.python),
        exchange(ready, name).process(program),
    ]
