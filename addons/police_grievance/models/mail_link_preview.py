from odoo import api, models


class MailLinkPreview(models.Model):
    _inherit = "mail.link.preview"

    @api.model
    def _is_link_preview_enabled(self):
        """Never: whoever sent a link would see that and when somebody here reads it."""
        return False
