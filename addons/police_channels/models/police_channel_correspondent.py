from zlib import crc32

from odoo import api, fields, models
from odoo.tools import SQL

# Rows to wait at, for the identifiers of messages.
PLACES = 4096


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

    _channel_value = models.UniqueIndex("(channel_id, value)")

    @api.model
    def _take_turns(self, channel, incoming):
        """Wait for all that messages could collide on: their senders, and their identifiers.

        Whoever writes chooses the identifier: two senders may choose the same.

        :param incoming: list of adapters.base.Incoming
        :raises OperationalError: as in `_take_turn`
        """
        senders = {item.envelope.sender_value for item in incoming}
        identifiers = {self._place_of(item.external_id) for item in incoming}
        # In one order for all, so that no two wait for each other.
        for value in sorted(filter(None, senders | identifiers)):
            self._take_turn(channel, value)

    @staticmethod
    def _place_of(external_id):
        """What messages with this identifier wait for; few others share it.

        A row for each identifier would be kept for ever, for a moment's use.
        """
        return external_id and f"#{crc32(external_id.encode(errors='replace')) % PLACES}"

    @api.model
    def _take_turn(self, channel, value):
        """Wait until no other transaction works for this address; held until the commit.

        :raises OperationalError: somebody else had a turn since this transaction began, so that
            what it has read is old; run it again
        """
        if value:  # a message without sender waits for nobody
            query = SQL(
                """
                INSERT INTO police_channel_correspondent (channel_id, value, turn_at)
                VALUES (%s, %s, %s)
                ON CONFLICT (channel_id, value) DO UPDATE SET turn_at = EXCLUDED.turn_at
                """,
                channel.id,
                value,
                fields.Datetime.now(),
            )
            # Being late is expected, and the log is no place for addresses.
            self.env.cr.execute(query, log_exceptions=False)
