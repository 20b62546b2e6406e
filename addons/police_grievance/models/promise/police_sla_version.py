import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.clock import WALL, WorkingClock
from .police_sla_policy import Level, Promise

FROZEN_FIELDS = frozenset(("policy_id", "date_from", "hours", "resource_calendar_id", "level_ids"))


class PoliceSlaVersion(models.Model):
    """What a policy promises from a moment on. Frozen once a complaint was promised it."""

    _name = "police.sla.version"
    _description = "Version of a Deadline Policy"
    _inherit = ["police.audited", "police.cached.mixin"]
    _order = "date_from desc, id desc"

    _audited_fields = ("policy_id", "date_from", "hours", "resource_calendar_id")

    policy_id = fields.Many2one("police.sla.policy", required=True, index=True, ondelete="cascade")
    date_from = fields.Datetime("In force from", required=True, default=fields.Datetime.now)
    hours = fields.Float("Hours promised", required=True, default=24.0)
    resource_calendar_id = fields.Many2one(
        "resource.calendar", "Working hours", help="Empty: hours by the clock, day and night."
    )
    level_ids = fields.One2many(
        "police.escalation.level", "version_id", "Escalation levels", copy=True
    )
    is_promised = fields.Boolean("Promised to somebody", compute="_compute_is_promised")

    _hours_positive = models.Constraint(
        "CHECK (hours > 0)", "The deadline is a positive number of hours."
    )

    @api.depends("policy_id", "hours", "date_from")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(policy)s, %(hours)g hours", policy=version.policy_id.name, hours=version.hours
            )

    def _compute_is_promised(self):
        complaints = self.env["police.complaint"].sudo()
        for version in self:
            version.is_promised = bool(
                complaints.search([("sla_version_id", "=", version.id)], limit=1)
            )

    def write(self, vals):
        """Refuse to change what was promised already."""
        if FROZEN_FIELDS.intersection(vals):
            self._check_not_promised()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_promised(self):
        self._check_not_promised()

    def _check_not_promised(self):
        promised = self.filtered("is_promised")
        if promised:
            raise UserError(
                self.env._(
                    "“%(version)s” was promised to citizens and stays as it is. Use “Change from now on”.",
                    version=promised[0].display_name,
                )
            )

    def action_change_from_now(self):
        """Button: a copy of this version, in force from now on, open for changes."""
        self.ensure_one()
        self.check_access("create")
        version = self.copy({"date_from": fields.Datetime.now()})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": version.id,
            "view_mode": "form",
            "target": "new",
        }

    def _as_promise(self):
        levels = (
            Level(level.id, level.rank_id.id, level._offset_hours()) for level in self.level_ids
        )
        return Promise(
            self.id,
            self.policy_id.id,
            self.date_from,
            self.hours,
            self.resource_calendar_id.id,
            tuple(sorted(levels, key=lambda level: level.hours)),
        )

    @api.model
    def _clock(self, calendar_id, timezone):
        """The clock by which a promise is kept.

        :param int calendar_id: id of a `resource.calendar`, or nothing for every hour of the day
        :param str timezone: in which the calendar's days are meant
        """
        if not calendar_id:
            return WALL
        calendar = self.env["resource.calendar"].sudo().browse(calendar_id)
        zone = pytz.timezone(timezone)

        def fetch(start, end):
            local = (pytz.utc.localize(moment).astimezone(zone) for moment in (start, end))
            return [
                (
                    low.astimezone(pytz.utc).replace(tzinfo=None),
                    high.astimezone(pytz.utc).replace(tzinfo=None),
                )
                for low, high, _meta in calendar._work_intervals_batch(*local, tz=zone)[False]
            ]

        return WorkingClock(fetch)
