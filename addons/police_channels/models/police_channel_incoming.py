from datetime import timedelta

from odoo import api, fields, models

from ..adapters.base import PERSON

# The same words of the same sender within this time are the same message, sent again.
SAME_WORDS_WITHIN = timedelta(hours=24)


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
    position = fields.Integer("Place in the arrival", readonly=True)
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
        groups="police_grievance.group_control_room",
    )

    @api.model
    def _store_incoming(self, event, incoming):
        """Make a ledger row of each message of an event; one that is known already makes none.

        :param event: `police.channel.event`
        :param incoming: list of adapters.base.Incoming
        :return: the new rows
        """
        known = self._received_by_external_id(
            event.channel_id, [item.external_id for item in incoming]
        )
        values_list = []
        for position, item in enumerate(incoming):
            original = known.get(item.external_id)
            if not original or original.content_hash != item.content_hash:
                values = self._values_of_incoming(event, position, item, original)
                values_list.append(values)
        return self.create(values_list)

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

    def _values_of_incoming(self, event, position, item, original):
        state = "received" if item.kind == PERSON else "set_aside"
        if original:
            state = "flagged"
        envelope = item.envelope
        return {
            "channel_id": event.channel_id.id,
            "event_id": event.id,
            "position": position,
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

    def _do_work(self):
        """Hand one message to the domain."""
        self.env["police.channel.correspondent"]._take_turn(self.channel_id, self.address)
        item = self.event_id._parse()[0][self.position]
        envelope = item.envelope
        envelope.references = self._complaints_of(self.channel_id, item.answers).ids
        complaints = self.env["police.complaint"].with_context(police_channel_message=self)
        is_reply = (
            envelope.references or envelope.complaint_numbers
        ) and complaints._find_addressed(envelope)
        if is_reply:
            envelope.text = item.reply_text
        else:
            same = self._same_words_before()
            if same:
                self._finish(state="done", action="repeated", complaint_id=same.complaint_id.id)
                return
        result = complaints._intake(envelope)
        self._finish(state="done", action=result.action, complaint_id=result.complaint.id)

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
