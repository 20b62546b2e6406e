from odoo import models


class MailMessageReaction(models.Model):
    _name = "mail.message.reaction"
    _inherit = ["police.message.part.mixin", "mail.message.reaction"]
    _message_field = "message_id"
