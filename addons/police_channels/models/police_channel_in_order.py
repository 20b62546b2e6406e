from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.queue_job.exception import RetryableJobError

# A job that died holds up nobody for longer.
LONGEST_WAIT = timedelta(minutes=1)


class PoliceChannelInOrder(models.AbstractModel):
    """What one message is answered with leaves in its order, though several jobs send side by side.

    A warning of danger goes first, then the notice with the number, then what is asked.
    """

    _inherit = "police.channel.outgoing.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _let_earlier_go(self):
        """
        :raises RetryableJobError: something is to be said to them before this; run again in a moment
        """
        if self._is_after_another():
            raise RetryableJobError("an earlier answer goes first", 1, ignore_retry=True)

    def _is_after_another(self):
        """Whether something that answers the same message goes out before this; not if it waits for its hour,
        or to be tried again.
        """
        if not self.in_reply_to or self.event_code == "danger":
            return False
        to_them = Domain("address", "=", self.address) & Domain("direction", "=", "out")
        alike = Domain("channel_id", "=", self.channel_id.id)
        alike &= Domain("in_reply_to", "=", self.in_reply_to)
        is_first = Domain("event_code", "=", "danger")
        if self.reply_code:
            is_first |= Domain("id", "<", self.id)
        waits = Domain("state", "in", ("queued", "sending")) & Domain("error", "=", False)
        waits &= Domain("happened_at", ">", fields.Datetime.now() - LONGEST_WAIT)
        return bool(self.search_count(to_them & alike & is_first & waits, limit=1))
