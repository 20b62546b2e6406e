from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.police_force.models.police_locking import lock_free

BATCH_SIZE = 500
FIELDS = [
    "number",
    "confidentiality",
    "cycle",
    "cycle_start",
    "received_at",
    "deadline",
    "paused_since",
    "sla_version_id",
    "escalation_rank_id",
    "unit_id",
    "complained_unit_id",
    "complained_user_id",
]


class PoliceEscalationRunMixin(models.AbstractModel):
    """The scheduled action that sends overdue complaints up the ranks.

    Each batch is committed, so that a run which is killed goes on where it stopped: what fired
    is no longer due, and what is due has not fired.
    """

    _name = "police.escalation.run.mixin"
    _description = "Escalation Run"

    @api.model
    def _run(self):
        """Fire every level that is due, then tell each officer once. Called by the scheduler.

        Officers are told only when nothing is due any more: a backlog makes one notice, not one
        for each time that the scheduler had to pause.
        """
        domain = self._due_domain()
        full = True
        while full:
            # Not the citizens' words: they are long, and nobody reads them here.
            found = self.env["police.complaint"].search_fetch(
                domain, FIELDS, limit=BATCH_SIZE, order="next_escalation_at, id"
            )
            due = lock_free(found)
            if due:
                self._run_batch(due)
            full = len(found) == BATCH_SIZE
            seconds_left = self.env["ir.cron"]._commit_progress(
                len(due), remaining=int(full and bool(due))
            )
            if full and not (due and seconds_left):
                return
        self.env["police.notice"]._send_pending()

    @api.model
    def _due_domain(self):
        return Domain("is_open", "=", True) & Domain(
            "next_escalation_at", "<=", fields.Datetime.now()
        )

    @api.model
    def _run_batch(self, complaints):
        """Fire what is due on these locked complaints, and set when they are due again."""
        complaints._end_capped_pauses()
        plans = {complaint: complaint._levels_left() for complaint in complaints}
        now = fields.Datetime.now()
        holders = self.env["police.post"]._ladder(complaints.unit_id)
        excluded = complaints._barred()
        rows, next_due = [], []
        for complaint, levels in plans.items():
            firing = [level for level in levels if level.due_at <= now]
            barred = excluded[complaint]
            rows += [
                (complaint.id, complaint.cycle, level.id, level.rank_id, level.due_at)
                + holders.holder(complaint.unit_id.id, level.rank_id, barred)
                for level in firing
            ]
            left = [level.due_at for level in levels if level.due_at > now]
            fired = complaint.escalation_rank_id.ids + [level.rank_id for level in firing]
            rank_id = holders.highest(fired) if fired else False
            next_due.append((complaint.id, min(left, default=None), rank_id or None))
        self._store_next_due(next_due)
        if rows:
            self._fire(rows)._tell()

    @api.model
    def _store_next_due(self, rows):
        """Write (complaint id, next escalation, highest rank) in one statement."""
        ids, dues, ranks = (list(column) for column in zip(*rows, strict=True))
        self.env.execute_query(
            SQL(
                """UPDATE police_complaint SET next_escalation_at = row.due_at, escalation_rank_id = row.rank_id
                   FROM UNNEST(%s::int[], %s::timestamp[], %s::int[]) AS row(id, due_at, rank_id)
                   WHERE police_complaint.id = row.id RETURNING police_complaint.id""",
                ids,
                dues,
                ranks,
            )
        )
        complaints = self.env["police.complaint"].browse(ids)
        complaints.invalidate_recordset(["next_escalation_at", "escalation_rank_id"])

    def _tell(self):
        """An activity for each officer and complaint, and one step on the citizen's timeline."""
        self._announce_overdue()
        # The later level stands for an officer with whom several end.
        rows = {(row.complaint_id, row.user_id): row for row in self}
        activity_type = "police_grievance.mail_activity_type_escalation"
        activities = self.env["mail.activity"]
        known = activities._open_by_post(activity_type, self.complaint_id)
        activities._give_to_posts(
            activity_type,
            [
                (row.complaint_id, row.post_id, row.user_id)
                for row in rows.values()
                if (row.complaint_id.id, row.post_id.id) not in known
            ],
        )

    def _announce_overdue(self):
        """Tell the citizens whose deadline has passed how high their complaint has come.

        The levels before the deadline are the office's own reminders.
        """
        overdue = self.filtered(lambda row: row.due_at >= row.complaint_id.deadline)
        ranks = {row.complaint_id: row.rank_id for row in overdue.sorted("due_at")}
        for rank in set(ranks.values()):
            complaints = self.complaint_id.filtered(lambda one, rank=rank: ranks.get(one) == rank)
            complaints._announce("escalated", rank=rank)
