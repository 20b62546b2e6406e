from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .police_complaint_rights import WRITABLE_FIELDS

SOON = timedelta(hours=4)
URGENCIES = [("late", "Overdue"), ("soon", "Due in 4 hours"), ("calm", "Later")]


class PoliceComplaintBoardMixin(models.AbstractModel):
    """What cards and lists show of a complaint beside its fields; a page costs one query."""

    _name = "police.complaint.board.mixin"
    _description = "Card of a Complaint"
    _inherit = "police.complaint.stage.mixin"

    urgency = fields.Selection(URGENCIES, compute="_compute_urgency", search="_search_urgency")
    holder_ids = fields.Many2many(
        "res.users", string="Held by", compute="_compute_holder_ids", compute_sudo=True
    )
    next_stages = fields.Char(compute="_compute_next_stages")
    may_reply = fields.Boolean(compute="_compute_may_reply")

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Describe as read-only what the user's roles may not change, so that no screen offers it."""
        described = super().fields_get(allfields, attributes)
        if self.env.su:
            return described
        writable = self._fields_by_hand(WRITABLE_FIELDS)
        for name, description in described.items():
            of_chatter = name.startswith(("activity_", "message_"))
            if "readonly" in description and name not in writable and not of_chatter:
                description["readonly"] = True
        return described

    @api.depends("deadline", "is_open")
    def _compute_urgency(self):
        now = fields.Datetime.now()
        for urgency, complaints in self.grouped(lambda one: one._urgency_at(now)).items():
            complaints.urgency = urgency

    def _urgency_at(self, now):
        """:return: a code of `URGENCIES`, False for what is closed or has no deadline"""
        if not self.is_open or not self.deadline:
            return False
        if self.deadline < now:
            return "late"
        return "soon" if self.deadline < now + SOON else "calm"

    @api.model
    def _search_urgency(self, operator, value):
        """Urgency as intervals of the deadline, which is what the indexes are sorted by."""
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._urgency_domain(urgency) for urgency in value)

    @api.model
    def _urgency_domain(self, urgency):
        now = fields.Datetime.now()
        deadline = {
            "late": Domain("deadline", "<", now),
            "soon": Domain("deadline", ">=", now) & Domain("deadline", "<", now + SOON),
            "calm": Domain("deadline", ">=", now + SOON),
        }
        return Domain("is_open", "=", True) & deadline.get(urgency, Domain("deadline", "=", False))

    @api.model
    def read_progress_bar(self, domain, group_by, progress_bar):
        """Count the cards of each column by urgency, which no column of the table holds."""
        if progress_bar["field"] != "urgency":
            return super().read_progress_bar(domain, group_by, progress_bar)
        counts = {}
        for urgency in progress_bar["colors"]:
            urgent = Domain(domain) & self._urgency_domain(urgency)
            for group, count in self._read_group(urgent, [group_by], ["__count"]):
                key = str(group.id if isinstance(group, models.BaseModel) else group)
                column = counts.setdefault(key, dict.fromkeys(progress_bar["colors"], 0))
                column[urgency] = count
        return counts

    @api.model
    @api.readonly
    def web_read_group(self, domain, *args, opening_info=None, **kwargs):
        """Open also what was folded on the screen before somebody looked for a number or name."""
        if opening_info and self._looks_for_words(domain):
            opening_info = [group for group in opening_info if not group["folded"]]
        return super().web_read_group(domain, *args, opening_info=opening_info, **kwargs)

    @api.model
    def _looks_for_words(self, domain):
        return any(one.field_expr == "search_words" for one in Domain(domain).iter_conditions())

    @api.model
    def formatted_read_group(self, domain, *args, **kwargs):
        """Open the column of closed complaints where somebody looks for one by number or name."""
        groups = super().formatted_read_group(domain, *args, **kwargs)
        if self._looks_for_words(domain):
            for group in groups:
                if "__fold" in group:
                    group["__fold"] = False
        return groups

    @api.depends("post_id")
    def _compute_holder_ids(self):
        """Who is on it: the holder of the post now, or the next one up while it is vacant."""
        posts, field = self.post_id, self._fields["holder_ids"]
        holders = posts._holders()
        for post, complaints in self.grouped("post_id").items():
            users = holders.get(post) or post.with_prefetch(posts.ids).stand_in_id
            # Assigned, it would be compared with what was there, which costs more than all else here.
            field._update_cache(complaints, users._ids)

    @api.depends("unit_id")
    @api.depends_context("uid")
    def _compute_may_reply(self):
        """Whether the user may write to the citizen, in the office's name."""
        allowed = self.env["police.complaint.reply.wizard"].has_access("create")
        writable = self._filtered_access("write") if allowed else self.browse()
        for complaint in self:
            complaint.may_reply = complaint in writable

    @api.depends("stage_id")
    @api.depends_context("uid")
    def _compute_next_stages(self):
        """Codes of the stages that the user may move a complaint to, for the buttons."""
        allowed = self.env["police.stage.transition"]._groups_by_pair()
        groups = frozenset(self.env.user._get_group_ids())
        stages = self.env["police.stage"].search([])  # pylint: disable=no-search-all
        for current, complaints in self.grouped("stage_id").items():
            complaints.next_stages = " ".join(
                stage.code
                for stage in stages
                if allowed.get((current.id, stage.id), frozenset()) & groups
            )
