from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.queue_job.exception import RetryableJobError

# A job that died holds up nobody for longer.
LONGEST_WAIT = timedelta(minutes=1)


class PoliceChannelInOrder(models.AbstractModel):
    """What is said in a conversation leaves in its order, though several jobs send side by side.

    Of what one message is answered with a warning of danger goes first, then the notice with the number, then
    the question; and answers to several messages one after the other.
    """

    _inherit = "police.channel.outgoing.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _let_earlier_go(self):
        """
        :raises RetryableJobError: something is to be said to them before this; run again in a moment
        """
        if self._is_after_another():
            raise RetryableJobError("something else is to be said first", 1, ignore_retry=True)

    def _is_after_another(self):
        """Whether something goes out to the same address before this; not if it waits for its hour, or to be
        tried again.
        """
        if not self.channel_id._reader().is_chat or self.event_code == "danger":
            return False
        to_them = Domain("address", "=", self.address) & Domain("direction", "=", "out")
        to_them &= Domain("channel_id", "=", self.channel_id.id)
        answered = self.in_reply_to
        on_same = Domain("in_reply_to", "=", answered) if answered else Domain.FALSE
        is_first = on_same & Domain("event_code", "=", "danger")
        if self.reply_code:
            is_answer = Domain("reply_code", "!=", False)
            is_first |= (on_same | is_answer) & Domain("id", "<", self.id)
        waits = Domain("state", "in", ("queued", "sending")) & Domain("error", "=", False)
        waits &= Domain("happened_at", ">", fields.Datetime.now() - LONGEST_WAIT)
        return bool(self.search_count(to_them & is_first & waits, limit=1))
