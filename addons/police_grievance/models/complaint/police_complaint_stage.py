from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..people.police_masked import READERS
from .police_complaint_const import ASKED_STAGES, BEFORE_STATION, STAGES
from .police_complaint_rights import WRITABLE_FIELDS

EVENT_OF_STAGE = {
    "with_station": "with_station",
    "action_taken": "action_taken",
    "verification": "asked",
}
REOPEN_HOURS = 72


class PoliceComplaintStageMixin(models.AbstractModel):
    """Stages and cycles of a complaint: who may move it, and the one place that writes where it is.

    Whatever moves a complaint ends in `_enter_stage`; code and openness follow from the stage. The
    first contact begins a cycle, each reopening another.
    """

    _name = "police.complaint.stage.mixin"
    _description = "Stages of a Complaint"
    _inherit = [
        "police.complaint.follow.up.mixin",
        "police.complaint.clock.mixin",
        "police.complaint.closing.mixin",
        "police.complaint.transition.mixin",
    ]

    stage_id = fields.Many2one(
        "police.stage",
        index=True,
        tracking=True,
        copy=False,
        group_expand="_expand_stages",
        ondelete="restrict",
    )
    stage_code = fields.Selection(
        STAGES, compute="_compute_stage_code", store=True, precompute=True
    )
    is_open = fields.Boolean("Open", compute="_compute_is_open", store=True, precompute=True)
    closed_at = fields.Datetime(readonly=True, copy=False)
    outcome_id = fields.Many2one(
        "police.outcome", readonly=True, copy=False, tracking=True, ondelete="restrict"
    )
    outcome_note = fields.Text("Words on the outcome", copy=False, groups=READERS)

    @api.depends("stage_id")
    def _compute_stage_code(self):
        """From memory: no code of a stage ever changes."""
        codes = self.env["police.stage"]._codes_by_id()
        for complaint in self:
            complaint.stage_code = codes.get(complaint.stage_id.id)

    @api.depends("stage_code")
    def _compute_is_open(self):
        for complaint in self:
            complaint.is_open = complaint.stage_code != "closed"

    @api.model
    def _expand_stages(self, stages, domain):
        """The columns of the board; below the zone those before a station stay away while empty."""
        scope = self.env["res.users"]._police_scope()
        below_zone = scope.post_ids and not scope.everything
        before = BEFORE_STATION if below_zone else ()
        return stages.search([("code", "not in", before)])

    def write(self, vals):
        """Refuse fields that are not the user's to change; a new stage is moved to by its rules.

        :raise AccessError: a field that no role of the user may change by hand
        """
        if self.env.su:
            return super().write(vals)
        self._check_hand(vals, WRITABLE_FIELDS)
        vals = dict(vals)
        stage_id = vals.pop("stage_id", None)
        result = super().write(vals)
        if stage_id:
            self._move_to(self.env["police.stage"].browse(stage_id).code)
        return result

    @api.model
    def _check_hand(self, names, table):
        """Refuse field names that the table gives to no role of the user.

        :param names: iterable of field names
        :param dict table: xml id of a group to field names
        """
        refused = set(names) - self._fields_by_hand(table)
        if refused:
            raise AccessError(
                self.env._(
                    "You cannot change these fields of a complaint: %(fields)s",
                    fields=", ".join(sorted(refused)),
                )
            )

    @api.model
    def _fields_by_hand(self, table):
        groups = (group for group in table if self.env.user.has_group(group))
        return frozenset().union(*(table[group] for group in groups))

    def _move_to(self, code, outcome=None, note="", reason="", report=None):
        """Move complaints to a stage, if the user's roles may.

        :param str code: code of the stage
        :param outcome: `police.outcome`, required to close
        :param str note: words on the outcome
        :param str reason: why it is opened again; the service itself needs none
        :param report: `police.action.report`, by which a person says that there was action
        :raise AccessError: the change of stage is not the user's to make
        :raise UserError: closing without an outcome, or before the citizen was asked; reopening
            without a reason, or before the citizen was told of the closing; action without a report
        """
        moving = self.filtered(lambda complaint: complaint.stage_code != code)
        if not self.env.su:
            moving.check_access("write")
        stage = self.env["police.stage"]._by_code(code)
        moving._check_transition(stage)
        moving._check_reopening(reason)
        if code == "closed":
            moving._check_outcome(outcome)
        if code == "action_taken":
            moving._check_reported(report)
        for complaint in moving:
            complaint._move_one(stage, outcome, note)

    def _check_outcome(self, outcome):
        if self and not outcome:
            raise UserError(self.env._("A complaint is closed with an outcome: use “Close”."))
        if outcome:
            self._check_asked(outcome)

    def _check_reported(self, report):
        if self and not (self.env.su or report):
            raise UserError(self.env._("Say in a report what was done: use “Action taken”."))

    def _check_reopening(self, reason):
        closed = self.filtered(lambda complaint: complaint.stage_code == "closed")
        closed._check_closing_told()
        if closed and not (self.env.su or (reason or "").strip()):
            raise UserError(
                self.env._("A closed complaint is opened again with a reason: use “Reopen”.")
            )

    def _move_one(self, stage, outcome, note):
        """Move one complaint whose move is allowed, with all that depends on it."""
        if stage.code == "closed":
            self._close(stage, outcome, note)
            return
        self.sudo()._resume()
        if not self.is_open:
            self._start_cycle()
        self._enter_stage(stage)
        if stage.code == "action_taken":
            self.sudo()._answer_follow_ups()
        if stage.code == "verification":
            self._pause_for_asking()

    def _enter_stage(self, stage, told=True, **values):
        """Put complaints into a stage, and tell the citizens what that stage tells by itself.

        The one writer: whether it is allowed, and what follows, is up to the caller. A closing is
        told by `police.closing`, in its own time.

        :param stage: `police.stage`
        :param bool told: False where the citizens hear nothing, or hear of something else
        :param values: what else is written with it
        """
        closed = self.filtered(lambda complaint: not complaint.is_open)
        if closed and stage.code != "closed":
            names = ("outcome_id", "outcome_note", "closed_at", "gross_hours", "net_hours")
            values = {**dict.fromkeys(names, False), **values}
        self.sudo().write({"stage_id": stage.id, **values})
        if told:
            self._announce_stage(closed)

    def _announce_stage(self, closed=()):
        """Tell of the stage that these are in now.

        :param closed: those of them that were closed until now
        """
        for code, complaints in self.grouped("stage_code").items():
            again = complaints.filtered(lambda complaint: complaint in closed)
            if again:
                again._announce("reopened")
            if code not in EVENT_OF_STAGE:
                continue
            told = (complaints - again).grouped(lambda one: one._words_with_stage())
            for words, reached in told.items():
                reached._announce(EVENT_OF_STAGE[code], words)

    def _words_with_stage(self):
        """Words of our own that a citizen hears with the stage that a complaint is in now."""
        return ""

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
                    **complaint._promise_values(complaint.category_id, start),
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
        """Open closed complaints again, with a new cycle and the old number.

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

    def _close(self, stage, outcome, note):
        """Close one complaint whose closing is allowed.

        What the service closes by itself is told at once: nobody is there to take it back.
        """
        complaint, now = self.sudo(), fields.Datetime.now()
        closing = self.env["police.closing"]._begin(self, "outcome")
        complaint._resume(now)
        complaint._enter_stage(
            stage,
            outcome_id=outcome.id,
            outcome_note=note,
            has_unread_reply=False,
            **complaint._closing_values(now),
        )
        complaint._answer_follow_ups()
        complaint.activity_ids.filtered(lambda task: task._is_given_by_service())._end()
        closing._keep_after()
        hold = 0 if self.env.su else closing._hold_seconds()
        if not hold:
            closing._tell()
            return
        closing.tell_at = now + timedelta(seconds=hold)
        self.env.ref("police_grievance.ir_cron_tell_closings").sudo()._trigger(closing.tell_at)

    def _back_to_station(self):
        """The citizen says that it is not settled: the station works on, and its clock runs."""
        asked = self.filtered(lambda row: row.stage_code in ASKED_STAGES)
        asked.sudo()._move_to("with_station")
