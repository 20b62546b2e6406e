"""When a citizen may be contacted: hours of the day, in the time zone of their police."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo.addons.police_force.tools.text import normalise

_HOURS = re.compile(
    r"(\d{1,2})(?:[:.](\d\d))?\s*(?:[-\u2013\u2014]|से|to|until|\s)\s*(\d{1,2})(?:[:.](\d\d))?(?: ?तक)?"
)


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


def parse_hours(text):
    """Read hours of the day as somebody types them: 10-17, 10:30 से 17, १०-१७.

    :rtype: tuple of two floats from 0 to 24, or None
    """
    match = _HOURS.fullmatch(normalise(text))
    if not match:
        return None
    begin, begin_minutes, end, end_minutes = (int(part or 0) for part in match.groups())
    if max(begin_minutes, end_minutes) > 59:
        return None
    hours = begin + begin_minutes / 60, end + end_minutes / 60
    return hours if max(hours) <= 24 and hours[0] != hours[1] else None
