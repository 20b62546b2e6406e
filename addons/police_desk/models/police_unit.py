from odoo import models


class PoliceUnit(models.Model):
    _inherit = "police.unit"

    def _pass_on_to(self, successor):
        """Drafts that go to this unit and shifts that were handed over pass to the successor, too."""
        drafts = self.env["police.registration"].sudo()
        drafts.search([("unit_id", "=", self.id), ("state", "=", "draft")]).unit_id = successor
        shifts = self.env["police.handover"].sudo()
        shifts.search([("unit_id", "=", self.id), ("taken_at", "=", False)]).unit_id = successor
        return super()._pass_on_to(successor)
