import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.police_force.tools.phone import normalise_phone
from odoo.addons.police_grievance.tools.contact_hours import next_allowed

from ..adapters.base import Settings
from ..adapters.voice.plan import Manner
from ..adapters.voice.providers import PROVIDERS
from ..adapters.voice.settings import VoiceSettings
from .police_channel_call import GIVEN_UP
from .police_channel_provider import PoliceChannelProviderMixin

# What is dialled for 112 may be as short.
_DIALLED = re.compile(r"\+?[0-9]{2,15}")


class PoliceChannelVoiceProvider(models.Model):
    """Calls by a provider that has the exchange: who it is, and which phones of call takers are rung."""

    _name = "police.channel.voice"
    _inherit = ["police.channel.provider.mixin", "police.channel.voice"]

    _audited_fields = (
        *PoliceChannelProviderMixin._audited_fields,
        *("takers", "answered_from", "answered_to", "emergency_phone", "is_recorded"),
    )
    _door_fields = PoliceChannelProviderMixin._door_fields | {"url", "user", "account"}

    provider = fields.Selection(
        [
            ("asterisk", "Asterisk, an exchange of our own"),
            ("twilio", "Twilio"),
            ("exotel", "Exotel (India)"),
        ],
        "Answered by",
        required=True,
        default="asterisk",
    )
    url = fields.Char(help="Where recordings are fetched, with the user and the password.")
    call_url = fields.Char(
        "Address to paste for calls",
        compute="_compute_addresses",
        groups="base.group_system",
        help="Method POST. Who knows Exotel's can hand in calls.",
    )
    ended_url = fields.Char(
        "Address to paste for their end",
        compute="_compute_addresses",
        groups="base.group_system",
        help="Method POST. It tells us at once of whoever hung up, to be called back.",
    )
    takers = fields.Text(
        "Phones of call takers",
        help="One a line. They are rung one after the other, beginning with another one each call.",
    )
    answered_from = fields.Float(
        "Call takers are rung from", help="Hour of the day; the same hours: always."
    )
    answered_to = fields.Float("until")
    emergency_phone = fields.Char(
        "Dialled for danger",
        help="Whom callers in danger are put through to. Empty: a call taker is rung.",
    )

    given_up_count = fields.Integer(
        "Calls that could not be handed over", compute="_compute_given_up_count"
    )

    _hours = models.Constraint(
        "CHECK (answered_from BETWEEN 0 AND 24 AND answered_to BETWEEN 0 AND 24)",
        "Hours of the day are 0 to 24.",
    )

    @api.depends("provider", "channel_id")
    def _compute_addresses(self):
        for row in self:
            known = PROVIDERS.get(row.provider)
            settings = Settings(secret=row.channel_id.sudo().secret or "", own=row._own())
            provider = known and known(settings)
            row.call_url = provider and provider.address()
            row.ended_url = provider and provider.address("ended")

    @api.depends("channel_id")
    def _compute_given_up_count(self):
        given_up = [("channel_id", "in", self.channel_id.ids), *GIVEN_UP]
        calls = self.env["police.channel.call"].sudo()
        counts = dict(calls._read_group(given_up, ["channel_id"], ["__count"]))
        for row in self:
            row.given_up_count = counts.get(row.channel_id, 0)

    def action_retry_calls(self):
        """Button: hand over once more what was given up."""
        self.check_access("read")
        given_up = [("channel_id", "in", self.channel_id.ids), *GIVEN_UP]
        self.env["police.channel.call"].search(given_up).action_retry()

    @api.constrains("takers", "emergency_phone")
    def _check_phones(self):
        for row in self:
            wrong = [line for line in row._lines() if not normalise_phone(line)]
            if row.emergency_phone and not _DIALLED.fullmatch(row.emergency_phone):
                wrong.append(row.emergency_phone)
            if wrong:
                raise ValidationError(
                    self.env._("This is no phone number: %(words)s", words=wrong[0])
                )

    def _lines(self):
        return [line.strip() for line in (self.takers or "").splitlines() if line.strip()]

    def _manner(self, turn):
        """How a call is answered now.

        :param int turn: another one each call
        """
        takers = [normalise_phone(line) for line in self._lines()]
        begin = turn % len(takers) if takers else 0
        now, tz = fields.Datetime.now(), self.env["police.unit"]._time_zone()
        return Manner(
            takers=(*takers[begin:], *takers[:begin]),
            is_open=next_allowed(now, self.answered_from, self.answered_to, tz) <= now,
            emergency=self.emergency_phone or "",
            is_recorded=self.is_recorded,
        )

    def _own(self):
        root = f"{self.get_base_url()}/police/channel/{self.channel_id.slug}"
        return VoiceSettings(
            **self._own_account(), webhook_url=f"{root}/call", sound_url=f"{root}/sound"
        )
