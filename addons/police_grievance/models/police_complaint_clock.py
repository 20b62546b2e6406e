from datetime import timedelta

from odoo import fields, models


class PoliceComplaintClock(models.AbstractModel):
    """Deadline, cycles and pauses of a complaint."""

    _name = "police.complaint.clock"
    _description = "Clock of a Complaint"

    received_at = fields.Datetime(
        "First contact", required=True, readonly=True, copy=False, default=fields.Datetime.now, tracking=True
    )
    cycle = fields.Integer(default=1, required=True, readonly=True, copy=False)
    cycle_start = fields.Datetime("Clock runs from", readonly=True, copy=False)
    sla_version_id = fields.Many2one("police.sla.version", "Promise", readonly=True, copy=False)
    promised_hours = fields.Float(readonly=True, copy=False)
    promised_deadline = fields.Datetime("Deadline promised", readonly=True, copy=False)
    deadline = fields.Datetime(readonly=True, copy=False, help="The deadline promised, moved by pauses.")
    next_escalation_at = fields.Datetime(readonly=True, copy=False)
    escalation_rank_id = fields.Many2one("police.rank", "Escalated to", readonly=True, copy=False)
    escalation_ids = fields.One2many("police.escalation", "complaint_id", "Escalations")
    pause_ids = fields.One2many("police.pause", "complaint_id", "Pauses")
    gross_hours = fields.Float("Hours from first contact to closing", readonly=True, copy=False, aggregator="avg")
    net_hours = fields.Float("Of these the station's", readonly=True, copy=False, aggregator="avg")

    def _promise_values(self, category, start):
        """The promise made to a complaint whose cycle begins at `start` (naive UTC).

        :return: values for the complaint
        """
        policy = category.sla_policy_id or self.env["police.sla.policy"]._default()
        version = policy._version_at(start)
        deadline = start + timedelta(hours=version.hours)
        return {
            "cycle_start": start,
            "sla_version_id": version.id,
            "promised_hours": version.hours,
            "promised_deadline": deadline,
            "deadline": deadline,
            "next_escalation_at": min(
                (level._due_at(start) for level in version.level_ids), default=False
            ),
        }

    def _start_cycle(self, start=None):
        """Begin a new cycle (a reopening): levels count from here, age never does."""
        start = start or fields.Datetime.now()
        for complaint in self:
            complaint.sudo().write(
                {
                    "cycle": complaint.cycle + 1,
                    "escalation_rank_id": False,
                    **self._promise_values(complaint.category_id, start),
                }
            )

    def _closing_values(self, closed_at):
        """Gross and net hours of a complaint that closes at `closed_at`."""
        self.ensure_one()
        gross = closed_at - self.received_at
        paused = sum(
            ((pause.end or closed_at) - pause.start for pause in self.pause_ids), timedelta()
        )
        return {
            "closed_at": closed_at,
            "next_escalation_at": False,
            "gross_hours": gross.total_seconds() / 3600,
            "net_hours": (gross - paused).total_seconds() / 3600,
        }
