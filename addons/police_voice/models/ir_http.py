from odoo import models

from .police_phone import CALL_TAKER


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Say whether the user takes calls: other screens ask for none."""
        return {
            **super().session_info(),
            "police_takes_calls": self.env.user.has_group(CALL_TAKER),
        }
