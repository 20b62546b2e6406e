from odoo import api, models

from .police_morning_mail import DEFAULT_MORNING, MORNING_HOUR
from .police_supervisor_overview import DEFAULT_SILENT, SILENT_HOURS

# The hour in which the last mails of a day can go out; the hours of a year.
LAST_MORNING, MOST_SILENT = 23, 366 * 24


class IrConfigParameter(models.Model):
    """Those of the morning."""

    _inherit = "ir.config_parameter"

    @api.model
    def _service_numbers(self):
        own = {MORNING_HOUR: DEFAULT_MORNING, SILENT_HOURS: DEFAULT_SILENT}
        return {**super()._service_numbers(), **own}

    @api.model
    def _service_maxima(self):
        own = {MORNING_HOUR: LAST_MORNING, SILENT_HOURS: MOST_SILENT}
        return {**super()._service_maxima(), **own}
