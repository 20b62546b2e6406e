import re
import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..adapters.whatsapp.adapter import WhatsAppSettings


class PoliceChannelWhatsapp(models.Model):
    """What only WhatsApp has: our number at Meta, and by which secrets each of us knows the other."""

    _name = "police.channel.whatsapp"
    _description = "WhatsApp Number of a Channel"
    _inherit = ["police.audited.mixin", "police.channel.settings.mixin"]

    _audited_fields = ("phone_number_id", "business_account_id", "api_url", "version")
    _door_fields = frozenset(
        ("phone_number_id", "app_secret", "access_token", "verify_token", "api_url", "version")
    )
    _password_field = "access_token"
    _way_fields = ("api_url",)

    phone_number_id = fields.Char(
        "Phone number id", help="Meta's, not the number itself: WhatsApp > API Setup in the app."
    )
    business_account_id = fields.Char(
        "WhatsApp Business Account id", help="Kept for whoever looks after the account at Meta."
    )
    app_secret = fields.Char(
        groups="base.group_system",
        copy=False,
        help="Meta signs with it whatever it brings: App settings > Basic. "
        "Without it nothing is taken in.",
    )
    access_token = fields.Char(
        groups="base.group_system",
        copy=False,
        help="Of a system user, without an end date. Type it again when the API's address changes.",
    )
    verify_token = fields.Char(
        groups="base.group_system",
        copy=False,
        default=lambda self: secrets.token_urlsafe(24),
        help="Paste it beside the webhook's address at Meta, which shows it once in return.",
    )
    api_url = fields.Char(
        "Address of the Graph API", required=True, default="https://graph.facebook.com"
    )
    version = fields.Char(
        "Version of the Graph API",
        required=True,
        default="v25.0",
        help="Meta keeps each for two years.",
    )
    webhook_url = fields.Char(related="channel_id.webhook_url")

    _channel_unique = models.UniqueIndex("(channel_id)")

    @api.constrains("phone_number_id", "version")
    def _check_path(self):
        for row in self:
            if row.phone_number_id and not re.fullmatch("[0-9]+", row.phone_number_id):
                raise ValidationError(self.env._("Meta's id of a number has digits only."))
            if not re.fullmatch(r"v[0-9]+\.[0-9]+", row.version):
                raise ValidationError(self.env._("A version looks like v25.0."))

    def _own(self):
        known = self.sudo()
        return WhatsAppSettings(
            api_url=self.api_url,
            version=self.version,
            phone_number_id=self.phone_number_id or "",
            token=known.access_token or "",
            app_secret=known.app_secret or "",
            verify_token=known.verify_token or "",
        )
