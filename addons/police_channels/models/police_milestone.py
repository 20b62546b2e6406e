from odoo import api, fields, models
from odoo.fields import Domain

TOLD_AT_ONCE = 50


class PoliceMilestone(models.Model):
    """Steps that happen to many complaints at once are told to the citizens afterwards.

    The mark on the row is the truth, the job only a means: it may get lost. A step that may still
    be taken back waits until `tell_at`.
    """

    _inherit = "police.milestone"

    is_untold = fields.Boolean(readonly=True)
    tell_at = fields.Datetime("Told at the earliest", readonly=True)

    _untold = models.Index("(tell_at, id) WHERE is_untold IS TRUE")

    @api.model
    def _tell_later(self):
        """Have a job tell the citizens of the steps that are marked."""
        self.with_delay(identity_key="police.milestone:tell")._tell_untold()

    @api.model
    def _tell_untold(self):
        """Tell some citizens, and leave the rest to the next job. The scheduler calls it, too."""
        due = Domain("tell_at", "=", False) | Domain("tell_at", "<=", fields.Datetime.now())
        found = self.sudo().search(
            Domain("is_untold", "=", True) & due, order="id", limit=TOLD_AT_ONCE
        )
        for milestone in found.try_lock_for_update():
            if milestone._is_still_true():
                milestone.complaint_id._notify_complainants(milestone.code, milestone.text or "")
            milestone.is_untold = False
        if len(found) == TOLD_AT_ONCE:
            self.with_delay()._tell_untold()

    def _is_still_true(self):
        """Whether a step is worth telling: not a transfer from where the complaint has gone on."""
        complaint = self.complaint_id
        moved = complaint.unit_id != self.unit_id or not complaint.is_open
        return not (self.code == "transferred" and moved)
