"""Memory of the workers that live to the end of a run."""

import time

import psutil

# Of all messages: as many are worked on before a worker's memory is its usual one.
SETTLED = 0.7
MOST_GROWTH = 0.1
SECONDS_BETWEEN_LOOKS = 10


class Memory:
    """
    :param house: a `house.House`
    :ivar before: dict of each worker to the bytes it had when it had settled
    :ivar after: the same, of the last look
    """

    def __init__(self, house):
        self._house = house
        self.before, self.after = {}, {}
        self._looked_at = 0

    def look(self, share):
        """Once in a while.

        :param float share: of the messages that have been worked on
        """
        if time.monotonic() < self._looked_at + SECONDS_BETWEEN_LOOKS:
            return
        self._looked_at = time.monotonic()
        used = {worker.pid: _bytes(worker) for worker in self._house.serving()}
        if share < SETTLED:
            self.before = used
        self.after = used

    def told(self):
        """:return: MiB of each worker when it had settled, and in the end"""
        return {
            worker: (self.before.get(worker, 0) >> 20, used >> 20)
            for worker, used in self.after.items()
        }

    def faults(self):
        for worker, bytes_after in self.after.items():
            growth = bytes_after / self.before.get(worker, bytes_after) - 1
            if growth > MOST_GROWTH:
                yield f"the memory of worker {worker} grew by {growth:.1%}"


def _bytes(worker):
    """What a worker has for itself alone."""
    try:
        return worker.memory_full_info().uss
    except psutil.NoSuchProcess:
        return 0
