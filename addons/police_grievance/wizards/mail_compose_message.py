from odoo import models
from odoo.exceptions import AccessError

from ..models.mail.police_mail_on_complaint import COMPLAINT


class MailComposeMessage(models.TransientModel):
    _inherit = "mail.compose.message"

    def _action_send_mail_mass_mail(self, res_ids, auto_commit=False):
        """Refuse mails to many by hand to officers, and about records of the service to all: any
        sender, any address, outside the history."""
        if not self.env.su and self.model == COMPLAINT:
            raise AccessError(self.env._("Use “Reply to the citizen” to write to the citizen."))
        user = self.env.user
        if not (self.env.su or user.has_group("base.group_erp_manager")):
            ours = (self.model or "").startswith("police.")
            if ours or user.has_group("police_force.group_user"):
                raise AccessError(self.env._("Mails of the office are sent by the service."))
        return super()._action_send_mail_mass_mail(res_ids, auto_commit=auto_commit)
