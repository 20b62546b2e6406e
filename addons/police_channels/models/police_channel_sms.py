from datetime import timedelta
from urllib.parse import urlencode

from odoo import api, fields, models

from ..adapters.base import Broken
from ..adapters.exotel import KEY
from ..adapters.sms.settings import SmsSettings
from .police_channel_provider import USUAL_URL, PoliceChannelProviderMixin

KANNEL_URL = "http://127.0.0.1:13013/cgi-bin/sendsms"


class PoliceChannelSms(models.Model):
    """What only SMS has: who sends them, and how the force is registered with the operators."""

    _name = "police.channel.sms"
    _description = "SMS Gateway of a Channel"
    _inherit = "police.channel.provider.mixin"

    _audited_fields = (
        *PoliceChannelProviderMixin._audited_fields,
        *("header", "entity_id", "most_parts"),
    )
    _usual_url = {"kannel": KANNEL_URL, **USUAL_URL}

    provider = fields.Selection(
        [
            ("kannel", "Kannel, a gateway of our own"),
            ("twilio", "Twilio"),
            ("exotel", "Exotel (India)"),
        ],
        "Sent by",
        required=True,
        default="kannel",
    )
    url = fields.Char(
        "Sending address",
        required=True,
        default=KANNEL_URL,
        help="Where messages to send are taken: Kannel's smsbox, or the provider's server.",
    )
    user = fields.Char(
        help="Of Kannel: the user. Of Twilio: the Account SID. Of Exotel: the API key."
    )
    password = fields.Char(
        help="Of Kannel: the password. Of Twilio: the Auth Token. Of Exotel: the API token."
    )
    incoming_url = fields.Char(
        "Address to paste at the provider",
        compute="_compute_incoming_url",
        groups="base.group_system",
        help="For incoming messages, method POST. Who knows Exotel's can hand in messages.",
    )
    report_url = fields.Char(
        "Address for reports",
        required=True,
        default="http://127.0.0.1:13080/in",
        groups="base.group_system",
        help="The SMS door with its key, as the gateway reaches it: it hands on what became of "
        "each message. Who knows this address can hand in messages.",
    )
    header = fields.Char(
        "Sender",
        help="The registered header that phones show as the sender. Empty: our number.",
    )
    entity_id = fields.Char(
        "Entity id (DLT)",
        help="Under which the force is registered with the operators in India. "
        "With it, nothing goes out whose words have no template id.",
    )
    most_parts = fields.Integer(
        "Most parts of a notice",
        required=True,
        default=6,
        help="A longer notice goes another way, or the control room gets a task to call. "
        "One part has 70 letters of Hindi, each of several 67.",
    )

    _channel_unique = models.UniqueIndex("(channel_id)")
    _most_parts = models.Constraint(
        "CHECK (most_parts BETWEEN 1 AND 255)", "A notice has 1 to 255 parts."
    )

    @api.depends("provider", "channel_id")
    def _compute_incoming_url(self):
        for row in self:
            channel = row.channel_id.sudo()
            key = urlencode({KEY: channel.secret or ""}) if row.provider == "exotel" else ""
            row.incoming_url = f"{channel.webhook_url}?{key}" if key else channel.webhook_url

    def _left_behind(self):
        """Messages of the last whole day (UTC) that the provider received, and never handed in."""
        yesterday = fields.Date.today() - timedelta(days=1)
        try:
            received = self.channel_id._adapter().provider.received_on(yesterday)
        except Broken:
            return None
        if received is None:
            return None
        messages = self.env["police.channel.message"]
        known = messages._received_by_external_id(self.channel_id, list(received))
        return len(received - known.keys())

    def _own(self):
        return SmsSettings(
            **self._own_account(),
            webhook_url=self.channel_id.webhook_url,
            header=self.header or "",
            report_url=self.sudo().report_url,
            entity_id=self.entity_id or "",
            most_parts=self.most_parts,
        )
