from odoo import fields, models

from .police_notification_template import NEUTRAL


class PoliceChannelSafety(models.AbstractModel):
    """Notices to somebody who said how they may be reached: neutral, and at their hours.

    Looked up when a notice is handed over, not when it is written: what a citizen says meanwhile
    goes for what waits, too. The same for every channel.
    """

    _name = "police.channel.safety"
    _description = "Safe Notices"

    is_neutral = fields.Boolean("Neutral words", readonly=True)

    def _recipient(self):
        """The address that this message goes to, with what its person said of it.

        :return: `police.complainant.address`; of everybody with that address, once the party is gone
        """
        addresses = self.env["police.complainant.address"].sudo()
        kind = self.channel_id._address_kind()
        domain = [("kind", "=", kind), ("value", "=", self.address)]
        if self.party_id:
            domain += [("complainant_id", "=", self.party_id.complainant_id.id)]
        return addresses.search(domain)

    def _hours_allow_at(self, recipient):
        """When the recipient may get this message; None for now at once."""
        now = fields.Datetime.now()
        tz = self.complaint_id.unit_id._time_zone()
        begins = recipient._contact_at(now, tz)
        return begins if begins > now else None

    def _make_safe(self, recipient):
        """Replace the words by neutral ones, where others read along.

        It answers nothing then, and has nobody's name on it.
        """
        if self.is_neutral or not any(recipient.mapped("is_shared")):
            return
        template = self.env["police.notification.template"]._find(
            NEUTRAL, self.channel_id.kind, self.language
        )
        told = self.with_context(lang=self.language)
        subject, body = (
            template._words({})
            if template
            else (
                told.env._("A message for you"),
                told.env._("You have a reply. Look when it is safe for you."),
            )
        )
        self.write({"is_neutral": True, "subject": subject, "text": body, "in_reply_to": False})
