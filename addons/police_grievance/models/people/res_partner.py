from odoo import fields, models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["police.secret.name.mixin", "res.partner"]

    is_police_citizen = fields.Boolean(
        "Citizen with complaints",
        copy=False,
        readonly=True,
        help="The account has complaints: it is hidden from all who may not know who complained.",
    )

    def _not_told(self):
        """Only who complained is a secret."""
        return super(ResPartner, self.filtered("is_police_citizen"))._not_told()

    def _hide_citizen(self):
        """Hide accounts from staff from now on: they have to do with a complaint."""
        hidden = self.sudo().filtered(lambda partner: not partner.is_police_citizen)
        hidden.is_police_citizen = True
