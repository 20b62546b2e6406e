from odoo import api, fields, models
from odoo.exceptions import ValidationError

# A year: what lies beyond is a slip of the hand, and dates end somewhere.
MOST_HOURS = 8784


class PoliceEscalationLevel(models.Model):
    """When a complaint that is still open goes up to which rank."""

    _name = "police.escalation.level"
    _description = "Escalation Level"
    _inherit = ["police.in.use.mixin", "police.audited.mixin", "police.cached.mixin"]
    _order = "sequence, id"

    _audited_fields = ("version_id", "rank_id", "basis", "hours", "share")

    version_id = fields.Many2one(
        "police.sla.version", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    rank_id = fields.Many2one("police.rank", "Goes to", required=True, ondelete="restrict")
    basis = fields.Selection(
        [("hours", "Hours after the start"), ("share", "Share of the deadline")],
        required=True,
        default="hours",
    )
    hours = fields.Float()
    share = fields.Float(help="1.0 is the deadline itself.")

    @api.depends("rank_id", "basis", "hours", "share")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for level in self:
            level.display_name = self.env._(
                "%(rank)s, %(hours)g hours", rank=level.rank_id.name, hours=level._offset_hours()
            )

    @api.constrains("basis", "hours", "share")
    def _check_times(self):
        """Refuse a level that is due before or as the complaint comes, or in another year."""
        for level in self:
            if not 0 < level._offset_hours() <= MOST_HOURS:
                raise ValidationError(
                    self.env._(
                        "A level is due more than 0 and at most %(hours)s hours after the start.",
                        hours=MOST_HOURS,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        versions = self.env["police.sla.version"].browse(vals["version_id"] for vals in vals_list)
        versions._check_not_promised()
        levels = super().create(vals_list)
        levels.version_id._check_after_levels()
        return levels

    def write(self, vals):
        versions = self.version_id
        versions |= versions.browse(vals.get("version_id"))
        versions._check_not_promised()
        result = super().write(vals)
        versions._check_after_levels()
        return result

    def unlink(self):
        versions = self.version_id
        result = super().unlink()
        versions.exists()._check_after_levels()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_promised(self):
        self.version_id._check_not_promised()

    def _offset_hours(self):
        """Hours from the start of the cycle to this level."""
        self.ensure_one()
        return self.hours if self.basis == "hours" else self.share * self.version_id.hours
