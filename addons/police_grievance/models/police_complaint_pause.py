from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .police_complaint_fields import DECIDERS


class PoliceComplaintPause(models.AbstractModel):
    """Pauses of a complaint's clock: deadline and levels move by them, the promise does not.

    While a pause lasts, they stand where they will be if it lasts as long as it may. A pause that
    nobody ends thus ends by itself at the right moment, whatever the scheduler does.
    """

    _name = "police.complaint.pause"
    _description = "Pauses of a Complaint"

    pause_ids = fields.One2many("police.pause", "complaint_id", "Pauses")
    paused_since = fields.Datetime(readonly=True, copy=False)

    def _pause(self, reason, approver=None):
        """Stop the clock for a coded reason, for as long as the reason allows at most.

        :param reason: `police.pause.reason`
        :param approver: `res.users` who answers for it, the current user by default
        :raise AccessError: a station cannot stop its own clock
        :raise UserError: the clock stands still already, or the complaint is closed
        """
        self._check_may_pause()
        self.sudo()._end_capped_pauses()
        if self.filtered(lambda complaint: complaint.paused_since or not complaint.is_open):
            raise UserError(self.env._("The clock of this complaint stands still already."))
        # What ended a pause before must be in the table, or another could not begin.
        self.env["police.pause"].flush_model(["end"])
        now = fields.Datetime.now()
        latest_end = now + timedelta(hours=reason.max_hours)
        self.env["police.pause"].sudo().create(
            [
                {
                    "complaint_id": complaint.id,
                    "cycle": complaint.cycle,
                    "reason_id": reason.id,
                    "start": now,
                    "latest_end": latest_end,
                    "approver_id": (approver or self.env.user).id,
                }
                for complaint in self
            ]
        )
        for complaint in self.sudo():
            values = complaint._due_values()
            # The scheduler looks again when the pause ends at the latest, if only to say so.
            if values["next_escalation_at"]:
                values["next_escalation_at"] = min(values["next_escalation_at"], latest_end)
            complaint.write({"paused_since": now, **values})

    def _pause_for_asking(self):
        """While the citizen is being asked, the time is not the station's.

        A station that asks once more in the same cycle does not stop its clock by that: it would
        gain three days each time that it says it has acted.
        """
        reason = self.env.ref("police_grievance.pause_reason_verification")
        cycle = self.cycle
        before = self.sudo().pause_ids.filtered(
            lambda row: (row.cycle, row.reason_id) == (cycle, reason)
        )
        if before and not self._may_stop_clock():
            words = self.env._(
                "The clock runs on: it stood still before while the citizen was asked. The "
                "control room or a supervisor may stop it."
            )
            self._message_log(body=words)
            return
        self.sudo()._pause(reason, self.env.user)

    def _may_stop_clock(self):
        return self.env.su or any(self.env.user.has_group(group) for group in DECIDERS)

    def _check_may_pause(self):
        if self.env.su:
            return
        self.check_access("write")
        if not self._may_stop_clock():
            raise AccessError(
                self.env._("Only the control room or a supervisor may stop the clock.")
            )

    def _resume(self, moment=None):
        """Let the clock go on; deadline and the levels that have not fired move by the pause."""
        moment = moment or fields.Datetime.now()
        self._check_may_pause()
        for complaint in self.sudo().filtered("paused_since"):
            pause = complaint.pause_ids.filtered(lambda row: not row.end)
            pause.end = max(pause.start, min(moment, pause.latest_end))
            complaint.write({"paused_since": False, **complaint._due_values()})

    def _end_capped_pauses(self):
        """End the pauses of these complaints that have lasted as long as they may."""
        now = fields.Datetime.now()
        for complaint in self.filtered("paused_since"):
            pause = complaint.pause_ids.filtered(lambda row: not row.end)
            if pause.latest_end <= now:
                complaint._resume(pause.latest_end)
