from odoo import api, fields, models

from ..models.mail.mail_activity_type import OFFERED
from ..models.mail.police_mail_on_complaint import COMPLAINT


class MailActivitySchedule(models.TransientModel):
    _inherit = "mail.activity.schedule"

    activity_type_id = fields.Many2one(domain=OFFERED)

    @api.depends("activity_type_id")
    def _compute_date_deadline(self):
        """On a complaint by the day at its unit, wherever the officer's clock is."""
        for dialogue in self:
            unit = dialogue.res_model == COMPLAINT and (
                dialogue._get_applied_on_records()[:1].sudo().unit_id
            )
            there = dialogue.with_context(tz=unit._time_zone()) if unit else dialogue
            super(MailActivitySchedule, there)._compute_date_deadline()
