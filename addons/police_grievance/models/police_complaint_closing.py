from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_time


class PoliceComplaintClosing(models.AbstractModel):
    """Closing a complaint. The citizen hears of it a little later, so that it can be taken back.

    Until then the citizen sees the complaint as it was before.
    """

    _name = "police.complaint.closing"
    _description = "Closing of a Complaint"

    closing_ids = fields.One2many("police.closing", "complaint_id", "Closings")
    citizen_told_at = fields.Datetime(
        compute="_compute_held_closing",
        compute_sudo=True,
        help="While a closing can be taken back: when the citizen is told.",
    )
    citizen_stage_id = fields.Many2one(
        "police.stage", compute="_compute_held_closing", compute_sudo=True
    )
    held_words = fields.Char(compute="_compute_held_words")
    may_take_back = fields.Boolean(compute="_compute_may_take_back")

    @api.depends("stage_id", "closing_ids.state", "closing_ids.tell_at")
    def _compute_held_closing(self):
        held = {closing.complaint_id: closing for closing in self._held_closings()}
        for complaint in self:
            closing = held.get(complaint)
            complaint.citizen_told_at = closing and closing.tell_at
            complaint.citizen_stage_id = closing.stage_id if closing else complaint.stage_id

    @api.depends("citizen_told_at")
    @api.depends_context("lang")
    def _compute_held_words(self):
        for complaint in self:
            told_at = complaint.citizen_told_at
            zone = complaint._zone()
            time = told_at and format_time(self.env, told_at, tz=zone, time_format="short")
            complaint.held_words = told_at and self.env._(
                "Closed. The citizen is told at %(time)s.", time=time
            )

    @api.depends("closing_ids.state")
    @api.depends_context("uid")
    def _compute_may_take_back(self):
        for complaint in self:
            closing = complaint._held_closings()
            complaint.may_take_back = bool(closing) and complaint._is_users_closing(closing)

    def _held_closings(self):
        """The closings of these complaints that the citizens do not know of yet, in sudo."""
        return (
            self.env["police.closing"]
            .sudo()
            .search([("complaint_id", "in", self.ids), ("state", "=", "held")])
        )

    def _is_open_to_citizen(self):
        return self.citizen_stage_id.code != "closed"

    def _close(self, stage, outcome, note):
        """Close one complaint whose closing is allowed.

        What the service closes by itself is told at once: nobody is there to take it back.
        """
        complaint, now = self.sudo(), fields.Datetime.now()
        closing = self.env["police.closing"]._begin(self, "outcome")
        complaint._resume(now)
        complaint._enter_stage(
            stage,
            outcome_id=outcome.id,
            outcome_note=note,
            has_unread_reply=False,
            **complaint._closing_values(now),
        )
        complaint._answer_follow_ups()
        closing._keep_after()
        hold = 0 if self.env.su else closing._hold_seconds()
        if not hold:
            closing._tell()
            return
        closing.tell_at = now + timedelta(seconds=hold)
        self.env.ref("police_grievance.ir_cron_tell_closings").sudo()._trigger(closing.tell_at)

    def _check_closing_told(self):
        """Refuse to reopen what can still be taken back; the service does not wait for that.

        :raise UserError: the citizen has not been told of the closing yet
        """
        held = self._held_closings()
        late = held.filtered(lambda closing: closing.tell_at <= fields.Datetime.now())
        (held if self.env.su else late)._tell()
        if held._is_held():
            raise UserError(
                self.env._("The citizen does not know of the closing yet: use “Take back”.")
            )

    def action_take_back(self):
        """Button: undo a closing of which the citizen does not know yet."""
        self.ensure_one()
        self.check_access("write")
        closing = self._held_closings().try_lock_for_update()
        if not closing:
            raise UserError(
                self.env._("The citizen was told already. You can reopen the complaint.")
            )
        if not self._is_users_closing(closing):
            raise AccessError(
                self.env._("Whoever closed it takes it back, or somebody of higher rank.")
            )
        closing._take_back(self.env.user)
        self._message_log(
            body=self.env._("The closing was taken back before the citizen was told."),
            author_id=self.env.user.partner_id.id,
        )

    def _is_users_closing(self, closing):
        """Whether the user closed it, or outranks whoever did and supervises the complaint."""
        if closing.user_id == self.env.user:
            return True
        return (
            self.env.user.has_group("police_grievance.group_supervisor")
            and self.has_access("write")
            and self.env.user._police_level() > closing.user_id._police_level()
        )
