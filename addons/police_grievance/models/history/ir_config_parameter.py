from odoo import api, models

from ..complaint.police_complaint_const import (
    DEFAULT_LISTEN_MINUTES,
    DEFAULT_REPLY_HOLD,
    LISTEN_MINUTES,
    REPLY_HOLD,
)
from .police_closing import DEFAULT_HOLD, HOLD_SECONDS

# A week: a citizen is told one day.
LONGEST_HOLD = 7 * 24 * 3600
LONGEST_LISTENING = 24 * 60
LONGEST_REPLY_HOLD = 10 * 60


class IrConfigParameter(models.Model):
    """Those of complaints."""

    _inherit = "ir.config_parameter"

    @api.model
    def _service_numbers(self):
        own = {
            HOLD_SECONDS: DEFAULT_HOLD,
            LISTEN_MINUTES: DEFAULT_LISTEN_MINUTES,
            REPLY_HOLD: DEFAULT_REPLY_HOLD,
        }
        return {**super()._service_numbers(), **own}

    @api.model
    def _service_maxima(self):
        own = {
            HOLD_SECONDS: LONGEST_HOLD,
            LISTEN_MINUTES: LONGEST_LISTENING,
            REPLY_HOLD: LONGEST_REPLY_HOLD,
        }
        return {**super()._service_maxima(), **own}
