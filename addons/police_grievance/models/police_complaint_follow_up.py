from odoo import api, fields, models
from odoo.fields import Domain

BATCH_SIZE = 200


class PoliceComplaintFollowUp(models.AbstractModel):
    """How the zone desk keeps after the station until it answers."""

    _name = "police.complaint.follow.up"
    _description = "Follow-up of a Complaint"

    follow_up_ids = fields.One2many("police.follow.up", "complaint_id", "Follow-ups")
    follow_up_due_at = fields.Datetime(
        "Station's answer due", compute="_compute_follow_up_due_at", store=True
    )

    @api.depends("follow_up_ids.next_due_at", "follow_up_ids.answered_at", "follow_up_ids.silence_escalated_at")
    def _compute_follow_up_due_at(self):
        for complaint in self:
            waiting = complaint.follow_up_ids.filtered(
                lambda row: row.next_due_at and not row.answered_at and not row.silence_escalated_at
            )
            complaint.follow_up_due_at = min(waiting.mapped("next_due_at"), default=False)

    @api.model
    def _escalate_silence(self):
        """Scheduled action: silence past its time goes to the next rank above the station's head."""
        due = Domain("is_open", "=", True) & Domain("follow_up_due_at", "<=", fields.Datetime.now())
        while True:
            found = self.search(due, limit=BATCH_SIZE, order="follow_up_due_at, id")
            silent = found.try_lock_for_update()
            silent._tell_silence()
            if not self.env["ir.cron"]._commit_progress(len(silent)) or len(found) < BATCH_SIZE:
                return

    def _tell_silence(self):
        now = fields.Datetime.now()
        ladder = self.env["police.post"]._ladder(self.unit_id)
        rank = self.env.ref("police_grievance.rank_co")
        activity_type = self.env.ref("police_grievance.mail_activity_type_silence")
        model_id = self.env["ir.model"]._get_id("police.complaint")
        values = []
        for complaint in self:
            post_id, user_id = ladder.holder(complaint.unit_id.id, rank.id)
            if user_id:
                values.append(
                    {
                        "activity_type_id": activity_type.id,
                        "res_model_id": model_id,
                        "res_id": complaint.id,
                        "user_id": user_id,
                        "police_post_id": post_id,
                        "summary": activity_type.summary,
                        "date_deadline": fields.Date.today(),
                    }
                )
        self.env["mail.activity"].create(values)
        waiting = self.follow_up_ids.filtered(
            lambda row: row.next_due_at and row.next_due_at <= now and not row.answered_at
        )
        waiting.silence_escalated_at = now
