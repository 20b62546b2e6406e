from odoo import api, models


class IrCron(models.Model):
    """That of the morning mail."""

    _inherit = "ir.cron"

    @api.model
    def _named_xmlids(self):
        return (*super()._named_xmlids(), "police_desk.ir_cron_morning_mail")
