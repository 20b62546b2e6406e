from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .police_complaint_const import BEFORE_STATION


class PoliceComplaintActionMixin(models.AbstractModel):
    """The buttons of a complaint. Dialogues come back as actions; the rest is done at once."""

    _name = "police.complaint.action.mixin"
    _description = "Buttons of a Complaint"
    _inherit = "police.complaint.transfer.effects.mixin"

    main_button = fields.Char(compute="_compute_main_button")

    @api.depends("stage_id", "routing_state", "proposed_unit_id")
    @api.depends_context("uid")
    def _compute_main_button(self):
        """The button for what comes next, by the user's role; the others stand under "More"."""
        for complaint in self:
            complaint.main_button = complaint._main_button()

    def _main_button(self):
        """Name of the action that comes next for the user; empty if it is somebody else's turn."""
        user, next_stages = self.env.user, self._allowed_stages()
        is_desk = user.has_group("police_force.group_control_room")
        is_above = is_desk or user.has_group("police_force.group_supervisor")
        if self.stage_code in BEFORE_STATION:
            is_proposed = self.routing_state == "proposed" and self.proposed_unit_id
            return is_desk and ("action_confirm_routing" if is_proposed else "action_route")
        if self.stage_code == "with_station" and is_above:
            return "action_follow_up" if is_desk else "action_direct"
        if "action_taken" in next_stages:
            return "action_taken"
        if "verification" in next_stages:
            return "action_verify"
        return "closed" in next_stages and "action_close"

    def get_stage_dialog(self, stage_id):
        """The dialogue that a move to a stage asks for, before the card may move.

        :return: an action, or False where the move needs no more words
        """
        self.ensure_one()
        self.check_access("read")
        code = self.env["police.stage"].browse(stage_id).code
        if code == self.stage_code or code not in self._allowed_stages():
            return False
        if code == "closed":
            return self.action_close()
        if code == "action_taken":
            return self.action_taken()
        return self.action_reopen() if self.stage_code == "closed" else False

    def _allowed_stages(self):
        return (self.next_stages or "").split()

    def action_take_up(self):
        """Give complaints (back) to the station that they are with."""
        self.check_access("write")
        self._move_to("with_station")

    def action_taken(self):
        return self._dialog("police_grievance.police_action_wizard_action")

    def action_verify(self):
        self.check_access("write")
        self._move_to("verification")

    def action_triage(self):
        self.check_access("write")
        self._move_to("triage")

    def action_close(self):
        return self._dialog("police_grievance.police_complaint_close_action")

    def action_reopen(self):
        self.check_access("write")
        self._check_closing_told()
        return self._dialog("police_grievance.police_complaint_reopen_action")

    def action_reply(self):
        """The reply to the citizen: the user's half-written one, if there is any."""
        action = self._dialog("police_grievance.police_complaint_reply_action")
        draft = self.env["police.complaint.reply.wizard"]._draft_of(self)
        return {**action, "res_id": draft.id} if draft else action

    def action_route(self):
        return self._dialog("police_grievance.police_complaint_route_action")

    def action_pause(self):
        return self._dialog("police_grievance.police_complaint_pause_wizard_action")

    def action_follow_up(self):
        return self._dialog("police_grievance.police_follow_up_dialog_action")

    def action_direct(self):
        action = self._dialog("police_grievance.police_direction_dialog_action")
        defaults = {
            "default_method": "direction",
            "default_next_due_at": fields.Datetime.now() + timedelta(hours=24),
        }
        return {**action, "context": {**action["context"], **defaults}}

    def action_answer_direction(self):
        """Answer the direction that is due first."""
        self.ensure_one()
        self.check_access("read")
        waiting = self.follow_up_ids._waiting().filtered(lambda row: row.method == "direction")
        return waiting.sorted("next_due_at")[:1].action_answer()

    def action_answer(self):
        return self._dialog("police_grievance.police_follow_up_answer_wizard_action")

    def action_ask(self):
        return self._dialog("police_grievance.police_verification_dialog_action")

    def action_confirm_routing(self):
        """Send complaints to the stations proposed for them.

        :raise AccessError: one of them is not the user's to work on
        :raise UserError: nothing is proposed for one of them
        """
        self.check_access("write")
        if any(not complaint.proposed_unit_id for complaint in self):
            raise UserError(
                self.env._("No station is proposed: choose one with “Send to station”.")
            )
        suspected = self.filtered("suspected_unit_id")
        suspected._confirm_about_police()
        for unit, complaints in (self - suspected).grouped("proposed_unit_id").items():
            complaints._send_to_unit(unit)

    def action_reply_done(self):
        """Somebody dealt with the citizen's reply: the mark goes, and it is on record who did."""
        self._take_mark_away(self.env._("The citizen's message was dealt with."))

    def _take_mark_away(self, words):
        """Take the mark of an unread reply away, with a remark in the user's name."""
        self.check_access("write")
        for complaint in self.filtered("has_unread_reply"):
            complaint.sudo().has_unread_reply = False
            complaint._message_log(body=words, author_id=self.env.user.partner_id.id)

    def action_resume(self):
        """Let the clock run again."""
        self._resume()
