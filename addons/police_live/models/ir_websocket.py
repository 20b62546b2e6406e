from odoo import models


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Add what the user's own posts are told: nobody asks for it by name."""
        return [*super()._build_bus_channel_list(channels), *self.env["police.live"]._channels()]
