from odoo import api, models


class MailActivityType(models.Model):
    """Those of channels."""

    _inherit = "mail.activity.type"

    @api.model
    def _named_xmlids(self):
        return (
            *super()._named_xmlids(),
            *(
                f"police_channels.mail_activity_type_{name}"
                for name in ("call_citizen", "ask_for_words", "talk_to_citizen", "codes_used_up")
            ),
        )
