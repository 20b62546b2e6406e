from odoo import api, fields, models

TOLD_AT_ONCE = 50


class PoliceMilestone(models.Model):
    """Steps that happen to many complaints at once are told to the citizens afterwards.

    The mark on the row is the truth, the job only a means: it may get lost.
    """

    _inherit = "police.milestone"

    is_untold = fields.Boolean(readonly=True)

    _untold = models.Index("(id) WHERE is_untold IS TRUE")

    @api.model
    def _tell_later(self):
        """Have a job tell the citizens of the steps that are marked."""
        self.with_delay(identity_key="police.milestone:tell")._tell_untold()

    @api.model
    def _tell_untold(self):
        """Tell some citizens, and leave the rest to the next job. The scheduler calls it, too."""
        found = self.sudo().search([("is_untold", "=", True)], order="id", limit=TOLD_AT_ONCE)
        for milestone in found.try_lock_for_update():
            milestone.complaint_id._notify_complainants(milestone.code, milestone.text or "")
            milestone.is_untold = False
        if len(found) == TOLD_AT_ONCE:
            self.with_delay()._tell_untold()
