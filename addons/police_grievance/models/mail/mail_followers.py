from odoo import models


class MailFollowers(models.Model):
    _name = "mail.followers"
    _inherit = ["police.mail.on.complaint.mixin", "mail.followers"]
