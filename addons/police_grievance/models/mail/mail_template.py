from odoo import models
from odoo.exceptions import AccessError


class MailTemplate(models.Model):
    _inherit = "mail.template"

    def send_mail_batch(self, res_ids, *args, **kwargs):
        """Refuse mails from templates by hand to officers, and about records of the service to all:
        any sender, any address, any words."""
        user = self.env.user
        if not (self.env.su or user.has_group("base.group_erp_manager")):
            ours = (self.model or "").startswith("police.")
            if ours or user.has_group("police_force.group_user"):
                raise AccessError(self.env._("Mails of the office are sent by the service."))
        return super().send_mail_batch(res_ids, *args, **kwargs)
