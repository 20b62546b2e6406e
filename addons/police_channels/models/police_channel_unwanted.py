from odoo import models

# Goes out all the same: what they have just told us or asked for, and that 112 helps.
STILL_TOLD = ("received", "danger", "code", "new_link")


class PoliceChannelUnwanted(models.AbstractModel):
    """Notices to somebody who wrote STOP go another way, or are set aside, also those that waited already."""

    _inherit = "police.channel.outgoing.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _is_unwanted(self, recipient):
        """Send this another way if its recipient wants no notices here, or set it aside without one.

        Where the complaint waits for their answer, somebody calls.

        :param recipient: `police.complainant.address` that it goes to
        :return: whether it does not go this way
        """
        is_asked_for = self.reply_code or self.officer_id or self.event_code in STILL_TOLD
        if is_asked_for or not self._is_stopped(recipient):
            return False
        if self._pass_on():
            self._finish(state="passed_on", error="stopped")
            return True
        self.write({"state": "set_aside", "error": "stopped", "next_attempt_at": False})
        if self.event_code == "asked":
            self._ask_to_call()
        return True

    def _is_stopped(self, recipient):
        """Whether they wrote STOP on this kind of channel; where it has no row, the phone's WhatsApp says."""
        kind = self.channel_id._address_kind()
        here = recipient.filtered(lambda row: row.kind == kind) or recipient
        return bool(here) and all(here.mapped("no_notices_since"))
