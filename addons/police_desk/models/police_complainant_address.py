from odoo import fields, models


class PoliceComplainantAddress(models.Model):
    _inherit = "police.complainant.address"

    kind = fields.Selection(
        selection_add=[("post", "Postal address"), ("other",)], ondelete={"post": "set other"}
    )
