from odoo import api, models


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        """Renew what is searched: translated names are loaded past the ORM."""
        result = super()._load_module_terms(modules, langs, overwrite=overwrite)
        for name in self.env.registry.descendants(["police.name.search.mixin"], "_inherit"):
            model = self.env[name]
            if not model._abstract and model._auto:
                model._renew_search_text()
        return result
