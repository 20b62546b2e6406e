"""Arithmetic of deadlines: plain Python, naive UTC, nothing of Odoo's."""

from datetime import timedelta


def merge(intervals):
    """Sorted intervals without overlaps; empty ones are left out.

    :param intervals: iterable of (start, end)
    """
    merged = []
    for start, end in sorted(intervals):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def covered(intervals, start, end):
    """How much of the time from `start` to `end` the intervals cover, each moment once.

    :rtype: timedelta
    """
    clipped = ((max(low, start), min(high, end)) for low, high in intervals)
    return sum((high - low for low, high in merge(clipped)), timedelta())


class WallClock:
    """Every hour counts, day and night."""

    @staticmethod
    def between(start, end):
        """Time that counts from `start` to `end`, never negative."""
        return max(end - start, timedelta())

    @staticmethod
    def after(start, duration):
        """The moment at which `duration` has been counted from `start` on."""
        return start + duration


class WorkingClock:
    """Only working hours count.

    :param fetch: function of (start, end) that returns the working intervals in between as
        (start, end), in order and without overlaps
    """

    STEP = timedelta(days=35)
    MOST_STEPS = 24

    def __init__(self, fetch):
        self.fetch = fetch

    def between(self, start, end):
        """Working time from `start` to `end`, never negative."""
        return covered(self.fetch(start, end), start, end) if end > start else timedelta()

    def after(self, start, duration):
        """The moment at which `duration` of working time has passed since `start`.

        A calendar without working hours can promise nothing: then every hour counts.
        """
        left = duration
        for step in range(self.MOST_STEPS):
            low = start + step * self.STEP
            for work_start, work_end in self.fetch(low, low + self.STEP):
                if left <= work_end - work_start:
                    return work_start + left
                left -= work_end - work_start
        return start + duration


WALL = WallClock()


def due(clock, start, hours, pauses=()):
    """When so many hours have been counted since a start, pauses left out.

    What is due at the very moment a pause begins stays due then.

    :param clock: `WallClock` or `WorkingClock`
    :param datetime start: naive UTC
    :param float hours: hours to count, 0 or more
    :param pauses: iterable of (start, end), in any order, overlapping or not
    :rtype: datetime
    """
    left = timedelta(hours=hours)
    for pause_start, pause_end in merge(pauses):
        if pause_end <= start:
            continue
        counted = clock.between(start, pause_start)
        if left <= counted:
            break
        left -= counted
        start = pause_end
    return clock.after(start, left)


def counted(clock, start, end, pauses=()):
    """How much of the time from `start` to `end` a clock counts, pauses left out.

    :param clock: `WallClock` or `WorkingClock`
    :param pauses: iterable of (start, end), in any order, overlapping or not
    :rtype: timedelta
    """
    total = timedelta()
    for pause_start, pause_end in merge(pauses):
        total += clock.between(start, min(pause_start, end))
        start = max(start, pause_end)
    return total + clock.between(start, end)
