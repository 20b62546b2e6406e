from odoo import models


class Base(models.AbstractModel):
    _inherit = "base"

    def export_data(self, fields_to_export):
        """Write down who exports what; rights are checked before."""
        result = super().export_data(fields_to_export)
        self.env["police.audit.entry"]._add_export(self, fields_to_export)
        return result
