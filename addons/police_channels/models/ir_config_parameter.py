from odoo import api, models

from .police_conversation import (
    DEFAULT_REMINDER,
    DEFAULT_TOGETHER,
    REMINDER_MINUTES,
    TOGETHER_MINUTES,
)

# Hours of the day between which no phone is made to ring by a notice.
QUIET_FROM, DEFAULT_FROM = "police_channels.quiet_from", 21.0
QUIET_TO, DEFAULT_TO = "police_channels.quiet_to", 8.0
LAST_HOUR = 24.0
# A day: what comes later is another matter, or another day's.
LONGEST = 24 * 60


class IrConfigParameter(models.Model):
    """Those of channels and conversations."""

    _inherit = "ir.config_parameter"

    @api.model
    def _service_numbers(self):
        return {
            **super()._service_numbers(),
            QUIET_FROM: DEFAULT_FROM,
            QUIET_TO: DEFAULT_TO,
            TOGETHER_MINUTES: DEFAULT_TOGETHER,
            REMINDER_MINUTES: DEFAULT_REMINDER,
        }

    @api.model
    def _service_maxima(self):
        return {
            **super()._service_maxima(),
            QUIET_FROM: LAST_HOUR,
            QUIET_TO: LAST_HOUR,
            TOGETHER_MINUTES: LONGEST,
            REMINDER_MINUTES: LONGEST,
        }
