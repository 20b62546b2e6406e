from odoo import fields, models

from ..models.mail.mail_activity_type import OFFERED


class MailActivitySchedule(models.TransientModel):
    _inherit = "mail.activity.schedule"

    activity_type_id = fields.Many2one(domain=OFFERED)
