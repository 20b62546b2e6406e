from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Say whether there are pages of help for the user: a page that opens locked may ask nothing."""
        return {
            **super().session_info(),
            "police_has_help": self.env.user.has_group("police_force.group_user"),
        }
