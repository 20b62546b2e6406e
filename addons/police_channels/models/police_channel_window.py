from odoo import fields, models

from ..adapters.outgoing import WINDOW_CLOSED


class PoliceChannelWindow(models.AbstractModel):
    """Some providers take words of our own only for a while after somebody wrote, and may say so late."""

    _inherit = "police.channel.outgoing.mixin"  # pylint: disable=consider-merging-classes-inherited

    only_approved = fields.Boolean("Only in approved words", readonly=True, copy=False)

    def _may_write_freely(self):
        return not self.only_approved and super()._may_write_freely()

    def _not_delivered(self, refusal):
        """Do what a report asks for that says that this did not arrive.

        :param str refusal: as in Receipt
        """
        if refusal != WINDOW_CLOSED:
            self._give_up(False)
        elif not self.only_approved:  # else it tells once more of the words of our own
            self._send_approved()

    def _send_approved(self):
        """Send once more, in the words that the provider has approved, where there are any."""
        if not self.provider_template or self.evidence_ids:
            self._give_up(False, WINDOW_CLOSED)
            return
        self.only_approved = True
        self._queue_again(self.attempts, self._first_look(), False)
        self._enqueue_work()
