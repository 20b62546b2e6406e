from odoo import api, models

from odoo.addons.police_grievance.models.complaint.police_complaint_const import DANGER

# What boards, lists and figures show, or are sorted by.
SHOWN = frozenset(
    ("stage_id", "unit_id", "post_id", "category_id", "subject", "description", "nature")
    + ("priority", "confidentiality", "deadline", "paused_since", "follow_up_due_at", "outcome_id")
    + ("has_unread_reply", "has_stranger_words", "unheard", "routing_state", "proposed_unit_id")
    + ("transfer_kind", "escalation_rank_id", "found_cognisable_at", "set_aside")
    + ("complained_unit_id", "complained_user_id")
)


class PoliceComplaint(models.Model):
    """A complaint whose changes are seen at once by whoever has it before them."""

    _inherit = "police.complaint"

    @api.model_create_multi
    def create(self, vals_list):
        complaints = super().create(vals_list)
        live = self.env["police.live"]
        live._note_opened(complaints)
        live._note(complaints.sudo().filtered(lambda one: one.priority == DANGER), "danger")
        return complaints

    def write(self, vals):
        if SHOWN.isdisjoint(vals):
            return super().write(vals)
        before = {complaint: complaint._shown_now() for complaint in self.sudo()}
        result = super().write(vals)
        live = self.env["police.live"]
        live._note(self)
        for complaint, (unit, is_with_station, is_open, danger, unread) in before.items():
            now = complaint._shown_now()
            if now[0] != unit or now[1] > is_with_station or now[2] > is_open:
                live._note(complaint, "arrived")
            if now[3] > danger:
                live._note(complaint, "danger")
            if now[4] > unread:
                live._note(complaint, "reply")
        return result

    def unlink(self):
        self.env["police.live"]._forget(self)
        return super().unlink()

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        self.env["police.viewer"]._tell_said(self)
        return result

    def _shown_now(self):
        """What makes an alert when it changes: (unit, with a station, open, danger, unread)."""
        return (
            self.unit_id,
            self.stage_code not in ("received", "triage"),
            self.is_open,
            self.priority == DANGER,
            self.has_unread_reply,
        )
