from odoo import api, fields, models

from ..models.mail.mail_activity_type import OFFERED
from ..models.mail.police_mail_on_complaint import COMPLAINT


class MailActivitySchedule(models.TransientModel):
    _inherit = "mail.activity.schedule"

    activity_type_id = fields.Many2one(domain=OFFERED)

    @api.depends("activity_type_id")
    def _compute_date_deadline(self):
        """On a complaint by the day at its unit, wherever the officer's clock is."""
        on_complaints = self.filtered(lambda dialogue: dialogue.res_model == COMPLAINT)
        for dialogue in on_complaints:
            unit = dialogue._get_applied_on_records()[:1].sudo().unit_id
            kind = dialogue.activity_type_id.with_context(tz=unit._time_zone())
            if kind:
                dialogue.date_deadline = kind._get_date_deadline()
            elif not dialogue.date_deadline:
                dialogue.date_deadline = unit._today()
        return super(MailActivitySchedule, self - on_complaints)._compute_date_deadline()
