from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class PoliceUnitRetirement(models.AbstractModel):
    """How a unit ends: archived, or merged into its successor; never with units in use below."""

    _name = "police.unit.retirement"
    _description = "End of a Police Unit"

    @api.constrains("active")
    def _check_nothing_below(self):
        retired = self.filtered(lambda unit: not unit.active)
        if retired.child_ids.filtered("active"):
            raise ValidationError(
                self.env._("Units below this one are still in use: move or archive them first.")
            )

    def action_merge(self):
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_force.police_unit_merge_action"
        )
        return {**action, "context": {"default_unit_id": self.id}}

    def _merge_into(self, successor):
        """End this unit: what it has passes to its successor.

        :param successor: `police.unit`
        :raise UserError: the successor is the unit itself, below it, or archived
        """
        self.ensure_one()
        (self | successor).check_access("write")
        if not successor.active or self.id in successor._ancestor_ids():
            raise UserError(self.env._("Choose a unit in use that does not belong to this one."))
        self._pass_on_to(successor)
        self.write({"successor_id": successor.id, "date_to": fields.Date.today(), "active": False})

    def _pass_on_to(self, successor):
        """Places and units below pass to the successor. What else belongs to units extends this."""
        self.env["police.place"].search([("unit_id", "=", self.id)]).unit_id = successor
        self.child_ids.parent_id = successor
