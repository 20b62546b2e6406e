from odoo import api, models


class IrCron(models.Model):
    """That of mails about what has arrived."""

    _inherit = "ir.cron"

    @api.model
    def _named_xmlids(self):
        return (*super()._named_xmlids(), "police_live.ir_cron_arrivals")
