from odoo import api, models


class ResPartner(models.Model):
    """The office stays: all words to citizens are its."""

    _name = "res.partner"
    _inherit = ["police.named.mixin", "res.partner"]

    @api.model
    def _named_xmlids(self):
        return (*super()._named_xmlids(), "police_force.partner_office")
