"""When a citizen may be contacted: hours of the day, in the time zone of their police."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def next_allowed(moment, begin, end, tz):
    """Return the first moment from `moment` on at which the hours allow contact.

    :param datetime moment: naive UTC
    :param float begin: hour of the day from which on, 0 to 24
    :param float end: hour until which; before `begin` for hours over midnight, equal for always
    :param str tz: name of the time zone
    :rtype: naive UTC datetime
    """
    if begin == end:
        return moment
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(tz))
    hour = local.hour + local.minute / 60 + local.second / 3600
    within = begin <= hour < end if begin < end else hour >= begin or hour < end
    if within:
        return moment
    day = local.date() if hour < begin else local.date() + timedelta(days=1)
    begins = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(tz)) + timedelta(
        minutes=round(begin * 60)
    )
    return begins.astimezone(UTC).replace(tzinfo=None)
