from odoo import fields, models


class PolicePause(models.Model):
    """An interval that does not count against the station; the gross time runs on."""

    _name = "police.pause"
    _description = "Pause of the Clock"
    _order = "start, id"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    cycle = fields.Integer(required=True)
    reason_id = fields.Many2one("police.pause.reason", required=True, ondelete="restrict")
    start = fields.Datetime(required=True, default=fields.Datetime.now)
    end = fields.Datetime(help="Empty while it lasts.")
    latest_end = fields.Datetime(
        "Ends at the latest", required=True, help="It ends then by itself, should nobody end it."
    )
    approver_id = fields.Many2one("res.users", "Approved by")

    _dates = models.Constraint(
        'CHECK ("end" IS NULL OR "end" >= start)', "A pause ends after it begins."
    )
    _open_once = models.UniqueIndex(
        '(complaint_id) WHERE "end" IS NULL', "The clock stands still already."
    )

    def _interval(self):
        """(start, end) in naive UTC; of a pause that lasts, the end it will have at the latest."""
        self.ensure_one()
        return self.start, self.end or self.latest_end
