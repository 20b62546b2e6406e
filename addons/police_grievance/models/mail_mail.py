from odoo import models


class MailMail(models.Model):
    """A mail's name is its subject: what a notice says, and of which complaint."""

    _name = "mail.mail"
    _inherit = ["police.secret.name", "mail.mail"]
