from odoo import api, fields, models


class PoliceSlaVersion(models.Model):
    """What a policy promises from a moment on. Frozen once a complaint was promised it."""

    _name = "police.sla.version"
    _description = "Version of a Deadline Policy"
    _order = "date_from desc, id desc"

    policy_id = fields.Many2one("police.sla.policy", required=True, index=True, ondelete="cascade")
    date_from = fields.Datetime("In force from", required=True, default=fields.Datetime.now)
    hours = fields.Float("Hours promised", required=True, default=24.0)
    resource_calendar_id = fields.Many2one(
        "resource.calendar", "Working hours", help="Empty: hours by the clock, day and night."
    )
    level_ids = fields.One2many("police.escalation.level", "version_id", "Escalation levels", copy=True)

    _policy_date = models.Index("(policy_id, date_from DESC, id DESC)")
    _hours_positive = models.Constraint("CHECK (hours > 0)", "The deadline is a positive number of hours.")

    @api.depends("policy_id", "hours", "date_from")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(policy)s, %(hours)g hours", policy=version.policy_id.name, hours=version.hours
            )
