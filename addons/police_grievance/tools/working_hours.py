"""Working hours as plain data: what a promise by working hours is kept by, whatever becomes of a calendar."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .clock import merge

DAYS_OF_WEEK = 7


class WorkingHours:
    """The hours of one week, or of two in turn, in one time zone, and the holidays known.

    :param dict kept: as JSON keeps it: `tz`, the name of a time zone; `weeks`, one or two lists of
        [day of the week, from, to], Monday being 0, in hours of the day; `off`, a list of
        [start, end] in ISO, naive UTC
    """

    def __init__(self, kept):
        self.zone = ZoneInfo(kept["tz"])
        self.weeks = tuple(tuple(map(tuple, week)) for week in kept["weeks"])
        self.off = tuple(
            merge(tuple(map(datetime.fromisoformat, interval)) for interval in kept["off"])
        )

    def between(self, start, end):
        """The working intervals between two moments, holidays left out.

        :param datetime start: naive UTC, as the end and what is returned
        :return: list of (start, end), in order and without overlaps
        """
        day, last = (self.local(moment).date() for moment in (start, end))
        found = []
        while day <= last:
            found += self._of_day(day)
            day += timedelta(days=1)
        clipped = ((max(low, start), min(high, end)) for low, high in found)
        return without(merge(clipped), self.off)

    def _of_day(self, day):
        """The intervals of a date, in naive UTC."""
        # Weeks are counted as Odoo's calendars count them: from the first day of year 1.
        week = self.weeks[(day.toordinal() - 1) // DAYS_OF_WEEK % len(self.weeks)]
        midnight = datetime.combine(day, time.min)
        return [
            tuple(self._utc(midnight + timedelta(hours=hour)) for hour in (low, high))
            for weekday, low, high in week
            if weekday == day.weekday()
        ]

    def local(self, moment):
        """:param datetime moment: naive UTC
        :return: the same in the time zone of the hours"""
        return moment.replace(tzinfo=UTC).astimezone(self.zone)

    def _utc(self, local):
        return local.replace(tzinfo=self.zone).astimezone(UTC).replace(tzinfo=None)


def without(intervals, off):
    """Intervals less others; both sorted and without overlaps.

    :rtype: list of (start, end)
    """
    left = []
    for start, end in intervals:
        for off_start, off_end in off:
            if off_end <= start or off_start >= end:
                continue
            if off_start > start:
                left.append((start, off_start))
            start = off_end
        if start < end:
            left.append((start, end))
    return left
