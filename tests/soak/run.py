"""One run: brings all in, ends this and that meanwhile, and waits until nothing is left to do."""

import random
import time

from .lanes import Lanes
from .ledger import Ledger
from .memory import Memory
from .traffic import deliveries, written

# As many may wait at a time: what is ended meets both what comes in and what is worked on.
MOST_WAITING = 300
# Of all messages: by then the last trouble is over, and the workers live to the end.
TROUBLE_OVER = 0.6
# Many enough for the workers' memory to tell something.
LARGE = 1000
# Nothing gets on for so many seconds: it never will.
PATIENCE = 400
# In a small run the minutes after which somebody looks for what has no job are over sooner.
IMPATIENCE = 6
LOOK = 0.5


class Run:
    """
    :param house: a `house.House`
    :param size: how many messages
    :param seed: for the same messages in the same order, and the same trouble at the same places
    """

    def __init__(self, house, size, seed):
        self._house, self._size = house, size
        messages = written(size, seed)
        self._ledger = Ledger(house, messages)
        self._lanes = Lanes(house, deliveries(messages, seed), self._may_go_on)
        self._memory = Memory(house)
        self._troubles = troubles(size, seed)

    def _may_go_on(self, begun):
        return begun - self._ledger.done * 1.5 < MOST_WAITING

    def to_the_end(self):
        started = got_on = waited = time.monotonic()
        self._lanes.start()
        try:
            while not self._is_over():
                if self._ledger.look():
                    got_on = waited = time.monotonic()
                assert time.monotonic() - got_on < PATIENCE, f"stuck at {self._ledger.done}"
                if self._size < LARGE and time.monotonic() - waited > IMPATIENCE:
                    self._house.let_time_pass()
                    waited = time.monotonic()
                self._make_trouble()
                self._house.look_after()
                self._say(f"{time.monotonic() - started:.0f} s")
                time.sleep(LOOK)
        finally:
            self._lanes.stop()
        self._house.wait_until_whole()
        self._say(f"{time.monotonic() - started:.0f} s in all; memory {self._memory.told()}")

    def _is_over(self):
        is_all = self._lanes.are_done() and self._ledger.done >= self._size
        return is_all and not self._troubles and self._ledger.is_quiet()

    def _make_trouble(self):
        share = self._ledger.done / self._size
        while self._troubles and self._troubles[0][0] <= share:
            _place, name = self._troubles.pop(0)
            self._say(name)
            getattr(self._house, name)()
        if not self._troubles:
            self._memory.look(share)

    def _say(self, what):
        print(
            f"{what}: {self._ledger.done} of {self._size} worked on, {self._lanes.begun} brought, "
            f"{dict(self._lanes.answered)}",
            flush=True,
        )

    def faults(self):
        """:return: list of what is not as it should be, in words"""
        return [*self._ledger.faults(), *self._memory.faults()]


def troubles(size, seed):
    """:return: list of (share of the messages that are worked on by then, method of the house)"""
    names = ["restart_database", "empty_jobs", "kill_bearerbox", "kill_smsbox", "kill_door"]
    names += ["kill_workers"] * (10 if size >= LARGE else 1)
    random.Random(f"{seed} troubles").shuffle(names)
    return [
        (TROUBLE_OVER * (place + 1) / (len(names) + 1), name) for place, name in enumerate(names)
    ]
