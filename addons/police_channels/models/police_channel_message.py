from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.police_grievance.models.complaint.police_complaint_words import EVENTS

from ..adapters.base import KINDS

IDENTITY = "police_force.group_control_room"
# Waits for a person: shown on the desk's list.
STUCK = ("failed", "unknown", "flagged")


class PoliceChannelMessage(models.Model):
    """The ledger: one thing received or sent. Who wrote or gets it is for the control room only."""

    _name = "police.channel.message"
    _description = "Message"
    _inherit = ["police.channel.incoming", "police.channel.outgoing", "police.channel.work"]
    _order = "id desc"

    direction = fields.Selection([("in", "In"), ("out", "Out")], required=True, readonly=True)
    state = fields.Selection(
        [
            ("received", "To be worked on"),
            ("done", "Worked on"),
            ("set_aside", "Set aside"),
            ("flagged", "Same identifier, other content"),
            ("queued", "To be sent"),
            ("sending", "Being sent"),
            ("sent", "Sent"),
            ("delivered", "Delivered"),
            ("unknown", "Sent or not: unknown"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
    )
    kind = fields.Selection(KINDS, "Written by", readonly=True)
    complaint_id = fields.Many2one(
        "police.complaint", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    happened_at = fields.Datetime("When", required=True, readonly=True)
    address = fields.Char("Their address", readonly=True, groups=IDENTITY)
    address_name = fields.Char("Their name", readonly=True, groups=IDENTITY)
    subject = fields.Char(readonly=True, groups=IDENTITY)
    text = fields.Text(readonly=True, groups=IDENTITY)
    external_id = fields.Char("Identifier", readonly=True, groups=IDENTITY)
    content_hash = fields.Char("Hash of the content", readonly=True)
    event_code = fields.Selection(EVENTS, "Occasion", readonly=True)

    # A flagged message has the identifier of another one: see `original_id`.
    _external_unique = models.UniqueIndex(
        "(channel_id, direction, external_id) WHERE external_id IS NOT NULL AND original_id IS NULL"
    )
    _stuck = models.Index("(channel_id) WHERE state IN ('failed', 'unknown', 'flagged')")
    _arrived = models.Index("(channel_id, id DESC) WHERE direction = 'in' AND event_id IS NOT NULL")
    _unseen = models.Index("(happened_at DESC) WHERE is_unseen IS TRUE")
    _same_words = models.Index("(address, content_hash) WHERE direction = 'in'")
    _last_in = models.Index(
        "(channel_id, happened_at DESC) WHERE direction = 'in' AND event_id IS NULL"
    )
    _last_out = models.Index("(channel_id, sent_at DESC) WHERE direction = 'out'")
    _sent_to = models.Index("(address, sent_at) WHERE direction = 'out'")

    def _work(self, item=None):
        """Sending commits on its own, step by step; all else is one transaction.

        :param Incoming item: as it has just been parsed: kept, unless that is the end of it
        """
        if self.exists().direction == "out":
            self._send()
            return
        super()._work(item)
        if item and self.next_attempt_at:
            self._keep(item)

    def _job_priority(self):
        """Under load what citizens tell us goes before what we tell them."""
        priority = super()._job_priority()
        return priority + 10 if self.direction == "out" else priority

    def _begin_again(self):
        return self._begin_sending_again() if self.direction == "out" else super()._begin_again()

    @api.model
    def _complaints_of(self, channel, external_ids):
        """Complaints that messages belong to.

        :param external_ids: identifiers, the most telling first
        :return: `police.complaint` in that order
        """
        found = self.search(
            [
                ("channel_id", "=", channel.id),
                ("external_id", "in", external_ids),
                ("complaint_id", "!=", False),
            ]
        ).sorted(lambda message: external_ids.index(message.external_id))
        return found.complaint_id

    def action_retry(self):
        """Button: work on these once more; a message set aside becomes a citizen's."""
        self._check_desk()
        waiting = self.sudo().filtered(lambda message: message.state in (*STUCK, "set_aside"))
        for message in waiting:
            message.state = "queued" if message.direction == "out" else "received"
        waiting.is_unseen = False
        waiting._retry_now()

    def action_settle_sent(self):
        """Button: a person knows that these did go out."""
        self._check_desk()
        self.sudo().filtered(lambda message: message.state == "unknown")._finish(state="sent")

    def action_leave_aside(self):
        """Button: a person has looked; these are rightly set aside."""
        self._check_desk()
        self.sudo().is_unseen = False

    def _check_desk(self):
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group(IDENTITY)):
            raise AccessError(self.env._("Only the control room works on messages."))
