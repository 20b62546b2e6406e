from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.police_grievance.models.complaint.police_complaint_const import EVENTS
from odoo.addons.police_grievance.models.people.police_masked import BY_SERVICE

from ..adapters.incoming import KINDS
from ..tools.answering import Answering

IDENTITY = "police_force.group_control_room"
ADMINISTRATOR = "police_force.group_administrator"
# Waits for a person: shown on the desk's list.
STUCK = ("failed", "unknown", "flagged")


class PoliceChannelMessage(models.Model):
    """The ledger: one thing received or sent. Who wrote or gets it is for the control room only."""

    _name = "police.channel.message"
    _description = "Message"
    _inherit = [
        "police.channel.letter.mixin",
        "police.channel.recorded.mixin",
        "police.channel.outgoing.mixin",
        "police.channel.work.mixin",
        "police.phone.in.groups.mixin",
    ]
    _order = "id desc"

    _dialled_field = "address"

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
            ("passed_on", "Did not arrive, sent another way"),
        ],
        required=True,
        readonly=True,
    )
    kind = fields.Selection(KINDS, "Written by", readonly=True)
    complaint_id = fields.Many2one(
        "police.complaint", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    happened_at = fields.Datetime("When", required=True, readonly=True)
    address = fields.Char("Their address, as it is stored", readonly=True, groups=IDENTITY)
    phone_in_groups = fields.Char("Their address")
    address_name = fields.Char("Their name", readonly=True, groups=IDENTITY)
    subject = fields.Char(readonly=True, groups=IDENTITY)
    text = fields.Text(readonly=True, groups=IDENTITY)
    said = fields.Text("What was said", compute="_compute_said", groups=IDENTITY)
    external_id = fields.Char("Identifier", readonly=True, groups=IDENTITY)
    content_hash = fields.Char("Hash of the content", readonly=True)
    event_code = fields.Selection(EVENTS, "Occasion", readonly=True)

    # A flagged message has the identifier of another one: see `original_id`.
    _external_unique = models.UniqueIndex(
        "(channel_id, direction, external_id) WHERE external_id IS NOT NULL AND original_id IS NULL"
    )
    _external = models.Index("(channel_id, external_id) WHERE external_id IS NOT NULL")
    _provider = models.Index("(channel_id, provider_id) WHERE provider_id IS NOT NULL")
    _stuck = models.Index("(channel_id) WHERE state IN ('failed', 'unknown', 'flagged')")
    _arrived = models.Index("(channel_id, id DESC) WHERE direction = 'in' AND event_id IS NOT NULL")
    _unseen = models.Index("(happened_at DESC) WHERE is_unseen IS TRUE")
    _same_words = models.Index("(address, content_hash) WHERE direction = 'in'")
    _last_in = models.Index(
        "(channel_id, happened_at DESC) WHERE direction = 'in' AND event_id IS NULL"
    )
    _last_out = models.Index(
        "(channel_id, sent_at DESC) WHERE direction = 'out' AND state IN ('sent', 'delivered')"
    )
    # As it grows by time, a range of it is found by a few pages.
    _happened = models.Index("USING brin (happened_at)")
    _sent_to = models.Index("(address, sent_at) WHERE direction = 'out'")

    @api.depends("text", "buttons", "file_ids.name")
    def _compute_said(self):
        """Its words, with the buttons below it and the names of what came with it."""
        for message in self:
            lines = [message.text or message.subject]
            lines += [f"[{label}]" for label, _sent in message.sudo().buttons or ()]
            lines += [f"📎 {name}" for name in message.sudo().file_ids.mapped("name")]
            message.said = "\n".join(filter(None, lines))

    def _work(self, item=None):
        """Sending commits on its own, step by step; all else is one transaction.

        :param Incoming item: as it has just been parsed: kept, unless that is the end of it
        """
        if not item and self.exists().direction == "out":
            self._send()
            return
        super()._work(item)
        if item and self.next_attempt_at:
            self._keep(item)

    def _answering(self):
        """This message as the one that is worked on, for the context of what is done meanwhile."""
        answering = Answering.of(self.env.cr)
        answering.message_id = self.id
        return answering

    def _job_priority(self):
        """Under load what citizens tell us goes before what we tell them, and that before a flood.

        A warning of danger goes before all else that they are told.
        """
        priority = super()._job_priority()
        if self.env.context.get("police_channel_later") is BY_SERVICE:
            return priority + 20
        if self.direction == "out" and self.event_code != "danger":
            return priority + 10
        return priority

    def _begin_again(self):
        return self._begin_sending_again() if self.direction == "out" else super()._begin_again()

    @api.model
    def _complaints_of(self, channel, external_ids):
        """Complaints that messages belong to.

        :param external_ids: identifiers, ours or the provider's, the most telling first
        :return: `police.complaint` in that order
        """
        named = Domain("external_id", "in", external_ids) | Domain(
            "provider_id", "in", external_ids
        )
        found = self.search(
            Domain("channel_id", "=", channel.id) & Domain("complaint_id", "!=", False) & named
        )
        place = {external_id: place for place, external_id in enumerate(external_ids)}
        last = len(place)
        return found.sorted(
            lambda row: min(place.get(row.external_id, last), place.get(row.provider_id, last))
        ).complaint_id

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
        """Messages are worked on by the control room; letters to officers by administrators, too."""
        self.check_access("read")
        user = self.env.user
        may_work = self.env.su or user.has_group(IDENTITY)
        is_letters = all(message.officer_id for message in self.sudo())
        if not may_work and not (is_letters and user.has_group(ADMINISTRATOR)):
            raise AccessError(self.env._("Only the control room works on messages."))
