from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from .police_channel_safety import AT_ONCE

RATE_PERIOD = timedelta(hours=1)


class PoliceChannelRate(models.AbstractModel):
    """How much an address gets in an hour: whoever forges it can have it flooded by our own messages.

    Answers and notices are counted apart: a forger makes answers, and no notice waits behind them.
    """

    _inherit = "police.channel.outgoing.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _rate_allows_at(self):
        """When this address may get another message; None for now at once.

        The turn of the address is taken, so that two jobs cannot both count the same.
        """
        self.env["police.channel.correspondent"]._take_turn(self.channel_id, self.address)
        sent_to = [
            ("address", "=", self.address),
            ("direction", "=", "out"),
            ("officer_id", "=", False),
            ("sent_at", ">", fields.Datetime.now() - RATE_PERIOD),
        ]
        limit = self.channel_id.rate_limit
        domain = Domain(sent_to) & self._counted_together()
        recent = self.search(domain, order="sent_at desc", limit=limit)
        return recent[-1].sent_at + RATE_PERIOD if len(recent) == limit else None

    def _counted_together(self):
        """What has a limit together with this one, as a Domain.

        A notice that comes at once waits for nothing but as many of its own occasion.
        """
        if self.reply_code:
            return Domain("reply_code", "!=", False)
        if self.event_code in AT_ONCE:
            return Domain("event_code", "=", self.event_code)
        return Domain("reply_code", "=", False) & Domain("event_code", "not in", AT_ONCE)
