from odoo import api, models

from odoo.addons.bus.models.bus import channel_with_db, hashable

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
