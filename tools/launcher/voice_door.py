"""The voice door beside the service: what callers said and did, kept until the service has it."""

from dataclasses import dataclass
from pathlib import Path

from . import door, kannel
from .paths import ADDONS, LOCAL
from .supervisor import Process

PROGRAM = ADDONS / "police_channels" / "voice_door"


@dataclass(frozen=True, kw_only=True)
class Door(door.Door):
    """
    :ivar calls: folder that the exchange writes to
    :ivar control: the socket that the exchange answers
    :ivar manager_port: at which the exchange tells what goes on
    :ivar service: address of the channel in the service, without its last step
    :ivar sounds: folder that the exchange plays from
    :ivar built: folder with the synthesiser's sounds
    :ivar room: megabytes that have to be free for what callers say
    :ivar patience: seconds in which a caller is to hear the number
    """

    purpose = "voice door"

    calls: Path
    control: Path
    sounds: Path
    built: Path
    manager_port: int
    service: str
    room: int = 500
    patience: float = 10

    @property
    def manager_secret(self):
        """With which the door logs in at the exchange."""
        return kannel.password(self.secret, "voice manager")

    def process(self, python):
        """
        :param python: path of an interpreter; the door needs nothing beside it
        """
        return Process(
            name="voice_door",
            command=[str(python), str(PROGRAM)],
            environment={
                "VOICE_DOOR_HOST": self.interface,
                "VOICE_DOOR_PORT": str(self.port),
                "VOICE_DOOR_KEY": self.key,
                "VOICE_DOOR_CALLS": str(self.calls),
                "VOICE_DOOR_FOLDER": str(self.folder),
                "VOICE_DOOR_CONTROL": str(self.control),
                "VOICE_DOOR_ADDRESS": f"http://{self.host}:{self.port}",
                "VOICE_DOOR_MANAGER": f"127.0.0.1:{self.manager_port}",
                "VOICE_DOOR_MANAGER_SECRET": self.manager_secret,
                "VOICE_DOOR_SOUNDS": str(self.sounds),
                "VOICE_DOOR_BUILT": str(self.built),
                "VOICE_DOOR_ROOM": str(self.room),
                "VOICE_DOOR_PATIENCE": str(self.patience),
                "VOICE_DOOR_URL": self.service,
                "VOICE_DOOR_SECRET": self.secret,
                "VOICE_DOOR_DATABASE": self.database,
            },
            ready=self.is_there,
        )


def folder():
    return LOCAL / "voice-door"
