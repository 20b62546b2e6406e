from odoo import api, models
from odoo.exceptions import UserError

from .police_audited import is_loading_addons


class PoliceNamedMixin(models.AbstractModel):
    """Records of which the code names some by their external ids: these cannot be deleted."""

    _name = "police.named.mixin"
    _description = "Named by the Service"

    @api.model
    def _named_xmlids(self):
        """:return: tuple of the external ids that the code names; addons add theirs"""
        return ()

    def _named(self):
        """Those of these records that the code names; costs no query."""
        lookup = self.env["ir.model.data"]._xmlid_to_res_id
        named = {lookup(xmlid) for xmlid in self._named_xmlids()}
        return self.filtered(lambda record: record.id in named)

    # Whether addons are unloaded is not for the context to say: anybody may send one.
    @api.ondelete(at_uninstall=True)
    def _unlink_except_named(self):
        named = self.browse() if is_loading_addons(self.env) else self._named()
        if named:
            raise UserError(
                self.env._(
                    "The service itself works with “%(name)s”: it cannot be deleted.",
                    name=named[0].display_name,
                )
            )
