from datetime import timedelta

from odoo import api, fields, models


class PoliceEscalationLevel(models.Model):
    """When a complaint that is still open goes up to which rank."""

    _name = "police.escalation.level"
    _description = "Escalation Level"
    _order = "sequence, id"

    version_id = fields.Many2one("police.sla.version", required=True, index=True, ondelete="cascade")
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

    def _offset_hours(self):
        """Hours from the start of the cycle to this level."""
        self.ensure_one()
        return self.hours if self.basis == "hours" else self.share * self.version_id.hours

    def _due_at(self, start):
        """When this level is due (naive UTC) in a cycle that began at `start`, without pauses."""
        return start + timedelta(hours=self._offset_hours())
