from odoo import api, fields, models

from odoo.addons.police_channels.adapters.incoming import RECORDED


class PoliceChannelMessage(models.Model):
    _inherit = "police.channel.message"

    @api.model
    def _begin(self, parsed, flooding=()):
        """What the exchange has written down of a call completes what it told of it."""
        calls = {
            row: item
            for row, item in parsed.items()
            if row.channel_id.kind == "voice" and row.state != "flagged" and row.kind != RECORDED
        }
        if calls:
            self.env["police.call"]._read_in_ledger(calls)
        result = super()._begin(parsed, flooding)
        for row in parsed:
            if row.kind == RECORDED:
                row._call()._settle_recordings()
        return result

    def _call(self):
        """The call in which something was recorded."""
        name, calls = self._call_id(), self.env["police.call"]
        return calls._named(self.channel_id, [name]).get(name, calls)

    def _forget_who_called(self):
        """The call was an anonymous complaint: who called is kept nowhere, and the bytes go tonight."""
        self.write({"address": False, "address_name": False})
        self.event_id.purge_on = fields.Date.today()
