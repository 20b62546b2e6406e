from odoo import api, models


class PoliceCachedMixin(models.AbstractModel):
    """Records of which something is kept in memory, and read anew after each change.

    `_cached_fields` names the fields that what is kept follows from; None, as here, all of them.
    """

    _name = "police.cached.mixin"
    _description = "Kept in Memory"

    _cached_fields = None

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        result = super().write(vals)
        if self._cached_fields is None or self._cached_fields & vals.keys():
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
