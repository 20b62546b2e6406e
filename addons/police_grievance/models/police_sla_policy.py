from odoo import api, fields, models


class PoliceSlaPolicy(models.Model):
    """What the service promises, in dated versions."""

    _name = "police.sla.policy"
    _description = "Deadline Policy"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_default = fields.Boolean("Used where a category names no other")
    version_ids = fields.One2many("police.sla.version", "policy_id", "Versions")

    _default_unique = models.UniqueIndex(
        "(is_default) WHERE is_default IS TRUE", "There is one default deadline policy."
    )

    @api.model
    def _default(self):
        return self.sudo().search([("is_default", "=", True)], limit=1)

    def _version_at(self, moment):
        """The version in force at a moment (naive UTC)."""
        self.ensure_one()
        return (
            self.env["police.sla.version"]
            .sudo()
            .search(
                [("policy_id", "=", self.id), ("date_from", "<=", moment)],
                order="date_from desc, id desc",
                limit=1,
            )
        )
