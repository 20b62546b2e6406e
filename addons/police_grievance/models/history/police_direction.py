from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..people.police_masked import READERS


class PoliceDirectionMixin(models.AbstractModel):
    """A follow-up in which a superior says what is to be done and by when to answer.

    On a complaint or to a station in general. Only words answer it: that the station acted does
    not. Silence goes up like that to any follow-up, past the rank that gave the direction.
    """

    _name = "police.direction.mixin"
    _description = "Direction to a Station"
    _inherit = "police.secret.name.mixin"

    unit_id = fields.Many2one("police.unit", "To", index="btree_not_null", ondelete="restrict")
    direction = fields.Text("To be done", groups=READERS)
    masked_direction = fields.Text(
        "To be done (masked)", compute="_compute_masked_words", compute_sudo=True
    )
    rank_id = fields.Many2one(
        "police.rank", "Rank of the giver", readonly=True, ondelete="restrict"
    )
    is_late = fields.Boolean(compute="_compute_is_late")
    awaits_answer = fields.Boolean(
        "Waits for an answer", compute="_compute_awaits_answer", search="_search_awaits_answer"
    )

    _open_directions = models.Index(
        "(unit_id, next_due_at) WHERE method = 'direction' AND answered_at IS NULL"
    )
    _to_somebody = models.Constraint(
        "CHECK (complaint_id IS NOT NULL OR unit_id IS NOT NULL)",
        "A direction goes to a station.",
    )

    @api.depends("next_due_at", "answered_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for row in self:
            row.is_late = bool(row.next_due_at) and not row.answered_at and row.next_due_at < now

    @api.depends("method", "answered_at", "complaint_id.is_open")
    def _compute_awaits_answer(self):
        waiting = self.filtered_domain(self._search_awaits_answer("in", [True]))
        for row in self:
            row.awaits_answer = row in waiting

    @api.model
    def _search_awaits_answer(self, operator, value):
        """Directions of which the station owes an answer."""
        if operator != "in":
            return NotImplemented
        relevant = Domain("complaint_id", "=", False) | Domain("complaint_id.is_open", "=", True)
        waiting = Domain("method", "=", "direction") & Domain("answered_at", "=", False) & relevant
        return waiting if True in value else ~waiting

    @api.depends("unit_id", "complaint_id", "contacted_at")
    def _compute_display_name(self):
        for row in self._told():
            about = row.complaint_id.display_name or row.unit_id.name
            row.display_name = f"{about}, {fields.Date.to_date(row.contacted_at)}"

    @api.constrains("method", "direction", "next_due_at", "complaint_id")
    def _check_direction(self):
        for row in self:
            directs = row.method == "direction"
            if directs and not (row.direction and row.next_due_at):
                raise ValidationError(
                    self.env._("A direction says what is to be done, and by when to answer.")
                )
            if not row.complaint_id and not directs:
                raise ValidationError(self.env._("A follow-up is about a complaint."))

    @api.model_create_multi
    def create(self, vals_list):
        """Stamp a direction with the station it goes to and the rank that gives it."""
        rows = super().create(vals_list)
        for row in rows.filtered(lambda row: row.method == "direction").sudo():
            row.unit_id = row.complaint_id.unit_id or row.unit_id
            postings = row.user_id.police_posting_ids
            posts = postings.filtered_domain(postings._current()).post_id
            row.rank_id = posts.rank_id.sorted("level")[-1:]
        return rows

    def _answer_direction(self, answer):
        """The station answers.

        :param str answer: what it did
        :raise AccessError: the direction went to somebody else
        :raise UserError: it is answered, or the answer is empty
        """
        self.check_access("read")
        if not (answer or "").strip():
            raise UserError(self.env._("Write what was done."))
        if any(row.answered_at for row in self):
            raise UserError(self.env._("This direction has been answered."))
        self.sudo().write(
            {
                "answer": answer,
                "answered_at": fields.Datetime.now(),
                "answered_by_id": self.env.uid,
            }
        )

    def action_answer(self):
        """Button: the dialogue in which the station answers."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_grievance.police_direction_answer_action"
        )
        return {**action, "context": {"default_direction_id": self.id}}

    @api.model
    def _tell_silence_of_units(self):
        """Hand up the silence to directions that are about no complaint."""
        now = fields.Datetime.now()
        due = Domain("complaint_id", "=", False) & Domain("next_due_at", "<=", now)
        waiting = Domain("answered_at", "=", False) & Domain("silence_escalated_at", "=", False)
        rows = self.search(due & waiting).try_lock_for_update(allow_referencing=True)
        ladder = self.env["police.post"]._ladder(rows.unit_id)
        heads = self.env["police.rank"]._heads()
        for row in rows:
            ranks = {heads.get(row.unit_id.kind), row.rank_id.id} - {None, False}
            rank_id = ladder.rank_above(row.unit_id.id, ranks)
            post_id, user_id = ladder.holder(row.unit_id.id, rank_id)
            row.write(
                {
                    "silence_escalated_at": now,
                    "silence_post_id": post_id,
                    "silence_user_id": user_id,
                }
            )
