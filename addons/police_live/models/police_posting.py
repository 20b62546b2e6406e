from odoo import models


class PolicePosting(models.Model):
    """Whose posts change listens to other channels from then on."""

    _inherit = "police.posting"

    def _changed(self, before=frozenset()):
        result = super()._changed(before)
        present = [("user_id", "in", self.user_id.ids), ("status", "!=", "offline")]
        users = self.env["mail.presence"].sudo().search(present).user_id
        users._bus_send("police_live_scope", {})
        return result
