from odoo import models
from odoo.exceptions import AccessError


class MailTemplate(models.Model):
    _inherit = "mail.template"

    def send_mail_batch(self, res_ids, *args, **kwargs):
        """Refuse mails from templates by hand: any sender, any address, any words."""
        if not (self.env.su or self.env.user.has_group("base.group_erp_manager")):
            raise AccessError(self.env._("Mails of the office are sent by the service."))
        return super().send_mail_batch(res_ids, *args, **kwargs)
