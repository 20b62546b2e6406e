from odoo import fields, models


class PoliceToldMixin(models.AbstractModel):
    """For rows that say of what somebody is told by a mail: told is what a mail server took."""

    _name = "police.told.mixin"
    _description = "Told by a Mail"

    told_at = fields.Datetime(
        "Told", readonly=True, help="When a mail server took it; empty until then."
    )

    def _was_told(self):
        self.filtered(lambda row: not row.told_at).told_at = fields.Datetime.now()
