from odoo import models


class MailNotification(models.Model):
    _name = "mail.notification"
    _inherit = ["police.message.part.mixin", "mail.notification"]
