from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..people.police_masked import READERS

CONTROL_ROOM = "police_force.group_control_room"


class PoliceDueDateMixin(models.AbstractModel):
    """By when a follow-up is to be answered: changed with a reason, and all of it stays on record."""

    _name = "police.due.date.mixin"
    _description = "Date of an Answer"

    due_changes = fields.Text("Changes of the date", readonly=True, groups=READERS)
    masked_due_changes = fields.Text(
        "Changes of the date (masked)", compute="_compute_masked_words", compute_sudo=True
    )

    def action_change_date(self):
        """Button: the dialogue in which the date of an answer is changed."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_grievance.police_follow_up_date_action"
        )
        return {**action, "context": {"default_follow_up_id": self.id}}

    def _change_due_date(self, moment, reason):
        """Change by when this is to be answered.

        :param datetime moment: naive UTC
        :param str reason: plain text, without names: everybody with the follow-up reads it
        :raise AccessError: it is another's to change
        :raise UserError: no reason, a moment in the past, or no answer is waited for
        """
        self.ensure_one()
        self._check_may_change_date()
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason for the new date."))
        if not self._waiting():
            raise UserError(self.env._("No answer is waited for any more."))
        if not moment or moment <= fields.Datetime.now():
            raise UserError(self.env._("The new date lies in the future."))
        words = self._words_of_change(moment, reason)
        earlier = self.due_changes
        self.sudo().write(
            {"next_due_at": moment, "due_changes": f"{earlier}\n{words}" if earlier else words}
        )
        if self.complaint_id:
            self.complaint_id.sudo()._message_log(body=words, author_id=self.env.user.partner_id.id)

    def _words_of_change(self, moment, reason):
        unit = self.complaint_id.unit_id or self.unit_id
        now, before, after = map(
            unit._local_words, (fields.Datetime.now(), self.next_due_at, moment)
        )
        return self.env._(
            "%(now)s, %(user)s: answer due %(after)s instead of %(before)s. Reason: %(reason)s",
            now=now,
            user=self.env.user.name,
            after=after,
            before=before,
            reason=" ".join(reason.split()),
        )

    def _check_may_change_date(self):
        """Refuse all but whoever gave it, their superiors and successors; or the control room.

        :raise AccessError:
        """
        self.check_access("read")
        giver, level = self.user_id, self.env.user._police_level()
        if self.method == "direction":
            rank = self.sudo().rank_id.level
            may = level > rank or (level == rank and giver._police_level() < rank)
        else:
            may = self.env.user.has_group(CONTROL_ROOM)
        if giver != self.env.user and not may:
            raise AccessError(
                self.env._("The date is changed by whoever gave it, or by somebody above.")
            )
