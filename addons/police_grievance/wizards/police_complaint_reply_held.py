import logging
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.police_force.models.police_locking import lock_free

from ..models.complaint.police_complaint_const import REPLY_HOLD

BATCH_SIZE = 100
RETRY_AFTER = timedelta(minutes=5)
# An answer of so long ago is said before another one goes out.
RECENTLY = timedelta(minutes=15)

_logger = logging.getLogger(__name__)


class PoliceComplaintReplyHeldMixin(models.AbstractModel):
    """A reply that waits: half-written until somebody goes on, and sent until it is out.

    The dialogue's own row is both. What was sent goes out some seconds later, by the page that sent
    it or by the scheduled action, and can be taken back until then.
    """

    _name = "police.complaint.reply.held.mixin"
    _description = "Reply that Waits"
    _inherit = "police.uploads.mixin"

    send_at = fields.Datetime(groups=fields.NO_ACCESS, copy=False)
    # What had been answered when the user last looked: see `_answers_now`.
    answers_known = fields.Char(groups=fields.NO_ACCESS, copy=False)
    answered_before = fields.Text(compute="_compute_answered_before")

    _held = models.Index("(send_at) WHERE send_at IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        replies = super().create(vals_list)
        for reply in replies.sudo():
            reply.answers_known = reply._answers_now()
        return replies

    def write(self, vals):
        """What was sent stays as it was, unless it is taken back."""
        if not self.env.su and self.sudo().filtered("send_at"):
            raise AccessError(self.env._("This reply was sent: take it back first."))
        return super().write(vals)

    @api.model
    def _draft_of(self, complaint):
        """The user's own half-written reply on a complaint; empty if there is none."""
        drafts = self.sudo().search(
            [
                ("complaint_id", "=", complaint.id),
                ("create_uid", "=", self.env.uid),
                ("send_at", "=", False),
            ],
            order="id desc",
            limit=1,
        )
        drafts.answers_known = drafts and drafts._answers_now()
        return drafts.sudo(False)

    def _recent_answers(self):
        """(message, held reply): the last answer of the last minutes, and what is about to go out."""
        since = fields.Datetime.now() - RECENTLY
        message = self.env["mail.message"].search(
            [
                ("model", "=", "police.complaint"),
                ("res_id", "=", self.complaint_id.id),
                ("subtype_id", "=", self.env.ref("police_grievance.mt_to_citizen").id),
                ("date", ">", since),
            ],
            order="id desc",
            limit=1,
        )
        about = [("complaint_id", "=", self.complaint_id.id), ("send_at", "!=", False)]
        others = [*about, ("id", "not in", self.ids)]
        return message, self.search(others, order="id desc", limit=1)

    def _answers_now(self):
        """What tells whether somebody has answered since: ids, as text."""
        message, held = self._recent_answers()
        return f"{message.id or 0} {held.id or 0}"

    @api.depends("complaint_id")
    def _compute_answered_before(self):
        """Who has just answered, and what: before a second answer goes out."""
        for reply in self:
            message, held = reply.sudo()._recent_answers()
            # Who may not read the conversation does not read it here.
            shown = reply.complaint_id._may_hear() if reply.complaint_id else False
            reply.answered_before = shown and reply._answer_in_words(message, held)

    def _answer_in_words(self, message, held):
        if held:
            return self.env._("%(who)s is just answering.", who=held.create_uid.name)
        if not message:
            return False
        minutes = int((fields.Datetime.now() - message.date).total_seconds() // 60)
        who = message.create_uid
        is_officer = who.id != SUPERUSER_ID and who.has_group("police_force.group_user")
        by = who.name if is_officer else self.env._("the service")
        if minutes < 1:
            return self.env._("Answered just now by %(who)s.", who=by)
        return self.env._("Answered %(minutes)s min ago by %(who)s.", minutes=minutes, who=by)

    def _is_answered_meanwhile(self):
        """Whether there is an answer that the user has not seen; from now on it is seen."""
        row = self.sudo()
        before, row.answers_known = row.answers_known, row._answers_now()
        return before != row.answers_known and row.answers_known != "0 0"

    def _hold(self):
        """Send this in some seconds.

        :return: the action that says so, with a button that takes it back
        """
        seconds = self.env["ir.config_parameter"]._service_number(REPLY_HOLD)
        if self.env.su or not seconds:
            self._send_now()
            return {"type": "ir.actions.act_window_close"}
        self.sudo().send_at = fields.Datetime.now() + timedelta(seconds=seconds)
        self.env.ref("police_grievance.ir_cron_send_replies").sudo()._trigger(self.sudo().send_at)
        return {
            "type": "ir.actions.client",
            "tag": "police_reply_held",
            "params": {
                "id": self.id,
                "complaint_id": self.complaint_id.id,
                "seconds": seconds,
            },
        }

    def _send_now(self):
        """Let what waits go out, in the name of who wrote it; nothing of it stays here."""
        for reply in self:
            sending = reply.with_user(reply.create_uid).sudo()
            complaint = sending.complaint_id
            complaint._take_mark_away(self.env._("The citizen's message was answered."))
            complaint._send_to_citizen(sending.text, sending._files())
            reply._drop()

    def _drop(self):
        """Delete dialogues with what was only uploaded for them."""
        files = self.sudo().attachment_ids
        self.sudo().unlink()
        self._drop_uploads(files)

    @api.model
    def action_send_held(self, reply_id):
        """The page that sent a reply has waited long enough; the scheduled action may have been first."""
        held = self._held_of_user(reply_id)
        held._send_now()
        return bool(held)

    @api.model
    def action_take_back(self, reply_id):
        """Take back what was sent.

        :return: the action that opens it again
        :raise UserError: it has gone out
        """
        held = self._held_of_user(reply_id)
        if not held:
            raise UserError(self.env._("It has gone out already."))
        held.send_at = False
        complaint = held.sudo(False).complaint_id
        action = complaint._dialog("police_grievance.police_complaint_reply_action")
        return {**action, "res_id": held.id}

    @api.model
    def _held_of_user(self, reply_id):
        """The user's own reply that waits, locked, in sudo; empty if it is gone or going out."""
        own = [("id", "=", reply_id), ("create_uid", "=", self.env.uid), ("send_at", "!=", False)]
        return self.sudo().search(own).try_lock_for_update()

    def action_throw_away(self):
        """Button: nothing of it is kept."""
        self.check_access("write")
        if self.sudo().filtered("send_at"):
            raise AccessError(self.env._("This reply was sent: take it back first."))
        self._drop()
        return {"type": "ir.actions.act_window_close"}

    @api.model
    def _send_due(self):
        """Scheduled action: send what no page sent."""
        found = self.search([("send_at", "<=", fields.Datetime.now())], limit=BATCH_SIZE)
        for done, reply in enumerate(found, 1):
            lock_free(reply)._send_or_later()
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(found) - done):
                return

    def _send_or_later(self):
        """Send one reply, unless it was taken back; whatever goes wrong with it holds up no other."""
        try:
            with self.env.cr.savepoint():
                self.filtered("send_at")._send_now()
        except Exception:  # whatever it is, it is tried again
            _logger.exception("The reply %s could not be sent", self)
            self.send_at = fields.Datetime.now() + RETRY_AFTER
