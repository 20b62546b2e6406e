from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError


class PoliceComplaintPause(models.AbstractModel):
    """Pauses of a complaint's clock: deadline and levels move by them, the promise does not."""

    _name = "police.complaint.pause"
    _description = "Pauses of a Complaint"

    pause_ids = fields.One2many("police.pause", "complaint_id", "Pauses")
    paused_since = fields.Datetime(readonly=True, copy=False)

    def _pause(self, reason, approver=None):
        """Stop the clock for a coded reason, for as long as the reason allows at most.

        :param reason: `police.pause.reason`
        :param approver: `res.users`
        :raise UserError: the clock stands still already, or the complaint is closed
        """
        now = fields.Datetime.now()
        for complaint in self:
            if complaint.paused_since or not complaint.is_open:
                raise UserError(self.env._("The clock of this complaint stands still already."))
            # Should nobody resume it, the pause ends by itself: that is when the run looks again.
            due = complaint._next_due()
            complaint.sudo().write(
                {
                    "paused_since": now,
                    "next_escalation_at": due and due + timedelta(hours=reason.max_hours),
                }
            )
        self.env["police.pause"].sudo().create(
            [
                {
                    "complaint_id": complaint.id,
                    "cycle": complaint.cycle,
                    "reason_id": reason.id,
                    "start": now,
                    "approver_id": (approver or self.env.user).id,
                }
                for complaint in self
            ]
        )

    def _resume(self, moment=None):
        """Let the clock go on; deadline and the levels that have not fired move by the pause."""
        moment = moment or fields.Datetime.now()
        for complaint in self.filtered("paused_since"):
            pause = complaint.sudo().pause_ids.filtered(lambda row: not row.end)
            pause.end = max(pause.start, min(moment, pause._latest_end()))
            complaint.sudo().write(
                {"paused_since": False, "deadline": complaint.deadline + (pause.end - pause.start)}
            )
            complaint.sudo().next_escalation_at = complaint.is_open and complaint._next_due()

    def _end_capped_pauses(self):
        """End the pauses of these complaints that have lasted as long as they may."""
        now = fields.Datetime.now()
        for complaint in self.filtered("paused_since"):
            pause = complaint.pause_ids.filtered(lambda row: not row.end)
            if pause._latest_end() <= now:
                complaint._resume(pause._latest_end())

    def _paused(self, moment):
        """How long the clock has stood still until `moment` (naive UTC).

        :rtype: timedelta
        """
        self.ensure_one()
        return sum(
            (min(pause.end or moment, pause._latest_end()) - pause.start for pause in self.sudo().pause_ids),
            timedelta(),
        )
