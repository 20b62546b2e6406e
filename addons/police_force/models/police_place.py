from odoo import api, fields, models

from .police_unit import COORDINATE_BASES


class PolicePlace(models.Model):
    """A locality, landmark or PIN code that leads to a unit, or a place outside the zone."""

    _name = "police.place"
    _description = "Place"
    _inherit = [
        "police.in.use.mixin",
        "police.audited.mixin",
        "police.name.search.mixin",
        "police.bilingual.name.mixin",
    ]
    _order = "name, id"

    _audited_fields = (
        "name",
        "kind",
        "pin_code",
        "district_id",
        "unit_id",
        "active",
        "alias_names",
    )

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [
            ("locality", "Locality"),
            ("landmark", "Landmark"),
            ("tehsil", "Tehsil"),
            ("pin_code", "PIN code area"),
            # Named by whom the zone cannot help: no station here answers for it.
            ("outside", "Outside the zone"),
        ],
        required=True,
        default="locality",
    )
    pin_code = fields.Char("PIN code", index="btree_not_null")
    latitude = fields.Float(digits=(9, 6))
    longitude = fields.Float(digits=(9, 6))
    coordinate_basis = fields.Selection(COORDINATE_BASES, "What the point is")
    district_id = fields.Many2one(
        "police.unit", domain=[("kind", "=", "district")], index=True, ondelete="restrict"
    )
    unit_id = fields.Many2one(
        "police.unit", "Police station", index="btree_not_null", ondelete="restrict"
    )
    active = fields.Boolean(default=True)

    def _audit_districts(self):
        return {place: place.district_id for place in self}

    @api.constrains("unit_id", "active")
    def _check_unit_in_use(self):
        self.filtered("active").sudo().unit_id._check_takes_more()
