from odoo import api, models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    _inherit = "ir.rule"

    @api.model
    def _eval_context(self):
        """Offer `police_scope` and what else addons add to the domains of rules."""
        return {**super()._eval_context(), **self.env["res.users"]._rule_scopes()}

    def _compute_domain_context_values(self):
        """Rule domains are cached: a posting that begins or ends must change the key."""
        yield from super()._compute_domain_context_values()
        yield from self.env["res.users"]._rule_scopes().values()

    def _make_access_error(self, operation, records):
        """Refuse without naming: in developer mode core lists what may not be seen by name."""
        if not self._is_named_secret(records):
            return super()._make_access_error(operation, records)
        return AccessError(
            self.env._(
                "You have no access to this: %(description)s (%(model)s).",
                description=self.env["ir.model"]._get(records._name).name,
                model=records._name,
            )
        )

    @api.model
    def _is_named_secret(self, records):
        """Whether display names of these may say who a citizen is, or that a case exists."""
        if records._name in ("res.partner", "res.users"):
            return any(records.sudo().mapped("is_police_citizen"))
        return records._name.startswith("police.")
