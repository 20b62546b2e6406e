from functools import partial

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.bus.models.bus import (
    channel_with_db,
    get_notify_payloads,
    hashable,
    json_dump,
)

from ..tools.bell import BELL
from .police_live import LIVE


class BusBus(models.Model):
    _inherit = "bus.bus"

    @api.model
    def _poll(self, channels, last=0, ignore_ids=None):
        """Leave out what became somebody else's since the screen asked for it: postings end."""
        live = {hashable(channel) for channel in channels if channel[-1] == LIVE}
        if live:
            own = {
                channel_with_db(self.env.cr.dbname, channel)
                for channel in self.env["police.live"]._channels()
            }
            gone = live - own
            channels = [channel for channel in channels if hashable(channel) not in gone]
        return super()._poll(channels, last, ignore_ids)

    @api.model
    def _send_live(self, payloads):
        """Like `_sendone` for each at once, before the commit, and over a connection that stays.

        :param dict payloads: by channel, as `_sendone` takes it
        """
        database = self.env.cr.dbname
        channels = {channel_with_db(database, channel): channel for channel in payloads}
        rows = [
            (
                json_dump(named),
                json_dump({"type": "police_live", "payload": payloads[channel]}),
                self.env.cr.now(),
            )
            for named, channel in channels.items()
        ]
        # Past the ORM: every change of a complaint does this, and nothing hangs on these rows.
        self.env.cr.execute(
            SQL(
                "INSERT INTO bus_bus (channel, message, create_date) VALUES %s",
                SQL(", ").join(rows),
            )
        )
        self.env.cr.postcommit.add(partial(BELL.ring, get_notify_payloads(list(channels))))
