from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo, available_timezones

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_datetime

# Of a force in India; every unit may have its own.
TIME_ZONE = "Asia/Kolkata"
# What both readers of zones know here, as names like "Asia/Kolkata": abbreviations mean several.
TIME_ZONES = frozenset(available_timezones() & pytz.all_timezones_set)
# How a moment is written in mails to officers, the same in each language.
IN_DIGITS = "dd/MM/yyyy HH:mm"
# Short enough for a table on paper.
ON_PAPER = "d MMM y, h:mm a"


class PoliceUnitTimeMixin(models.AbstractModel):
    """Moments and days as they are at a unit; of no unit, as at any new one."""

    _name = "police.unit.time.mixin"
    _description = "Time at a Unit"

    tz = fields.Selection("_select_time_zone", "Time zone", default=TIME_ZONE, required=True)

    @api.model
    def _select_time_zone(self):
        """The zones to choose from, that of a force in India first."""
        return [(zone, zone) for zone in (TIME_ZONE, *sorted(TIME_ZONES - {TIME_ZONE}))]

    @api.constrains("tz")
    def _check_time_zone(self):
        for record in self:
            if record.tz not in TIME_ZONES:
                raise ValidationError(
                    self.env._(
                        "“%(zone)s” is no time zone: choose one like %(example)s.",
                        zone=record.tz,
                        example=TIME_ZONE,
                    )
                )

    def _time_zone(self):
        """:return: name of the time zone, such as "Asia/Kolkata"; also where none can be read"""
        zone = self.sudo().tz
        return zone if zone in TIME_ZONES else TIME_ZONE

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
