from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class PoliceUnitRetirement(models.AbstractModel):
    """How a unit ends: archived, or merged into its successor; never with open complaints."""

    _name = "police.unit.retirement"
    _description = "End of a Police Unit"

    open_complaints = fields.Integer(
        compute="_compute_open_complaints", groups="police_grievance.group_district_administrator"
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
        if retired.child_ids.filtered("active"):
            raise ValidationError(
                self.env._("Units below this one are still in use: move or archive them first.")
            )

    def action_merge(self):
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_grievance.police_unit_merge_action"
        )
        return {**action, "context": {"default_unit_id": self.id}}

    def _merge_into(self, successor):
        """End this unit: open complaints, places and units below pass to its successor.

        :param successor: `police.unit`
        :raise UserError: the successor is the unit itself, below it, or archived
        """
        self.ensure_one()
        (self | successor).check_access("write")
        if not successor.active or self in successor + self.browse(
            map(int, successor.parent_path.split("/")[:-1])
        ):
            raise UserError(self.env._("Choose a unit in use that does not belong to this one."))
        moving = (
            self.env["police.complaint"]
            .sudo()
            .search([("is_open", "=", True), ("unit_id", "=", self.id)])
        )
        moving.write({**moving._unit_values(successor), "routing_rule": "merged", "post_id": False})
        self.env["police.place"].search([("unit_id", "=", self.id)]).unit_id = successor
        self.child_ids.parent_id = successor
        self.write({"successor_id": successor.id, "date_to": fields.Date.today(), "active": False})
