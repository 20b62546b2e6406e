from odoo import api, models

from .police_arrival import DEFAULT_MAIL_MINUTES, MAIL_MINUTES

LONGEST_WAIT = 24 * 60


class IrConfigParameter(models.Model):
    """That of mails about what has arrived."""

    _inherit = "ir.config_parameter"

    @api.model
    def _service_numbers(self):
        return {**super()._service_numbers(), MAIL_MINUTES: DEFAULT_MAIL_MINUTES}

    @api.model
    def _service_maxima(self):
        return {**super()._service_maxima(), MAIL_MINUTES: LONGEST_WAIT}
