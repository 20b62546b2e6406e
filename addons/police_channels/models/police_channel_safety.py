from datetime import timedelta

from odoo import fields, models

from odoo.addons.police_grievance.tools.contact_hours import next_allowed

from ..adapters import ADAPTERS
from .ir_config_parameter import QUIET_FROM, QUIET_TO
from .police_notification_template import NEUTRAL

# In danger, or waiting at a page of ours: these come at any hour.
AT_ONCE = ("danger", "code", "new_link")
# Who wrote so short a time before is awake and waits; an answer that is this old itself wakes them.
JUST_NOW, STALE = timedelta(minutes=15), timedelta(hours=1)


class PoliceChannelSafetyMixin(models.AbstractModel):
    """Notices to somebody who said how they may be reached: neutral, and at their hours.

    Looked up when a notice is handed over, not when it is written: what a citizen says meanwhile
    goes for what waits, too. The same for every channel.
    """

    _name = "police.channel.safety.mixin"
    _description = "Safe Notices"

    is_neutral = fields.Boolean("Neutral words", readonly=True)

    def _recipient(self):
        """The address that this message goes to, with what its person said of it.

        :return: `police.complainant.address`; of everybody with that address, once the party is gone
        """
        addresses = self.env["police.complainant.address"].sudo()
        kind = self.channel_id._address_kind()
        # A phone's WhatsApp is that phone.
        kinds = addresses._phone_kinds() if kind == "phone" else (kind,)
        domain = [("kind", "in", kinds), ("value", "=", self.address)]
        if self.party_id:
            domain += [("complainant_id", "=", self.party_id.complainant_id.id)]
        return addresses.search(domain)

    def _hours_allow_at(self, recipient):
        """When the recipient may get this message; None for now at once."""
        now = fields.Datetime.now()
        tz = self.complaint_id.unit_id._time_zone()
        begins = recipient._contact_at(now, tz)
        if self._keeps_quiet_hours():
            begins = self._after_quiet_hours(begins, recipient, tz)
        return begins if begins > now else None

    def _keeps_quiet_hours(self):
        """Whether it makes a phone ring, and nobody waits for it."""
        is_chat = ADAPTERS[self.channel_id.kind].is_chat
        return is_chat and self.event_code not in AT_ONCE and not self._answers_just_now()

    def _answers_just_now(self):
        written = [
            ("direction", "=", "in"),
            ("address", "=", self.address),
            ("happened_at", ">=", self.happened_at - JUST_NOW),
        ]
        is_fresh = self.happened_at > fields.Datetime.now() - STALE
        return is_fresh and bool(self.search_count(written, limit=1))

    def _after_quiet_hours(self, moment, recipient, tz):
        """The first moment that their hours and ours allow; where these never meet, theirs alone count.

        :param datetime moment: allowed by theirs, naive UTC
        """
        number = self.env["ir.config_parameter"]._service_number
        quiet_from, quiet_to = number(QUIET_FROM), number(QUIET_TO)
        at = moment
        # After a day both begin where they began.
        for _turn in range(3):
            loud_at = next_allowed(at, quiet_to, quiet_from, tz)
            if loud_at <= at:
                return at
            at = recipient._contact_at(loud_at, tz)
        return moment

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
        self.write(
            {
                "is_neutral": True,
                "subject": subject,
                "text": body,
                "provider_template": template.provider_template,
                "provider_parameters": False,
                "in_reply_to": False,
            }
        )
