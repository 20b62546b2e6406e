import logging
from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.police_force.models.police_locking import lock_free

_logger = logging.getLogger(__name__)

HOLD_SECONDS = "police_grievance.closing_hold_seconds"
DEFAULT_HOLD = 120
BATCH_SIZE = 200
RETRY_AFTER = timedelta(minutes=5)


class PoliceClosing(models.Model):
    """What ended a complaint, and what it takes to undo that.

    A closing with an outcome is undone while the citizen has not been told. The row is the truth:
    whatever is held and due is told, whichever process died meanwhile. What was set aside, of which
    nobody is told, is taken up again at any time.
    """

    _name = "police.closing"
    _description = "Closing of a Complaint"
    _order = "closed_at desc, id desc"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "Closed by", required=True)
    closed_at = fields.Datetime(required=True)
    tell_at = fields.Datetime("Citizen told at")
    kind = fields.Selection(
        [("outcome", "With an outcome"), ("set_aside", "Not a complaint")],
        required=True,
        default="outcome",
    )
    state = fields.Selection(
        [
            ("held", "The citizen does not know yet"),
            ("told", "The citizen was told"),
            ("stands", "It can be taken up after all"),
            ("taken_back", "Taken back"),
        ],
        required=True,
        default="held",
    )
    taken_back_by_id = fields.Many2one("res.users", "Taken back by")
    stage_id = fields.Many2one("police.stage", "Closed from", required=True, ondelete="restrict")
    # What the complaint was, and what this made of it: see `_snapshot` of the complaint.
    before = fields.Json(groups=fields.NO_ACCESS)
    after = fields.Json(groups=fields.NO_ACCESS)

    _held = models.Index("(tell_at, id) WHERE state = 'held'")

    @api.model
    def _hold_seconds(self):
        """For how long a closing can be taken back; 0 tells the citizen at once."""
        return self.env["ir.config_parameter"]._service_number(HOLD_SECONDS)

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
            lock_free(closing)._tell_or_later()
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

    @api.model
    def _begin(self, complaint, kind):
        """Keep what one complaint is before the user ends it; `_keep_after` what that made of it.

        :param str kind: a code of `kind`
        :return: the row, in sudo
        """
        now = fields.Datetime.now()
        return self.sudo().create(
            {
                "complaint_id": complaint.id,
                "user_id": self.env.uid,
                "kind": kind,
                "state": "held" if kind == "outcome" else "stands",
                "closed_at": now,
                "tell_at": now if kind == "outcome" else False,
                "stage_id": complaint.sudo().stage_id.id,
                "before": complaint.sudo()._snapshot(),
            }
        )

    def _keep_also(self, **values):
        """Keep more of what was done than what a complaint knows of itself, as JSON."""
        self.before = {**self.before, **values}

    def _keep_after(self):
        self.after = self.complaint_id._snapshot()

    def _take_back(self, user):
        """Undo what ended complaints as if it had never been.

        :param user: who takes it back
        """
        for closing in self.filtered(lambda row: row.state in ("held", "stands")):
            closing.write({"state": "taken_back", "taken_back_by_id": user.id})
            closing.complaint_id._restore(closing.stage_id, closing.before, closing.after)
