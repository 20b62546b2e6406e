from odoo import api, models


class PoliceSlaPart(models.AbstractModel):
    """A part of a deadline policy: promises are kept in memory and read anew after each change."""

    _name = "police.sla.part"
    _description = "Part of a Deadline Policy"

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        self.env.registry.clear_cache()
        return parts

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
