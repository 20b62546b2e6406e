from odoo import api, fields, models

# Where those that have several products are asked, unless somebody writes another address.
USUAL_URL = {"twilio": "https://api.twilio.com", "exotel": "https://api.in.exotel.com"}


class PoliceChannelProviderMixin(models.AbstractModel):
    """An account at a provider: what an `adapters.web_service.WebService` needs of us.

    Who may be the provider says the field `provider` of each model.
    """

    _name = "police.channel.provider.mixin"
    _description = "Account at a Provider"
    _inherit = ["police.audited.mixin", "police.channel.settings.mixin"]

    _audited_fields = ("provider", "url", "user", "account")
    # What comes in is verified with the provider's own password.
    _door_fields = frozenset(("provider", "password"))
    _password_field = "password"
    _way_fields = ("provider", "url")
    _usual_url = USUAL_URL

    url = fields.Char("Provider's address")
    user = fields.Char(help="Of Twilio: the Account SID. Of Exotel: the API key.")
    account = fields.Char("Account SID")
    password = fields.Char(
        groups="base.group_system",
        copy=False,
        help="Of Twilio: the Auth Token. Of Exotel: the API token.",
    )

    @api.onchange("provider")
    def _onchange_provider(self):
        if not self.url or self.url in self._usual_url.values():
            self.url = self._usual_url.get(self.provider)

    def _own_account(self):
        """:return: dict for `adapters.web_service.Account`"""
        return {
            "provider": self.provider,
            "url": self.url or "",
            "user": self.user or "",
            "account": self.account or "",
            "password": self.sudo().password or "",
        }
