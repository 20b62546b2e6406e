from odoo import api, models
from odoo.exceptions import UserError

from .police_audited import is_loading_addons

IDENTITY = frozenset(("name", "module", "model", "res_id"))


class IrModelData(models.Model):
    """What the code names by its external id keeps it."""

    _inherit = "ir.model.data"

    @api.ondelete(at_uninstall=True)
    def _unlink_except_named(self):
        self._check_not_named()

    def write(self, vals):
        """Refuse to give the external id of what the code names to something else.

        :raise UserError: one of these is such an id
        """
        if IDENTITY.intersection(vals):
            self._check_not_named()
        return super().write(vals)

    def _check_not_named(self):
        if is_loading_addons(self.env):
            return
        named = {
            xmlid
            for model in self.env.registry.descendants(["police.named.mixin"], "_inherit")
            for xmlid in self.env[model]._named_xmlids()
        }
        for data in self:
            if data.complete_name in named:
                raise UserError(
                    self.env._(
                        "The service itself works with “%(name)s”: it cannot be deleted.",
                        name=data.complete_name,
                    )
                )
