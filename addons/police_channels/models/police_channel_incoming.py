from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..adapters.incoming import BOUNCE, CALLS, MOVED, OWN, PERSON, RECORDED, SIGN, TAKEN_BACK
from ..tools.kept import pack, unpack

# What a person need not look at; who took something back, is told on the complaint, and who rang is
# called back.
NEVER_SEEN = (OWN, SIGN, TAKEN_BACK, MOVED, *CALLS, RECORDED)


class PoliceChannelIncomingMixin(models.AbstractModel):
    """What came in: a row of the ledger for each message of a parsed event, or set aside with the reason."""

    _name = "police.channel.incoming.mixin"
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
    parts_left = fields.Integer("Parts that have not come", readonly=True)
    sign = fields.Char("Told by", readonly=True, help="What showed that no person wrote it.")
    problem = fields.Char("Broken", readonly=True, help="What is wrong with it as it arrived.")
    action = fields.Selection(
        [
            ("opened", "Opened a complaint"),
            ("joined", "Joined a complaint"),
            ("attached", "Added to a closed complaint"),
            ("repeated", "Same words again"),
            ("answered", "Was answered"),
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
    def _store_plain(self, arrivals):
        """Make the ledger rows of arrivals that are one new message of a person each, and have nothing
        to do with each other. All others come in their turn, when those before them are worked on.

        :param dict arrivals: `police.channel.event`, of one channel, to list of Incoming
        :return: dict of event to what `_store_incoming` gives
        """
        every = [item for incoming in arrivals.values() for item in incoming]
        named = Counter(item.external_id for item in every)
        sent = Counter(item.envelope.sender_value for item in every)
        channel = next(iter(arrivals)).channel_id
        known = self._received_by_external_id(channel, list(named))
        plain = {
            event: item
            for event, incoming in arrivals.items()
            for item in incoming
            if len(incoming) == 1
            and item.kind == PERSON
            and not item.part
            and named[item.external_id] == sent[item.envelope.sender_value] == 1
            and item.external_id not in known
        }
        rows = self.create(
            [self._values_of_incoming(event, item, self.browse()) for event, item in plain.items()]
        )
        opened_before = self._have_opened(channel, list(sent))
        for item in plain.values():
            item.is_first = item.envelope.sender_value not in opened_before
        return {event: {row: item} for (event, item), row in zip(plain.items(), rows, strict=True)}

    def _have_opened(self, channel, addresses):
        """:return: set of those addresses whose messages by this channel have opened complaints"""
        opened = [
            ("channel_id", "=", channel.id),
            ("direction", "=", "in"),
            ("action", "=", "opened"),
            ("address", "in", addresses),
        ]
        return {address for [address] in self._read_group(opened, ["address"])}

    @api.model
    def _store_incoming(self, event, incoming):
        """Make a ledger row of each message of an event; one that is known already makes none.

        :param event: `police.channel.event`
        :param incoming: list of adapters.incoming.Incoming
        :rtype: dict of row that is new, or has a part more, to what was parsed
        """
        stored = {}
        for part in filter(lambda item: item.part, incoming):
            stored |= self.env["police.channel.part"]._take(event, part)
        return stored | self._store_whole(event, [item for item in incoming if not item.part])

    def _waits_for_parts(self):
        """Whether a part that comes now belongs into this message."""
        return bool(self.parts_left and (self.next_attempt_at or self.state == "set_aside"))

    def _store_whole(self, event, incoming):
        """The same, of messages that are no parts of others."""
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
        letter = self._letter_answered(event.channel_id, item)
        if letter and not complaint and not of_sender:
            state = "set_aside"
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
            "officer_id": letter.officer_id.id,
            "is_unseen": state == "set_aside"
            and not letter
            and self._is_to_be_seen(item.kind, complaint),
            # A messenger that could not reach us tells hours later when it was written.
            "happened_at": envelope.received_at,
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
        has called the desk already, nor at what says no words.

        :param str kind: see adapters.incoming.KINDS
        :param complaint: that it belongs to, or none
        """
        return kind not in NEVER_SEEN and not (kind == BOUNCE and complaint)

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
