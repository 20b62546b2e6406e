from datetime import datetime, timedelta
from typing import NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError

REOPEN_HOURS = 72


class DueLevel(NamedTuple):
    """An escalation level that has not fired yet: when it does, in naive UTC."""

    id: int
    rank_id: int
    due_at: datetime


class PoliceComplaintClock(models.AbstractModel):
    """Deadline and cycles of a complaint."""

    _name = "police.complaint.clock"
    _description = "Clock of a Complaint"

    received_at = fields.Datetime(
        "First contact",
        required=True,
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
        tracking=True,
    )
    cycle = fields.Integer(default=1, required=True, readonly=True, copy=False)
    cycle_start = fields.Datetime("Clock runs from", readonly=True, copy=False)
    sla_version_id = fields.Many2one(
        "police.sla.version", "Promise", readonly=True, copy=False, index="btree_not_null"
    )
    promised_hours = fields.Float(readonly=True, copy=False)
    promised_deadline = fields.Datetime("Deadline promised", readonly=True, copy=False)
    deadline = fields.Datetime(readonly=True, copy=False, help="The deadline promised, moved by pauses.")
    next_escalation_at = fields.Datetime(readonly=True, copy=False)
    escalation_rank_id = fields.Many2one("police.rank", "Escalated to", readonly=True, copy=False)
    escalation_ids = fields.One2many("police.escalation", "complaint_id", "Escalations")
    gross_hours = fields.Float(
        "Hours from first contact to closing", readonly=True, copy=False, aggregator="avg"
    )
    net_hours = fields.Float("Of these the station's", readonly=True, copy=False, aggregator="avg")

    def _promise_values(self, category, start, timezone="Asia/Kolkata"):
        """The promise made to a complaint whose cycle begins at `start` (naive UTC).

        :param str timezone: of the unit, for policies that count working hours
        :return: values for the complaint
        """
        promise = self.env["police.sla.policy"]._promise_at(category.sla_policy_id, start)
        after = self._counter(promise, start, timezone)
        deadline = after(promise.hours)
        return {
            "cycle_start": start,
            "sla_version_id": promise.version_id,
            "promised_hours": promise.hours,
            "promised_deadline": deadline,
            "deadline": deadline,
            "next_escalation_at": after(promise.levels[0].hours) if promise.levels else False,
        }

    def _counter(self, promise, start, timezone):
        """A function of hours to the moment when they have passed since `start`."""
        version = self.env["police.sla.version"]
        return lambda hours: version._moment_after(start, hours, promise.calendar_id, timezone)

    def _levels_left(self):
        """The levels of this cycle that have not fired, in the order they will, pauses counted in.

        :rtype: list of DueLevel
        """
        self.ensure_one()
        promise = self.env["police.sla.policy"]._promise_of(self.sla_version_id.id)
        cycle = self.cycle
        fired = self.escalation_ids.filtered(lambda row: row.cycle == cycle).level_id.ids
        after = self._counter(promise, self.cycle_start, self.unit_id.tz or "Asia/Kolkata")
        shift = self.deadline - self.promised_deadline
        return [
            DueLevel(level.id, level.rank_id, after(level.hours) + shift)
            for level in promise.levels
            if level.id not in fired
        ]

    def _next_due(self):
        """When the next level of this complaint is due, or False."""
        return min((level.due_at for level in self._levels_left()), default=False)

    def _start_cycle(self, start=None):
        """Begin a new cycle (a reopening): levels count from here, age never does."""
        start = start or fields.Datetime.now()
        for complaint in self:
            complaint.sudo().write(
                {
                    "cycle": complaint.cycle + 1,
                    "escalation_rank_id": False,
                    **self._promise_values(complaint.category_id, start, complaint.unit_id.tz),
                }
            )

    def _reopen(self, reason=""):
        """Open closed complaints again, through the gate, with a new cycle and the old number.

        :param str reason: plain text, for the station
        """
        for complaint in self:
            complaint._move_to("with_station")
            if reason:
                complaint._log_words(reason, "police_grievance.mt_from_citizen")

    def _reopen_by_citizen(self, reason=""):
        """The citizen is not satisfied.

        :raise UserError: more than 72 hours after closing, or not closed
        """
        self.ensure_one()
        if self.is_open:
            raise UserError(self.env._("This complaint is open: write to us instead."))
        if fields.Datetime.now() > self.closed_at + timedelta(hours=REOPEN_HOURS):
            raise UserError(
                self.env._("It was closed more than 72 hours ago. Please send us a new complaint.")
            )
        self.sudo()._reopen(reason)
        self.sudo().has_unread_reply = True

    def _correct_first_contact(self, moment, reason):
        """Enter an earlier first contact, with a reason; a later one would shorten what we owe.

        :param datetime moment: naive UTC
        :raise UserError: a later moment, no reason, or a complaint that was reopened
        """
        self.ensure_one()
        self.check_access("write")
        if moment >= self.received_at:
            raise UserError(self.env._("The first contact can only be moved to an earlier moment."))
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason for the earlier first contact."))
        values = {"received_at": moment}
        if self.cycle == 1:
            shift = self.deadline - self.promised_deadline
            values |= self._promise_values(self.category_id, moment, self.unit_id.tz)
            values["deadline"] += shift
        self.sudo().write(values)
        if self.is_open:
            self.sudo().next_escalation_at = self._next_due()
        self.message_post(body=reason, subtype_xmlid="mail.mt_note")

    def _closing_values(self, closed_at):
        """Gross and net hours of a complaint that closes at `closed_at`."""
        self.ensure_one()
        gross = closed_at - self.received_at
        return {
            "closed_at": closed_at,
            "next_escalation_at": False,
            "gross_hours": gross.total_seconds() / 3600,
            "net_hours": (gross - self._paused(closed_at)).total_seconds() / 3600,
        }
