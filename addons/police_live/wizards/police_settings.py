from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..models.police_arrival import DEFAULT_MAIL_MINUTES, MAIL_MINUTES


class PoliceSettings(models.TransientModel):
    """When posts hear by mail of what has arrived."""

    _inherit = "police.settings"

    arrival_mail_minutes = fields.Integer(
        "One mail for what arrives within (minutes)", help="To the mailbox of the office. 0: none."
    )

    @api.model
    def _parameters(self):
        return (
            *super()._parameters(),
            ("arrival_mail_minutes", MAIL_MINUTES, DEFAULT_MAIL_MINUTES),
        )

    @api.constrains("arrival_mail_minutes")
    def _check_arrival_mail_minutes(self):
        if any(page.arrival_mail_minutes < 0 for page in self):
            raise ValidationError(self.env._("This must not be less than zero."))
