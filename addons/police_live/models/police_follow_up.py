from odoo import api, models


class PoliceFollowUp(models.Model):
    """A direction is told at once to the station that it goes to."""

    _inherit = "police.follow.up"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows.sudo()._note_live("direction")
        return rows

    def write(self, vals):
        result = super().write(vals)
        if "answered_at" in vals:
            self.sudo()._note_live("changed")
        return result

    def _note_live(self, kind):
        live = self.env["police.live"]
        directions = self.filtered(lambda row: row.method == "direction")
        live._note(directions.complaint_id, kind)
        live._note((self - directions).complaint_id)
        general = directions.filtered(lambda row: not row.complaint_id)
        if general:
            live._happened().orders.update(general.ids)
