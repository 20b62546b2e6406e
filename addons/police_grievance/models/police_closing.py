import logging
from datetime import timedelta

from odoo import api, fields, models

_logger = logging.getLogger(__name__)

HOLD_SECONDS = "police_grievance.closing_hold_seconds"
BATCH_SIZE = 200
RETRY_AFTER = timedelta(minutes=5)


class PoliceClosing(models.Model):
    """One closing, and what it takes to undo it while the citizen has not been told.

    The row is the truth: whatever is held and due is told, whichever process died meanwhile.
    """

    _name = "police.closing"
    _description = "Closing of a Complaint"
    _order = "closed_at desc, id desc"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "Closed by", required=True)
    closed_at = fields.Datetime(required=True)
    tell_at = fields.Datetime("Citizen told at", required=True)
    state = fields.Selection(
        [
            ("held", "The citizen does not know yet"),
            ("told", "The citizen was told"),
            ("taken_back", "Taken back"),
        ],
        required=True,
        default="held",
    )
    taken_back_by_id = fields.Many2one("res.users", "Taken back by")
    stage_id = fields.Many2one("police.stage", "Closed from", required=True)
    # As it was, so that it can be again.
    next_escalation_at = fields.Datetime()
    deadline = fields.Datetime()
    pause_id = fields.Many2one("police.pause", ondelete="set null", index="btree_not_null")
    follow_up_ids = fields.Many2many("police.follow.up")
    had_unread_reply = fields.Boolean()

    _held = models.Index("(tell_at, id) WHERE state = 'held'")

    @api.model
    def _hold_seconds(self):
        """For how long a closing can be taken back; 0 tells the citizen at once."""
        return int(self.env["ir.config_parameter"].sudo().get_param(HOLD_SECONDS, 120))

    def _is_held(self):
        return self.filtered(lambda closing: closing.state == "held")

    def _tell(self):
        """Tell the citizens: from now on these complaints can only be reopened."""
        self.write({"state": "told", "tell_at": fields.Datetime.now()})
        for complaint in self.complaint_id:
            outcome = complaint.outcome_id
            words = outcome.with_context(lang=complaint.language).citizen_text
            complaint._announce(
                "resolved" if outcome.is_resolved else "closed",
                text="\n".join(filter(None, (words, complaint.outcome_note))),
            )

    @api.model
    def _tell_due(self):
        """Scheduled action: tell the citizens of the closings that nobody took back in time."""
        due = [("state", "=", "held"), ("tell_at", "<=", fields.Datetime.now())]
        found = self.search(due, limit=BATCH_SIZE, order="tell_at, id")
        for done, closing in enumerate(found, 1):
            closing.try_lock_for_update()._tell_or_later()
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(found) - done):
                return

    def _tell_or_later(self):
        """Tell one citizen; whatever goes wrong with it holds up no other."""
        try:
            with self.env.cr.savepoint():
                self._is_held()._tell()
        except Exception:  # whatever it is, it is tried again
            _logger.exception("The citizen could not be told of %s", self)
            self.tell_at = fields.Datetime.now() + RETRY_AFTER

    def _take_back(self, user):
        """Undo closings as if they had never been.

        :param user: who takes them back
        """
        for closing in self._is_held():
            closing.write({"state": "taken_back", "taken_back_by_id": user.id})
            closing.follow_up_ids.answered_at = False
            closing.pause_id.end = False
            closing.complaint_id._enter_stage(
                closing.stage_id, told=False, **closing._values_before()
            )

    def _values_before(self):
        """What the complaint had before this closing, beside its stage."""
        return {
            "gross_hours": 0,
            "net_hours": 0,
            "deadline": self.deadline,
            "next_escalation_at": self.next_escalation_at,
            "paused_since": self.pause_id.start,
            "has_unread_reply": self.had_unread_reply or self.complaint_id.has_unread_reply,
        }
