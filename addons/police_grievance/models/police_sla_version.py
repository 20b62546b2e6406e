from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError

from .police_sla_policy import Level, Promise

FROZEN_FIELDS = frozenset(("policy_id", "date_from", "hours", "resource_calendar_id", "level_ids"))


class PoliceSlaVersion(models.Model):
    """What a policy promises from a moment on. Frozen once a complaint was promised it."""

    _name = "police.sla.version"
    _description = "Version of a Deadline Policy"
    _inherit = ["police.sla.part"]
    _order = "date_from desc, id desc"

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
    def _moment_after(self, start, hours, calendar_id, timezone):
        """When a number of hours have passed.

        :param datetime start: naive UTC
        :param float hours: working hours where a calendar is given, else hours by the clock
        :param int calendar_id: id of a `resource.calendar`, or nothing
        :param str timezone: in which the calendar's days are meant
        :return: naive UTC
        """
        calendar = self.env["resource.calendar"].sudo().browse(calendar_id or ())
        if not calendar:
            return start + timedelta(hours=hours)
        local = pytz.utc.localize(start).astimezone(pytz.timezone(timezone))
        moment = calendar.plan_hours(hours, local, compute_leaves=True)
        # A calendar without working hours can promise nothing: fall back on the clock.
        return moment.astimezone(pytz.utc).replace(tzinfo=None) if moment else start + timedelta(hours=hours)
