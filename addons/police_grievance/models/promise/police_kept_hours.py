from datetime import timedelta

from babel.dates import get_day_names

from odoo import api, fields, models
from odoo.tools import format_date, format_duration
from odoo.tools.misc import babel_locale_parse

from ...tools.clock import WALL, WorkingClock
from ...tools.working_hours import WorkingHours


class PoliceKeptHoursMixin(models.AbstractModel):
    """Counts by a working calendar as it was when that was settled, whatever becomes of it later."""

    _name = "police.kept.hours.mixin"
    _description = "Hours Kept of a Working Calendar"

    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        "Working hours",
        ondelete="restrict",
        help="Empty: hours by the clock, day and night. Hours and holidays are taken over when the"
        " version is put in force; what changes in the calendar later counts from the next version.",
    )
    # As `WorkingHours` takes them.
    working_hours = fields.Json(copy=False, readonly=True, groups=fields.NO_ACCESS)
    hours_in_words = fields.Text(
        "Hours taken over", compute="_compute_hours_in_words", compute_sudo=True
    )

    @api.depends("working_hours")
    @api.depends_context("lang")
    def _compute_hours_in_words(self):
        for record in self:
            kept = record.working_hours
            lines = [*self._week_words(kept["weeks"]), *self._off_words(kept)] if kept else ()
            record.hours_in_words = "\n".join(lines)

    def _week_words(self, weeks):
        """:return: a line for each day of the week and its hours, of two weeks in turn both"""
        names = get_day_names("wide", locale=babel_locale_parse(self.env.lang or "en_US"))
        for week in weeks:
            for day in sorted({day for day, _low, _high in week}):
                hours = sorted((low, high) for weekday, low, high in week if weekday == day)
                spans = (f"{format_duration(low)}–{format_duration(high)}" for low, high in hours)
                yield f"{names[day]} {', '.join(spans)}"

    def _off_words(self, kept):
        """:return: a line with the holidays that are known"""
        clock = WorkingHours(kept)
        days = sorted(
            {
                clock.local(moment).date()
                for start, end in clock.off
                for moment in (start, max(start, end - timedelta(seconds=1)))
            }
        )
        if days:
            yield self.env._(
                "Holidays known: %(days)s",
                days=", ".join(format_date(self.env, day) for day in days),
            )

    def _keep_hours(self):
        """Take over hours and holidays of the working calendar, as they are now.

        :raise UserError: it has none of the day
        """
        zone = self.env["police.unit"]._zone_desk()._time_zone()
        for record in self.sudo():
            calendar = record.resource_calendar_id
            record.working_hours = calendar._kept_hours(zone) if calendar else False

    def _clock(self):
        """:return: the `WallClock` or `WorkingClock` by which this counts"""
        kept = self.sudo().working_hours
        return WorkingClock(WorkingHours(kept).between) if kept else WALL
