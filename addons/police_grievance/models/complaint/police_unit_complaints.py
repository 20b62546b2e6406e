from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PoliceUnit(models.Model):
    """A unit does not end with open complaints; merged, it passes them on."""

    _inherit = "police.unit"

    open_complaints = fields.Integer(
        compute="_compute_open_complaints", groups="police_force.group_district_administrator"
    )

    def _compute_open_complaints(self):
        counts = self._open_complaints_by_unit()
        for unit in self:
            unit.open_complaints = counts.get(unit.id, 0)

    def _open_complaints_by_unit(self):
        groups = (
            self.env["police.complaint"]
            .sudo()
            ._read_group(
                [("is_open", "=", True), ("unit_id", "in", self.ids)], ["unit_id"], ["__count"]
            )
        )
        return {unit.id: count for unit, count in groups}

    @api.constrains("active")
    def _check_nothing_open(self):
        retired = self.filtered(lambda unit: not unit.active)
        counts = retired._open_complaints_by_unit()
        for unit in retired.filtered(lambda unit: unit.id in counts):
            raise ValidationError(
                self.env._(
                    "“%(unit)s” still has open complaints (%(count)d). Move them to another unit first: "
                    "“Merge into another unit” does so.",
                    unit=unit.name,
                    count=counts[unit.id],
                )
            )

    def _pass_on_to(self, successor):
        """Open complaints pass to the successor, with the places and units below."""
        moving = (
            self.env["police.complaint"]
            .sudo()
            .search([("is_open", "=", True), ("unit_id", "=", self.id)])
        )
        moving.write({**moving._unit_values(successor), "routing_rule": "merged", "post_id": False})
        return super()._pass_on_to(successor)
