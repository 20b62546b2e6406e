from odoo import api, models


class MailLinkPreview(models.Model):
    _inherit = "mail.link.preview"

    @api.model
    def _is_link_preview_enabled(self):
        """Not for officers: whoever sent a link would see that and when one of them reads it."""
        is_officer = self.env.user.has_group("police_force.group_user")
        return not is_officer and super()._is_link_preview_enabled()

    @api.model
    def _create_from_message_and_notify(self, message, request_url=None):
        """Nor of what is said on a record of the service."""
        if (message.sudo().model or "").startswith("police."):
            return None
        return super()._create_from_message_and_notify(message, request_url=request_url)
