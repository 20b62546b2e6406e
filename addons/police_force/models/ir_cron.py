from odoo import api, models


class IrCron(models.Model):
    """The service's own scheduled actions are switched off and not deleted."""

    _name = "ir.cron"
    _inherit = ["police.named.mixin", "ir.cron"]

    @api.model
    def _named_xmlids(self):
        names = ("reset_passwords", "follow_posts")
        return (*super()._named_xmlids(), *(f"police_force.ir_cron_{name}" for name in names))
