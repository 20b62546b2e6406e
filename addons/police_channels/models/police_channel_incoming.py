import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.police_grievance.tools.placeholders import fill

from ..adapters.base import PERSON
from ..tools.kept import pack, unpack
from .police_notification_template import LINKS, PLACES

# The same words of the same sender within this time are the same message, sent again.
SAME_WORDS_WITHIN = timedelta(hours=24)
# Nobody quotes more of them.
MOST_NOTICES = 50


class PoliceChannelIncoming(models.AbstractModel):
    """What came in: from the parsed event to a complaint, or set aside with the reason."""

    _name = "police.channel.incoming"
    _description = "Incoming Messages"

    event_id = fields.Many2one(
        "police.channel.event",
        "Arrival",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    # Empty once it is worked on. With the files, so read only when it is asked for.
    parsed = fields.Text(
        "As parsed", readonly=True, copy=False, prefetch=False, groups=fields.NO_ACCESS
    )
    original_id = fields.Many2one(
        "police.channel.message",
        "Same identifier as",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    sign = fields.Char("Told by", readonly=True, help="What showed that no person wrote it.")
    problem = fields.Char("Broken", readonly=True, help="What is wrong with it as it arrived.")
    action = fields.Selection(
        [
            ("opened", "Opened a complaint"),
            ("joined", "Joined a complaint"),
            ("attached", "Added to a closed complaint"),
            ("repeated", "Same words again"),
        ],
        "Became",
        readonly=True,
    )
    html = fields.Html(
        "As it looked",
        readonly=True,
        sanitize_attributes=True,
        sanitize_form=True,
        groups="police_force.group_control_room",
    )

    @api.model
    def _store_incoming(self, event, incoming):
        """Make a ledger row of each message of an event; one that is known already makes none.

        :param event: `police.channel.event`
        :param incoming: list of adapters.base.Incoming
        :rtype: dict of new row to what was parsed
        """
        known = self._received_by_external_id(
            event.channel_id, [item.external_id for item in incoming]
        )
        new = []
        for item in incoming:
            original = known.get(item.external_id)
            if not original or original.content_hash != item.content_hash:
                new.append((self._values_of_incoming(event, item, original), item))
        rows = self.create([values for values, _item in new])
        return {row: item for row, (_values, item) in zip(rows, new, strict=True)}

    def _received_by_external_id(self, channel, external_ids):
        found = self.search(
            [
                ("channel_id", "=", channel.id),
                ("direction", "=", "in"),
                ("external_id", "in", external_ids),
                ("original_id", "=", False),
            ]
        )
        return {message.external_id: message for message in found}

    def _values_of_incoming(self, event, item, original):
        state = "received" if item.kind == PERSON else "set_aside"
        if original:
            state = "flagged"
        envelope = item.envelope
        return {
            "channel_id": event.channel_id.id,
            "event_id": event.id,
            "direction": "in",
            "state": state,
            "next_attempt_at": state == "received" and self._first_look(),
            "kind": item.kind,
            "sign": item.sign,
            "problem": item.problem,
            "original_id": original and original.id,
            "complaint_id": state != "received"
            and self._complaints_of(event.channel_id, item.answers)[:1].id,
            "happened_at": event.received_at,
            "external_id": item.external_id,
            "content_hash": item.content_hash,
            "address": envelope.sender_value,
            "address_name": envelope.sender_name,
            "subject": envelope.subject,
            "text": envelope.text,
            "html": item.html,
        }

    @api.model
    def _note_received(self, envelope, result):
        """Write down what a page of ours took in: that it came, and what became of it.

        No more: the words, and who said them, stand with the complaint, where they are protected.

        :param Envelope envelope: as taken in; its `key` is the identifier
        :param IntakeResult result: of the intake, in this very transaction
        """
        channel = self.env["police.channel"].search([("kind", "=", envelope.channel)], limit=1)
        if not channel:
            return
        self.create(
            {
                "channel_id": channel.id,
                "direction": "in",
                "state": "done",
                "kind": PERSON,
                "action": result.action,
                "complaint_id": result.complaint.id,
                "happened_at": envelope.received_at,
                "external_id": envelope.key or False,
            }
        )

    @api.model
    def _begin(self, parsed):
        """Work on what has just been parsed: at once if it is one, else in a job each.

        :param dict parsed: row of the ledger to Incoming
        """
        waiting = self.browse(row.id for row in parsed if row.next_attempt_at)
        # As good as always one; a job of its own would cost more than this work.
        alone = waiting if len(waiting) == 1 else self.browse()
        for row, item in parsed.items():
            if row not in alone:
                row._keep(item)
        if alone:
            alone._work(parsed[alone])
        else:
            waiting._enqueue_work()

    def _keep(self, item):
        """Keep what was parsed until it is worked on: another parser might take it apart otherwise."""
        self.parsed = pack(item)

    def _kept(self):
        """:rtype: Incoming

        :raises UserError: it is gone with the bytes that it was read from
        """
        if not self.parsed:
            raise UserError(self.env._("The bytes were deleted when their time was over."))
        return unpack(self.parsed)

    def _do_work(self, item=None):
        """Hand one message to the domain.

        :param Incoming item: as it has just been parsed; else as it was kept
        """
        self.env["police.channel.correspondent"]._take_turn(self.channel_id, self.address)
        item = item or self._kept()
        envelope = item.envelope
        envelope.references = self._complaints_of(self.channel_id, item.answers).ids
        complaints = self.env["police.complaint"].with_context(police_channel_message=self)
        addressed = complaints._find_addressed(envelope)
        envelope.text = self._without_links(envelope.text)
        if addressed:
            notices = self._notices_about(addressed)
            envelope.say(self.channel_id._reader().fold(envelope.text, notices))
        else:
            same = self._same_words_before()
            if same:
                self._finish_incoming("repeated", same.complaint_id)
                return
        result = complaints._intake(envelope, addressed)
        self._finish_incoming(result.action, result.complaint)

    def _without_links(self, text):
        """Words without the secret that opens the citizen's page: our notices hold it, and so do replies."""
        page = self.env["police.complaint"]._how_to_follow_url()
        return re.sub(rf"({re.escape(page)})/[\w-]+", r"\1", text) if page else text

    def _notices_about(self, complaint):
        """What a reply to a complaint may repeat of ours: what was sent, and what all notices say.

        :return: list of text; of a link only the beginning, which is the same each time
        """
        page = complaint._how_to_follow_url()
        known = {**dict.fromkeys(LINKS, page), "code": ""}
        sent = self.search_fetch(
            [("complaint_id", "=", complaint.id), ("direction", "=", "out")],
            ["subject", "text"],
            limit=MOST_NOTICES,
        )
        notices = [fill(f"{row.subject}\n{row.text}", known) for row in sent]
        general = self.env["police.notification.template"].search(
            [("kind", "=", self.channel_id.kind)]
        )
        known = {**dict.fromkeys(PLACES, ""), **known, "number": complaint.number}
        return notices + [fill(f"{row.subject}\n{row.body}", known) for row in general]

    def _finish_incoming(self, action, complaint):
        self._finish(state="done", action=action, complaint_id=complaint.id, parsed=False)

    def _same_words_before(self):
        """An earlier message of this sender that opened a complaint with the same words."""
        if not self.address:
            return self.browse()
        return self.search(
            [
                ("address", "=", self.address),
                ("content_hash", "=", self.content_hash),
                ("direction", "=", "in"),
                ("action", "=", "opened"),
                ("channel_id", "=", self.channel_id.id),
                ("happened_at", ">", self.happened_at - SAME_WORDS_WITHIN),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
