"""What is promised, as plain values: a promise costs no query."""

from datetime import datetime
from typing import NamedTuple

from .clock import WALL, WallClock, WorkingClock, due


class Level(NamedTuple):
    """An escalation level: hours count from the start of the cycle."""

    id: int
    rank_id: int
    hours: float


class Promise(NamedTuple):
    """A version of a policy in force; `levels` are in the order in which they fire."""

    version_id: int
    policy_id: int
    date_from: datetime
    hours: float
    clock: WallClock | WorkingClock
    levels: tuple

    def deadline(self, start, pauses=()):
        """When a cycle that begins at `start` (naive UTC) is over."""
        return due(self.clock, start, self.hours, pauses)

    def strictness(self, start, pauses=()):
        """What is less for the stricter of two promises: the deadline, then the levels one by one.

        After the last level nobody is told any more: that is later than whatever another has there.
        """
        levels = [due(self.clock, start, level.hours, pauses) for level in self.levels]
        return self.deadline(start, pauses), [*levels, datetime.max]


# Where there is nothing else at all: no complaint is turned away for want of a promise.
BY_THE_CLOCK = Promise(False, False, datetime.min, 24.0, WALL, ())
