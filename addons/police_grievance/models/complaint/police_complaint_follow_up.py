from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.police_force.models.police_locking import lock_free

from ..people.police_masked import READERS

BATCH_SIZE = 200


class PoliceComplaintFollowUpMixin(models.AbstractModel):
    """How the zone desk keeps after the station until it answers."""

    _name = "police.complaint.follow.up.mixin"
    _description = "Follow-up of a Complaint"
    _inherit = ["police.complaint.protection.mixin", "police.complaint.clock.mixin"]

    follow_up_ids = fields.One2many("police.follow.up", "complaint_id", "Follow-ups")
    follow_up_due_at = fields.Datetime(
        "Station's answer due", compute="_compute_follow_up_due_at", store=True
    )
    answer_due_at = fields.Datetime(
        compute="_compute_answer_due_at",
        compute_sudo=True,
        help="By when the station owes the zone desk an answer, also once that is late.",
    )
    direction_due_at = fields.Datetime("Direction due", compute="_compute_directions")
    direction_text = fields.Text("Direction", compute="_compute_directions", groups=READERS)

    @api.depends("follow_up_ids.next_due_at", "follow_up_ids.answered_at", "follow_up_ids.method")
    def _compute_answer_due_at(self):
        for complaint in self:
            asked = complaint.follow_up_ids._waiting_for_desk()
            complaint.answer_due_at = min(asked.mapped("next_due_at"), default=False)

    @api.depends(
        "follow_up_ids.next_due_at",
        "follow_up_ids.answered_at",
        "follow_up_ids.silence_escalated_at",
    )
    def _compute_follow_up_due_at(self):
        for complaint in self:
            waiting = complaint.follow_up_ids._waiting().filtered(
                lambda row: not row.silence_escalated_at
            )
            complaint.follow_up_due_at = min(waiting.mapped("next_due_at"), default=False)

    @api.depends("follow_up_ids.answered_at", "follow_up_ids.direction")
    def _compute_directions(self):
        self.direction_due_at, self.direction_text = False, ""
        contacts = self.env["police.follow.up"]
        if not contacts.has_access("read"):
            return
        # Few complaints of a board have one: the others' follow-ups are not read for it.
        waiting = contacts.search(
            [
                ("complaint_id", "in", self._origin.ids),
                ("method", "=", "direction"),
                ("next_due_at", "!=", False),
                ("answered_at", "=", False),
            ]
        )
        by_complaint = waiting.grouped("complaint_id")
        for complaint in self.filtered(lambda row: row._origin in by_complaint):
            directions = by_complaint[complaint._origin]
            complaint.direction_due_at = min(directions.mapped("next_due_at"))
            complaint.direction_text = "\n".join(directions.sudo().mapped("direction"))

    def _answer_follow_ups(self, answer=""):
        """The station has answered the zone desk: nothing is due to that any more.

        :param str answer: its words; none where it acted instead
        :raise AccessError: the user may not work on the complaint
        """
        self.check_access("write")
        waiting = self.sudo().follow_up_ids._waiting()
        # That a station acted or answered the zone desk is no answer to a direction, unless that
        # was the end of it.
        waiting = waiting.filtered(
            lambda row: row.method != "direction" or not row.complaint_id.is_open
        )
        words = {"answer": answer, "answered_by_id": self.env.uid} if answer else {}
        waiting.write({"answered_at": fields.Datetime.now(), **words})

    @api.model
    def _escalate_silence(self):
        """Scheduled action: silence goes to the next rank, once for each follow-up."""
        due = Domain("is_open", "=", True) & Domain("follow_up_due_at", "<=", fields.Datetime.now())
        full = True
        while full:
            found = self.search(due, limit=BATCH_SIZE, order="follow_up_due_at, id")
            silent = lock_free(found)
            silent._tell_silence()
            full = len(found) == BATCH_SIZE
            seconds_left = self.env["ir.cron"]._commit_progress(
                len(silent), remaining=int(full and bool(silent))
            )
            if full and not (silent and seconds_left):
                return
        self.env["police.follow.up"]._tell_silence_of_units()
        self.env["police.notice"]._send_pending()

    def _tell_silence(self):
        """Hand the silence of these complaints' stations to the next rank up."""
        now = fields.Datetime.now()
        ladder = self.env["police.post"]._ladder(self.unit_id)
        excluded = self._barred()
        heads = self.env["police.rank"]._heads()
        rows = []
        for complaint in self:
            silent = complaint.follow_up_ids._waiting().filtered(
                lambda row: row.next_due_at <= now and not row.silence_escalated_at
            )
            reached = complaint._ranks_reached(heads) | set(silent.rank_id.ids)
            post_id, user_id = ladder.holder(
                complaint.unit_id.id,
                ladder.rank_above(complaint.unit_id.id, reached),
                excluded[complaint],
            )
            silent.write(
                {
                    "silence_escalated_at": now,
                    "silence_post_id": post_id,
                    "silence_user_id": user_id,
                }
            )
            rows.append((complaint, silent.silence_post_id, silent.silence_user_id))
        self.env["mail.activity"]._give_to_posts(
            "police_grievance.mail_activity_type_silence", rows
        )

    def _ranks_reached(self, heads):
        """Ids of the ranks that know of it: the head of the unit, and the highest escalated to.

        :param dict heads: kind of unit to the id of the rank that heads it, the highest rank first
        """
        reached = {heads.get(self.unit_id.kind), self.escalation_rank_id.id} - {None, False}
        return reached or {list(heads.values())[-1]}
