from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

AT_MOST = 2000


class PoliceDailyListWizard(models.TransientModel):
    """What one unit, and those below it, have before them on one day: a list to print."""

    _name = "police.daily.list.wizard"
    _description = "Daily List of a Unit"
    _inherit = "police.wizard.mixin"

    unit_id = fields.Many2one(
        "police.unit", "Station or unit", required=True, default=lambda self: self._own_unit()
    )
    day = fields.Date(required=True, default=lambda self: self._today())

    def _own_unit(self):
        posts = self.env["police.post"].browse(self.env["res.users"]._police_scope().post_ids)
        return posts.unit_id[:1]

    def _today(self):
        return self._own_unit()._today()

    def action_print(self):
        """Button: give out the list as a PDF.

        :raise AccessError: the user's role has none, or it is not the user's own
        """
        self.check_access("read")
        report = self.env.ref("police_desk.police_daily_list_report")
        return report.report_action(self, config=False)

    def _bounds(self):
        """Start and end of the day in the unit's time zone, and the moment that it is about.

        :return: three naive UTC datetimes; the moment is now, on past days their end
        """
        start, end = (self.unit_id._midnight(self.day + timedelta(days=n)) for n in (0, 1))
        return start, end, min(end, fields.Datetime.now())

    def _sections_by_unit(self):
        """The complaints of the day, as far as the user sees them.

        What was open at the end of a past day is told from when it came and when it was closed
        last; one closed on that day and reopened since is not among the closed.

        :return: dict of unit → dict of section → complaints
        :raise UserError: too many for a list
        """
        self.ensure_one()
        start, end, moment = self._bounds()
        sections = {}
        for unit, complaints in self._complaints(start, end).grouped("unit_id").items():
            still = complaints.filtered(
                lambda row: (
                    row.received_at <= moment and (not row.closed_at or row.closed_at >= moment)
                )
            )
            late = still.filtered(lambda row: row.deadline <= moment)
            due = (still - late).filtered(lambda row: row.deadline < end)
            sections[unit] = {
                "late": late,
                "due": due,
                "open": still - late - due,
                "received": complaints.filtered(lambda row: start <= row.received_at < end),
                "closed": complaints.filtered(
                    lambda row: row.closed_at and start <= row.closed_at < end
                ),
            }
        return dict(sorted(sections.items(), key=lambda item: item[0].name or ""))

    def _complaints(self, start, end):
        """What was open at the end of a day, or closed since it began, the next deadline first.

        What was set aside is no complaint, and counts nowhere.

        :param datetime start: naive UTC, as the end
        :raise UserError: too many for a list
        """
        near = Domain("unit_id", "child_of", self.unit_id.ids) & Domain("received_at", "<", end)
        model = self.env["police.complaint"]
        found = model.search(near & Domain("is_open", "=", True), limit=AT_MOST + 1)
        found |= model.search(
            near
            & Domain("is_open", "=", False)
            & Domain("closed_at", ">=", start)
            & Domain("set_aside", "=", False),
            limit=AT_MOST + 1,
        )
        if len(found) > AT_MOST:
            raise UserError(
                self.env._(
                    "That would be more than %(number)s complaints. Choose a smaller unit.",
                    number=AT_MOST,
                )
            )
        return found.sorted(lambda row: (row.deadline, row.id))
