from collections import Counter
from datetime import timedelta
from zlib import crc32

from odoo import api, fields, models
from odoo.tools import SQL

# Rows to wait at, for the identifiers of messages: two jobs with twenty each hardly meet at one.
PLACES = 32_768
# Who has so many turns, none of them so long after the one before, floods: a message takes two, with
# its answer.
FLOOD, IN_A_ROW = 40, timedelta(minutes=2)
# Of what speaks of danger in a flood so many go first, within so long.
URGENT, URGENT_PERIOD = 5, timedelta(hours=1)


class PoliceChannelCorrespondent(models.Model):
    """An address at the other end of a channel; its row makes its messages take turns.

    Two messages of one sender worked at the same moment would each see the person as unknown,
    and open two complaints for the same words.
    """

    _name = "police.channel.correspondent"
    _description = "Correspondent of a Channel"

    channel_id = fields.Many2one("police.channel", required=True, readonly=True, ondelete="cascade")
    value = fields.Char("Address", required=True, readonly=True, groups=fields.NO_ACCESS)
    turn_at = fields.Datetime("Last turn", readonly=True)
    turns = fields.Integer("Turns in a row", readonly=True)
    urgent_since = fields.Datetime("First of the urgent ones", readonly=True)
    urgent = fields.Integer("Urgent in this period", readonly=True)

    _channel_value = models.UniqueIndex("(channel_id, value)")

    @api.model
    def _take_turns(self, channel, arrivals):
        """Wait for all that messages could collide on: their senders, and their identifiers.

        Whoever writes chooses the identifier: two senders may choose the same.

        :param arrivals: list of the adapters.incoming.Incoming of each arrival; whoever sends some in
            one has one turn
        :return: set of the senders of whom far more comes than a person writes
        :raises OperationalError: as in `_take_turn`
        """
        senders, identifiers = Counter(), Counter()
        for incoming in arrivals:
            senders.update({item.envelope.sender_value for item in incoming})
            identifiers.update({self._place_of(item.external_id) for item in incoming})
        turns = self._take(channel, senders | identifiers)
        return {value for value in senders if turns.get(value, 0) > FLOOD}

    @staticmethod
    def _place_of(external_id):
        """What messages with this identifier wait for; few others share it.

        A row for each identifier would be kept for ever, for a moment's use.
        """
        return external_id and f"#{crc32(external_id.encode(errors='replace')) % PLACES}"

    @api.model
    def _take_turn(self, channel, value):
        """Wait until no other transaction works for this address; held until the commit.

        :return: how many turns it has had in a row; 0 of none
        :raises OperationalError: as in `_take`
        """
        return self._take(channel, {value: 1}).get(value, 0)

    def _take(self, channel, turns):
        """
        :param dict turns: addresses, and places of identifiers, to how many turns each takes; a message
            without sender waits for nobody
        :return: dict of each to how many turns it has had in a row
        :raises OperationalError: somebody else had a turn since this transaction began, so that
            what it has read is old; run it again
        """
        # In one order for all, so that no two wait for each other.
        values = sorted(filter(None, turns))
        if not values:
            return {}
        now = fields.Datetime.now()
        query = SQL(
            """
            INSERT INTO police_channel_correspondent AS known (channel_id, value, turn_at, turns)
            SELECT %s, value, %s, turns FROM unnest(%s, %s) AS wanted (value, turns)
            ON CONFLICT (channel_id, value)
            DO UPDATE SET turn_at = EXCLUDED.turn_at,
                          turns = EXCLUDED.turns + CASE WHEN known.turn_at > %s
                                                        THEN COALESCE(known.turns, 0) ELSE 0 END
            RETURNING value, turns
            """,
            channel.id,
            now,
            values,
            [turns[value] for value in values],
            now - IN_A_ROW,
        )
        # Being late is expected, and the log is no place for addresses.
        self.env.cr.execute(query, log_exceptions=False)
        return dict(self.env.cr.fetchall())

    @api.model
    def _goes_first(self, channel, value):
        """Have one more message of a sender who floods go first; its turn is taken already.

        :return: False if as many of theirs have within the last hour
        """
        sender = self.search([("channel_id", "=", channel.id), ("value", "=", value)])
        now = fields.Datetime.now()
        if not sender.urgent_since or sender.urgent_since < now - URGENT_PERIOD:
            sender.write({"urgent_since": now, "urgent": 0})
        sender.urgent += 1
        return sender.urgent <= URGENT
