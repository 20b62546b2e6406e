from datetime import datetime, timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import clock
from .police_complaint_rights import DECIDERS
from .police_nullable_float import NullableFloat


class DueLevel(NamedTuple):
    """An escalation level that has not fired yet: when it does, in naive UTC."""

    id: int
    rank_id: int
    due_at: datetime


class PoliceComplaintClockMixin(models.AbstractModel):
    """Deadline and levels of a complaint; pauses move them, the promise itself never.

    While a pause lasts, they stand where they will be if it lasts as long as it may. A pause that
    nobody ends thus ends by itself at the right moment, whatever the scheduler does.
    """

    _name = "police.complaint.clock.mixin"
    _description = "Clock of a Complaint"

    received_at = fields.Datetime(
        "First contact",
        required=True,
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
        tracking=True,
    )
    cycle = fields.Integer(default=1, required=True, readonly=True, copy=False, aggregator=None)
    cycle_start = fields.Datetime("Clock runs from", readonly=True, copy=False)
    sla_version_id = fields.Many2one(
        "police.sla.version",
        "Promise",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    promised_hours = fields.Float(readonly=True, copy=False, aggregator="avg")
    promised_deadline = fields.Datetime("Deadline promised", readonly=True, copy=False)
    deadline = fields.Datetime(
        readonly=True, copy=False, help="The deadline promised, moved by pauses."
    )
    next_escalation_at = fields.Datetime(readonly=True, copy=False)
    escalation_rank_id = fields.Many2one(
        "police.rank", "Escalated to", readonly=True, copy=False, ondelete="restrict"
    )
    escalation_ids = fields.One2many("police.escalation", "complaint_id", "Escalations")
    # Of what is open, and of what was no complaint, there are none: no average counts them as 0.
    gross_hours = NullableFloat(
        "Hours from first contact to closing", readonly=True, copy=False, aggregator="avg"
    )
    net_hours = NullableFloat("Of these the station's", readonly=True, copy=False, aggregator="avg")
    gross_hours_so_far = fields.Float("Hours so far", compute="_compute_hours_so_far")
    net_hours_so_far = fields.Float(
        "Of these the station's so far", compute="_compute_hours_so_far"
    )
    paused_since = fields.Datetime(readonly=True, copy=False)

    @api.depends("received_at", "is_open", "paused_since")
    def _compute_hours_so_far(self):
        now = fields.Datetime.now()
        for complaint in self:
            hours = complaint._hours_at(now) if complaint.is_open else (0, 0)
            complaint.gross_hours_so_far, complaint.net_hours_so_far = hours

    def _promise_values(self, category, start):
        """The promise made to a complaint whose cycle begins at `start` (naive UTC).

        :return: values for the complaint
        """
        policies = self.env["police.sla.policy"]
        policy = policies.browse(category._facts().policy_id or ())
        promise = policies._promise_at(policy, start)
        return {
            "cycle_start": start,
            **self._values_of_promise(promise, start),
            "deadline": promise.deadline(start),
            "next_escalation_at": bool(promise.levels)
            and clock.due(promise.clock, start, promise.levels[0].hours),
        }

    @api.model
    def _values_of_promise(self, promise, start):
        return {
            "sla_version_id": promise.version_id,
            "promised_hours": promise.hours,
            "promised_deadline": promise.deadline(start),
        }

    def _promise(self):
        """:rtype: odoo.addons.police_grievance.tools.promise.Promise"""
        return self.env["police.sla.policy"]._promise_of(self.sla_version_id.id)

    def _levels_left(self):
        """The levels of this cycle that have not fired, in the order they will, pauses counted in.

        :rtype: list of DueLevel
        """
        self.ensure_one()
        promise, cycle = self._promise(), self.cycle
        fired = self.escalation_ids.filtered(lambda row: row.cycle == cycle)
        level_ids = {level.id for level in promise.levels}
        # Before the promise became stricter it went up by other levels: to whom, stays done.
        ranks = fired.filtered(lambda row: row.level_id.id not in level_ids).rank_id.ids
        done = fired.level_id.ids
        pauses = self._pause_intervals()
        return [
            DueLevel(
                level.id,
                level.rank_id,
                clock.due(promise.clock, self.cycle_start, level.hours, pauses),
            )
            for level in promise.levels
            if level.id not in done and level.rank_id not in ranks
        ]

    def _pause_intervals(self):
        """The pauses of the current cycle as (start, end), in naive UTC."""
        cycle = self.cycle
        return [row._interval() for row in self.pause_ids if row.cycle == cycle]

    def _due_values(self):
        """Where the pauses of this cycle leave the deadline, and the next level that fires."""
        self.ensure_one()
        levels = self._levels_left() if self.is_open else ()
        return {
            "deadline": clock.due(
                self._promise().clock,
                self.cycle_start,
                self.promised_hours,
                self._pause_intervals(),
            ),
            "next_escalation_at": self._next_look([level.due_at for level in levels]),
        }

    def _next_look(self, dues):
        """When the scheduler looks at it again: at the first level, or when its pause has to end."""
        running = self.pause_ids.filtered(lambda pause: not pause.end)
        return min(dues + running.mapped("latest_end")) if dues else False

    def _hours_at(self, moment):
        """Hours since the first contact, and how many of them were the station's.

        Pauses are not, nor is the time for which a reopened complaint was closed, nor what lies
        outside the working hours of a promise that counts by them.

        :param datetime moment: naive UTC
        :return: (gross, net)
        """
        self.ensure_one()
        pauses = [pause._interval() for pause in self.sudo().pause_ids]
        gross = moment - self.received_at
        net = clock.counted(self._promise().clock, self.received_at, moment, pauses)
        return gross.total_seconds() / 3600, net.total_seconds() / 3600

    def _closing_values(self, closed_at):
        """Gross and net hours of a complaint that closes at `closed_at`."""
        gross_hours, net_hours = self._hours_at(closed_at)
        return {
            "closed_at": closed_at,
            "next_escalation_at": False,
            "gross_hours": gross_hours,
            "net_hours": net_hours,
        }

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
            complaint.write({"paused_since": now, **complaint._due_values()})

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
