import re

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.police_grievance.tools.documents import read_documents
from odoo.addons.police_grievance.tools.placeholders import fill

from ..adapters.base import BOUNCE, OWN, PERSON
from ..tools.kept import pack, unpack
from .police_notification_template import LINKS, PLACES

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
    # What no person has looked at yet; set aside for nothing is a citizen whom nobody hears.
    is_unseen = fields.Boolean("Not looked at", readonly=True, copy=False)
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
            same = known.get(item.external_id, self.browse())
            if item.content_hash not in same.mapped("content_hash"):
                new.append((self._values_of_incoming(event, item, same), item))
        rows = self.create([values for values, _item in new])
        return {row: item for row, (_values, item) in zip(rows, new, strict=True)}

    def _received_by_external_id(self, channel, external_ids):
        """:return: dict of each identifier that is known → all that came with it, the first one first"""
        found = self.search(
            [
                ("channel_id", "=", channel.id),
                ("direction", "=", "in"),
                ("external_id", "in", external_ids),
            ],
            order="id",
        )
        return found.grouped("external_id")

    def _values_of_incoming(self, event, item, same):
        """Values of a new row.

        Who sends chooses the identifier, and programs choose badly: from another sender it is another
        message. Of the same sender a person has to look.

        :param same: what came with the same identifier, the first one first
        """
        state = "received" if item.kind == PERSON else "set_aside"
        of_sender = same.filtered(lambda row: (row.address or "") == item.envelope.sender_value)
        original = of_sender[:1] or same[:1]
        if of_sender:
            state = "flagged"
        complaint = self.env["police.complaint"]
        if state != "received":
            complaint = self._complaints_of(event.channel_id, item.answers)[:1]
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
            "original_id": original.id,
            "complaint_id": complaint.id,
            "is_unseen": state == "set_aside" and self._is_to_be_seen(item.kind, complaint),
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
    def _is_to_be_seen(self, kind, complaint):
        """Whether a person looks at what is set aside: not at our own mail, nor at a bounce that
        has called the desk already.

        :param str kind: see adapters.base.KINDS
        :param complaint: that it belongs to, or none
        """
        return kind != OWN and not (kind == BOUNCE and complaint)

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
        read_documents(envelope.files)
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
            note = self._absence_note_before()
            if note:
                self._set_note_aside(item, note)
                return
        result = complaints._intake(envelope, addressed)
        if item.is_sealed:
            result.complaint._ask_desk_to_call("police_channels.mail_activity_type_ask_for_words")
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
        self._finish(
            state="done",
            action=action,
            complaint_id=complaint.id,
            parsed=False,
            is_unseen=False,
        )
