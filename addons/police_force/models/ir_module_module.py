from odoo import api, models

from .police_audited import is_loading_addons


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def write(self, vals):
        """Refuse to have addons uninstalled, whatever asks for it, that hold what is in use.

        :raise UserError: with what would be lost
        """
        if vals.get("state") == "to remove":
            self._check_uninstall()
        return super().write(vals)

    def module_uninstall(self):
        """Refuse it at once, too: it can be called without anything having been asked for.

        While addons are loaded, Odoo calls it itself for what `write` has let through.

        :raise UserError: with what would be lost
        """
        if not is_loading_addons(self.env):
            self._check_uninstall()
        return super().module_uninstall()

    def _check_uninstall(self):
        self.env["police.uninstall"]._check(self | self.downstream_dependencies())

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        """Renew what is searched: translated names are loaded past the ORM."""
        result = super()._load_module_terms(modules, langs, overwrite=overwrite)
        for name in self.env.registry.descendants(["police.name.search.mixin"], "_inherit"):
            model = self.env[name]
            if not model._abstract and model._auto:
                model._renew_search_text()
        return result
