from odoo import fields, models

from .police_complaint_words import ROUTING_STATES


class PoliceComplaintRouting(models.AbstractModel):
    """Which unit a complaint belongs to, and who said so."""

    _name = "police.complaint.routing"
    _description = "Routing of a Complaint"

    place_id = fields.Many2one("police.place", "Place", index="btree_not_null")
    place_text = fields.Char("Where, in the citizen's words")
    pin_code = fields.Char("PIN code")
    latitude = fields.Float(digits=(9, 6))
    longitude = fields.Float(digits=(9, 6))
    unit_id = fields.Many2one("police.unit", "With", readonly=True, copy=False, tracking=True)
    # Stamped, not related: a reorganisation must not rewrite the past.
    district_id = fields.Many2one("police.unit", "District", readonly=True, copy=False)
    circle_id = fields.Many2one("police.unit", "Circle", readonly=True, copy=False)
    routing_state = fields.Selection(ROUTING_STATES, "Routing", readonly=True, copy=False)
    routing_confidence = fields.Float(readonly=True, copy=False, aggregator=None)
    routing_rule = fields.Char("Why there", readonly=True, copy=False)
    proposed_unit_id = fields.Many2one("police.unit", "Proposed station", copy=False)

    def _route_values(self, vals):
        """Where a complaint with these values goes.

        :param dict vals: values of a complaint about to be created
        :return: values for unit, district, circle and how it was decided
        """
        desk = self.env["police.unit"]._zone_desk()
        return {**self._unit_values(desk), "routing_state": "unknown", "routing_rule": ""}

    def _unit_values(self, unit):
        """Stamp of a unit on a complaint."""
        return {
            "unit_id": unit.id,
            "district_id": unit.district_id.id,
            "circle_id": unit.circle_id.id,
        }
