from dataclasses import replace
from datetime import timedelta

from odoo import api, fields, models

# A part that comes once more within this time is the same one.
REPEATED_WITHIN = timedelta(days=1)
# One that comes when its message was worked on without it still belongs to that, not to a new one.
LATE_WITHIN = timedelta(hours=1)
# What came so short a time before a message may be a part of it.
NEAR = timedelta(minutes=10)
# Where a part has not come.
GAP = " […] "


class PoliceChannelPart(models.Model):
    """A part of a long message, such as an SMS of several: they come in any order, twice, or not at all.

    The message is a row of the ledger as soon as its first part is there, for all of the desk to see; it is
    worked on when it is complete, and after a while without what has not come. A sender's program uses
    the same reference again for other messages: a place that is taken by other words begins a new one.
    The same words in the same place are a part that came twice; its row counts for nothing, unless a
    later message lacks just that part (`_fill`).
    """

    _name = "police.channel.part"
    _description = "Part of a Long Message"
    _order = "id"
    _rec_name = "number"

    channel_id = fields.Many2one(
        "police.channel", required=True, readonly=True, ondelete="restrict"
    )
    event_id = fields.Many2one(
        "police.channel.event",
        "Arrival",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    message_id = fields.Many2one(
        "police.channel.message", required=True, readonly=True, index=True, ondelete="restrict"
    )
    address = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    reference = fields.Char(required=True, readonly=True)
    total = fields.Integer(required=True, readonly=True)
    number = fields.Integer(required=True, readonly=True)
    text = fields.Text(readonly=True, groups=fields.NO_ACCESS)
    external_id = fields.Char("Identifier", required=True, readonly=True, groups=fields.NO_ACCESS)
    arrived_at = fields.Datetime("When", required=True, readonly=True)

    _external_unique = models.UniqueIndex("(channel_id, external_id)")
    _reference = models.Index("(channel_id, address, reference, arrived_at DESC)")

    @api.model
    def _take(self, event, item):
        """Put a part to its message. The turn of its sender is taken.

        :param event: `police.channel.event` that it came with
        :param Incoming item: the part
        :return: dict of the message to what is known of it now; empty for a part that was there already
        """
        if self._is_known(event.channel_id, item):
            return {}
        before = self._alike(
            event.channel_id,
            item.envelope.sender_value,
            item.part.reference,
            item.part.total,
            event.received_at,
        )
        same_place = before.filtered(lambda row: row.number == item.part.number)
        same = same_place.filtered(lambda row: (row.text or "") == item.envelope.text)
        if same:
            # As good as always it is the same part again; else `_fill` still has it.
            self._create_of(same[-1:].message_id, event, item)
            return {}
        # The latest message first: references come round.
        with_room = before.message_id - same_place.message_id
        for message in with_room.sorted("id", reverse=True):
            if message._waits_for_parts():
                return self._complete(message, event, item)
            if message.parts_left and self._is_late(message, event):
                return self._store_alone(event, replace(item, answers=[message.external_id]))
        return self._store_alone(event, item)

    def _is_known(self, channel, item):
        known = [("channel_id", "=", channel.id), ("external_id", "=", item.external_id)]
        return bool(self.search_count(known, limit=1))

    def _alike(self, channel, address, reference, total, moment):
        """The parts of the same sender with the same reference, of the last day before `moment`."""
        return self.search(
            [
                ("channel_id", "=", channel.id),
                ("address", "=", address),
                ("reference", "=", reference),
                ("total", "=", total),
                ("arrived_at", ">", moment - REPEATED_WITHIN),
            ]
        )

    def _is_late(self, message, event):
        return message.happened_at > event.received_at - LATE_WITHIN

    def _store_alone(self, event, item):
        """Begin a message with this part; one that only comes late waits for no other."""
        stored = self.env["police.channel.message"]._store_whole(event, [replace(item, part=None)])
        for message in stored:
            self._create_of(message, event, item)
            if not item.answers:
                stored[message] = self._join(message, item, item.part.total)
        return stored

    def _complete(self, message, event, item):
        """Add this part to a message that waits for it."""
        self._create_of(message, event, item)
        return {message: self._join(message, item, item.part.total)}

    def _create_of(self, message, event, item):
        return self.create(
            {
                "channel_id": event.channel_id.id,
                "event_id": event.id,
                "message_id": message.id,
                "address": item.envelope.sender_value,
                "reference": item.part.reference,
                "total": item.part.total,
                "number": item.part.number,
                "text": item.envelope.text,
                "external_id": item.external_id,
                "arrived_at": event.received_at,
            }
        )

    @api.model
    def _fill(self, message, item):
        """Give a message what it lacks from parts that were taken for an older message's, come again.

        A sender's program that uses a reference again may use words again, too. Only when the message
        would be worked on without them: until then its own parts may come.

        :param message: `police.channel.message`
        :param Incoming item: what is known of it
        :return: the Incoming that it is now
        """
        parts = self.search([("message_id", "=", message.id)])
        found = self._taken_for_older(message, parts)
        if not found:
            return item
        for part in found.values():
            part.message_id = message
        return self._join(message, item, parts[:1].total)

    def _taken_for_older(self, message, parts):
        """:return: dict of each number that is lacking to the latest part that may be it"""
        first, found, seen = parts[:1], {}, set()
        alike = self._alike(
            first.channel_id, first.address, first.reference, first.total, first.arrived_at
        )
        for part in alike - parts:
            place = (part.message_id.id, part.number)
            is_near = part.arrived_at > first.arrived_at - NEAR
            if place in seen and is_near and part.message_id.id < message.id:
                found[part.number] = part
            seen.add(place)
        return {number: found[number] for number in found.keys() - set(parts.mapped("number"))}

    def _join(self, message, item, total):
        """Give a message the words of all its parts that have come.

        :return: the Incoming that it is now
        """
        parts = self.search([("message_id", "=", message.id)])
        by_number = {part.number: part.text or "" for part in parts}
        places = range(1, total + 1)
        words = "".join(by_number.get(number, GAP) for number in places)
        whole = message.channel_id._reader().join(item, words)
        values = {
            "text": words,
            "content_hash": whole.content_hash,
            "parts_left": total - len(by_number),
        }
        # What is set aside, such as a bank's, is nothing to work on, however long it is.
        if message.next_attempt_at:
            values["next_attempt_at"] = message._first_look()
        message.write(values)
        if message.parsed:
            earlier = message._kept().envelope.received_at
            whole.envelope.received_at = min(earlier, whole.envelope.received_at)
        return replace(whole, external_id=message.external_id)
