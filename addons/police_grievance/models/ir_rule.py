from odoo import api, models


class IrRule(models.Model):
    _inherit = "ir.rule"

    @api.model
    def _eval_context(self):
        """Offer `police_scope` to the domains of rules: see `PoliceScope`."""
        return {**super()._eval_context(), "police_scope": self.env["res.users"]._police_scope()}

    def _compute_domain_context_values(self):
        """Rule domains are cached: a posting that begins or ends must change the key."""
        yield from super()._compute_domain_context_values()
        yield self.env["res.users"]._police_scope()
