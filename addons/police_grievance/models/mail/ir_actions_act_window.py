from odoo import api, models

from ..people.police_masked import READERS
from .police_mail_on_complaint import COMPLAINT


class IrActionsActWindow(models.Model):
    _inherit = "ir.actions.act_window"

    @api.depends_context("uid")
    def _compute_views(self):
        """Offer no view of activities on complaints to those who read none."""
        super()._compute_views()
        if self.env.user.has_group(READERS):
            return
        for action in self.filtered(lambda action: action.res_model == COMPLAINT):
            action.views = [view for view in action.views if view[1] != "activity"]
