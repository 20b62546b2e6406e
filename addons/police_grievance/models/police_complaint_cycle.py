from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

REOPEN_HOURS = 72


class PoliceComplaintCycle(models.AbstractModel):
    """Cycles of a complaint: the first contact begins one, each reopening another."""

    _name = "police.complaint.cycle"
    _description = "Cycles of a Complaint"

    def _start_cycle(self, start=None):
        """Begin a new cycle (a reopening): levels count from here, age never does."""
        start = start or fields.Datetime.now()
        for complaint in self.sudo():
            complaint._keep_closed_time(start)
            complaint.write(
                {
                    "cycle": complaint.cycle + 1,
                    "escalation_rank_id": False,
                    "post_id": complaint.unit_id._head_post().id,
                    **complaint._promise_values(complaint.category_id, start, complaint.unit_id.tz),
                }
            )

    def _keep_closed_time(self, end):
        """Keep for how long it was closed: that time counts for its age and is nobody's work."""
        reason = self.env.ref("police_grievance.pause_reason_closed", raise_if_not_found=False)
        if reason and self.closed_at:
            self.env["police.pause"].create(
                {
                    "complaint_id": self.id,
                    "cycle": self.cycle,
                    "reason_id": reason.id,
                    "start": self.closed_at,
                    "end": end,
                    "latest_end": end,
                }
            )

    def _reopen(self, reason=""):
        """Open closed complaints again, through the gate, with a new cycle and the old number.

        :param str reason: plain text, for the station
        :raise AccessError: not the user's to do
        :raise UserError: no reason, or the citizen was not told of the closing yet
        """
        for complaint in self:
            complaint._move_to("with_station", reason=reason)
            if reason:
                complaint.message_post(body=reason, subtype_xmlid="mail.mt_note")

    def _reopen_by_citizen(self, reason=""):
        """The citizen is not satisfied.

        :param str reason: in the citizen's words, plain text
        :raise UserError: more than 72 hours after closing, or not closed
        """
        self.ensure_one()
        if self.is_open:
            raise UserError(self.env._("This complaint is open: write to us instead."))
        if fields.Datetime.now() > self.closed_at + timedelta(hours=REOPEN_HOURS):
            raise UserError(
                self.env._("It was closed more than 72 hours ago. Please send us a new complaint.")
            )
        complaint = self.sudo()
        complaint._reopen()
        if reason:
            complaint._log_words(reason, "police_grievance.mt_from_citizen")
        complaint.has_unread_reply = True
