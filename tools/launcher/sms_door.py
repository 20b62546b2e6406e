"""The SMS door beside the service: what Kannel brings, kept until the service has it."""

from dataclasses import dataclass
from pathlib import Path

from . import door
from .paths import ADDONS, LOCAL
from .supervisor import Process

PROGRAM = ADDONS / "police_channels" / "sms_door"


@dataclass(frozen=True, kw_only=True)
class Door(door.Door):
    """
    :ivar webhook: the channel's, with scheme and host
    :ivar access_log: the gateway's
    :ivar grace: seconds after which a message of that log that did not come counts as lost
    """

    purpose = "door"

    webhook: str
    access_log: Path
    grace: int = 900

    def process(self, python):
        """
        :param python: path of an interpreter; the door needs nothing beside it
        """
        return Process(
            name="sms_door",
            command=[str(python), str(PROGRAM)],
            environment={
                "SMS_DOOR_HOST": self.interface,
                "SMS_DOOR_PORT": str(self.port),
                "SMS_DOOR_KEY": self.key,
                "SMS_DOOR_FOLDER": str(self.folder),
                "SMS_DOOR_URL": self.webhook,
                "SMS_DOOR_SECRET": self.secret,
                "SMS_DOOR_DATABASE": self.database,
                "SMS_DOOR_ACCESS_LOG": str(self.access_log),
                "SMS_DOOR_GRACE": str(self.grace),
            },
            ready=self.is_well,
        )


def folder():
    return LOCAL / "sms-door"
