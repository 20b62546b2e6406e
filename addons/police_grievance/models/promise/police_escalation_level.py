from odoo import api, fields, models


class PoliceEscalationLevel(models.Model):
    """When a complaint that is still open goes up to which rank."""

    _name = "police.escalation.level"
    _description = "Escalation Level"
    _inherit = ["police.audited", "police.cached.mixin"]
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
    def _compute_display_name(self):
        for level in self:
            level.display_name = f"{level.rank_id.name}, {level._offset_hours():g} h"

    @api.model_create_multi
    def create(self, vals_list):
        versions = self.env["police.sla.version"].browse(vals["version_id"] for vals in vals_list)
        versions._check_not_promised()
        return super().create(vals_list)

    def write(self, vals):
        self.version_id._check_not_promised()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_promised(self):
        self.version_id._check_not_promised()

    def _offset_hours(self):
        """Hours from the start of the cycle to this level."""
        self.ensure_one()
        return self.hours if self.basis == "hours" else self.share * self.version_id.hours
