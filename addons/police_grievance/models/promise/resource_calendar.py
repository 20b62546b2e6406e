from odoo import api, models
from odoo.exceptions import UserError


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_promise(self):
        """Refuse to delete what versions of a deadline policy say they count by."""
        versions = self.env["police.sla.version"].sudo()
        found = versions.search([("resource_calendar_id", "in", self.ids)], limit=1)
        if found:
            raise UserError(
                self.env._(
                    "“%(version)s” counts by “%(calendar)s”: archive the calendar instead.",
                    version=found.display_name,
                    calendar=found.resource_calendar_id.name,
                )
            )

    def _kept_hours(self, zone):
        """The hours of this calendar and the holidays that it knows by now, as plain data.

        :param str zone: name of the time zone in which its hours are meant
        :rtype: dict as `WorkingHours` takes it
        :raise UserError: it has no hours of the day
        """
        self.ensure_one()
        turns = ("0", "1") if self.two_weeks_calendar else (False,)
        rows = self.attendance_ids.filtered(
            lambda row: not row.display_type and row.day_period != "lunch"
        )
        weeks = [
            [
                [int(row.dayofweek), row.hour_from, row.hour_to]
                for row in rows
                if row.hour_from < row.hour_to and turn in (False, row.week_type)
            ]
            for turn in turns
        ]
        if self.flexible_hours or not any(weeks):
            raise UserError(
                self.env._(
                    "“%(calendar)s” has no hours of the day: nothing would ever be due.",
                    calendar=self.name,
                )
            )
        return {"tz": zone, "weeks": weeks, "off": self._holidays()}

    def _holidays(self):
        """What nobody works on by this calendar, as pairs of ISO moments in naive UTC."""
        leaves = self.env["resource.calendar.leaves"].sudo()
        domain = [
            ("calendar_id", "in", [False, self.id]),
            ("resource_id", "=", False),
            ("time_type", "=", "leave"),
        ]
        return [
            [row.date_from.isoformat(), row.date_to.isoformat()]
            for row in leaves.search(domain, order="date_from, id")
        ]
