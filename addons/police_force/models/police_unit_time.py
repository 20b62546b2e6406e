from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.tools import format_datetime

# Of a force in India; every unit may have its own.
TIME_ZONE = "Asia/Kolkata"
# How a moment is written in mails to officers, the same in each language.
IN_DIGITS = "dd/MM/yyyy HH:mm"
# Short enough for a table on paper.
ON_PAPER = "d MMM y, h:mm a"


class PoliceUnitTime(models.AbstractModel):
    """Moments and days as they are at a unit; of no unit, as at any new one."""

    _name = "police.unit.time.mixin"
    _description = "Time at a Unit"

    tz = fields.Char("Time zone", default=TIME_ZONE, required=True)

    def _time_zone(self):
        """:return: name of the time zone, such as "Asia/Kolkata" """
        return self.sudo().tz or TIME_ZONE

    def _local(self, moment):
        """:param datetime moment: naive UTC
        :return: the same with the unit's time zone"""
        return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self._time_zone()))

    def _moment(self, local):
        """:param datetime local: naive, as a clock at the unit shows it
        :return: the same in naive UTC"""
        aware = local.replace(tzinfo=ZoneInfo(self._time_zone()))
        return aware.astimezone(UTC).replace(tzinfo=None)

    def _today(self):
        """:return: the date at the unit"""
        return self._local(fields.Datetime.now()).date()

    def _midnight(self, day):
        """:return: when a date begins at the unit, in naive UTC"""
        return self._moment(datetime.combine(day, time.min))

    def _local_words(self, moment, pattern=False):
        """A moment in words, in the language of the environment.

        :param datetime moment: naive UTC
        :param str pattern: of the Unicode date formats, the language's own by default
        :return: str, empty for no moment
        """
        if not moment:
            return ""
        return format_datetime(self.env, moment, tz=self._time_zone(), dt_format=pattern)
