"""The SMS door beside the service: what Kannel brings, kept until the service has it."""

from dataclasses import dataclass
from pathlib import Path

from . import kannel
from .paths import ADDONS, LOCAL
from .supervisor import Process

PROGRAM = ADDONS / "police_channels" / "sms_door"


@dataclass(frozen=True)
class Door:
    """
    :ivar folder: for what is not handed over yet
    :ivar secret: the channel's
    :ivar webhook: the channel's, with scheme and host
    :ivar database: its name, where the service has several
    :ivar access_log: the gateway's
    :ivar grace: seconds after which a message of that log that did not come counts as lost
    :ivar host: of the door, as the gateway sees it
    :ivar interface: where it listens
    """

    folder: Path
    port: int
    secret: str
    webhook: str
    database: str
    access_log: Path
    grace: int = 900
    host: str = "127.0.0.1"
    interface: str = "127.0.0.1"

    @property
    def key(self):
        """Nobody else on this machine can say that a citizen has written."""
        return kannel.password(self.secret, "door")

    @property
    def address(self):
        """What the gateway asks for."""
        return f"http://{self.host}:{self.port}/{self.key}"

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
            ready=self.is_up,
        )

    def is_up(self):
        """Whether the door takes messages."""
        try:
            address = f"http://{self.host}:{self.port}/health"
            with kannel.WITHOUT_PROXY.open(address, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


def folder():
    return LOCAL / "sms-door"
