"""Take apart once more what waits: before, it was read from the bytes each time."""

import logging

from odoo import SUPERUSER_ID, api

_logger = logging.getLogger(__name__)


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    cr.execute(
        """SELECT id, position FROM police_channel_message
            WHERE direction = 'in' AND parsed IS NULL
              AND state IN ('received', 'set_aside', 'flagged', 'failed')"""
    )
    for message_id, position in cr.fetchall():
        message = env["police.channel.message"].browse(message_id)
        try:
            message._keep(message.event_id._parse()[0][position])
        except Exception as error:  # noqa: BLE001 its words are gone, or never could be read: all else goes on
            _logger.info("%s is left as it is: %s", message, type(error).__name__)
        env.flush_all()
        env.invalidate_all()
