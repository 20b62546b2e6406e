"""A door beside the service: a program that keeps what arrived until the service has it."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from . import kannel


@dataclass(frozen=True, kw_only=True)
class Door:
    """
    :cvar purpose: of its key: no two doors have the same
    :ivar folder: for what it keeps, and its notes
    :ivar secret: the channel's
    :ivar database: its name, where the service has several
    :ivar host: of the door, as its gateway or exchange sees it
    :ivar interface: where it listens
    """

    purpose: ClassVar[str]

    folder: Path
    port: int
    secret: str
    database: str
    host: str = "127.0.0.1"
    interface: str = "127.0.0.1"

    @property
    def key(self):
        """Nobody else on this machine can ask it, or say that a citizen has written."""
        return kannel.password(self.secret, self.purpose)

    @property
    def address(self):
        """What its gateway or exchange asks for."""
        return f"http://{self.host}:{self.port}/{self.key}"

    def is_there(self):
        """Whether the door answers; also while it is not well, as without room."""
        return self._status() is not None

    def is_well(self):
        return self._status() == 200

    def _status(self):
        address = f"http://{self.host}:{self.port}/health"
        try:
            with kannel.WITHOUT_PROXY.open(address, timeout=5) as answer:
                return answer.status
        except OSError as error:
            # HTTPError is one, and has a status.
            return getattr(error, "code", None)
