"""When somebody counts as not to be reached: who was called at lunch three times was not."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

TRIES = 3
APART = timedelta(hours=2)
BAND = 4  # hours of the day: 0 to 4, 4 to 8 and so on


class Missing(NamedTuple):
    """What is missing until somebody counts as not to be reached.

    :ivar tries: how many more tries
    :ivar earliest: from when the next one counts (naive UTC), None for at once
    :ivar outside: hours of the day (from, to), local, of which one try must keep out; None if it
     does not matter
    """

    tries: int
    earliest: datetime | None
    outside: tuple | None


def still_missing(moments, zone):
    """The rule for "not reached", in one place.

    Three tries count, each at least two hours after the one that counted before it, and not all
    of them in the same four hours of the day: somebody at work every morning is reached at night.

    :param moments: when the tries were made, naive UTC, in any order
    :param str zone: time zone in which hours of the day are meant
    :return: Missing, or None if nothing is
    """
    counted = []
    for moment in sorted(moments):
        if not counted or moment - counted[-1] >= APART:
            counted.append(moment)
    bands = {_band(moment, zone) for moment in counted}
    same_band = len(bands) == 1 and len(counted) >= TRIES - 1
    tries = max(TRIES - len(counted), int(same_band))
    if not tries:
        return None
    earliest = counted[-1] + APART if counted else None
    return Missing(tries, earliest, bands.pop() if same_band else None)


def _band(moment, zone):
    hour = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).hour
    start = hour - hour % BAND
    return start, start + BAND
