from odoo import models


class PoliceOfficer(models.Model):
    _inherit = "police.officer"

    def _make_users(self, vals_list, posts):
        """Whoever is new is shown around at the first log-in with a role."""
        users = super()._make_users(vals_list, posts)
        users.tour_enabled = True
        return users
