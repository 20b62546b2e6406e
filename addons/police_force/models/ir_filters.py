from odoo import models
from odoo.exceptions import AccessError

ADMINISTRATORS = ("police_force.group_administrator", "base.group_erp_manager")


class IrFilters(models.Model):
    _inherit = "ir.filters"

    def _check_access(self, operation):
        """What others look at by a saved filter, an administrator decides: on records of the
        service, and of filters that officers make.

        A default filter for everybody could keep complaints out of everybody's sight.
        """
        result = super()._check_access(operation)
        if result or operation == "read" or any(map(self.env.user.has_group, ADMINISTRATORS)):
            return result
        ours = self.sudo()
        if not self.env.user.has_group("police_force.group_user"):
            ours = ours.filtered(lambda one: one.model_id.startswith("police."))
        others = ours.filtered(lambda one: one.user_ids != self.env.user)
        if not others:
            return result
        return self.browse(others.ids), lambda: AccessError(
            self.env._("Filters for others are kept by administrators.")
        )

    def write(self, vals):
        """No filter for others is turned to records of the service."""
        result = super().write(vals)
        if "model_id" in vals:
            self.check_access("write")
        return result
