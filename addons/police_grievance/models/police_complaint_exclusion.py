from odoo import models
from odoo.exceptions import UserError


class PoliceComplaintExclusion(models.AbstractModel):
    """A complaint about a police unit goes around that unit.

    Who serves there does not see it: a global rule, since rules of groups only add.
    """

    _name = "police.complaint.exclusion"
    _description = "Complaints about the Police"

    def _values_around(self, complained_unit_id):
        """Where a complaint about a unit goes, whatever its place says.

        :param complained_unit_id: id of the `police.unit` complained of, or False
        :return: values for unit, district, circle and how it was decided; none without such a unit
        """
        if not complained_unit_id:
            return {}
        above = self.env["police.unit"].sudo().browse(complained_unit_id)._unit_above()
        return {
            **self._unit_values(above),
            "routing_state": "certain",
            "routing_rule": "about_unit",
            "routing_details": {},
            "proposed_unit_id": False,
        }

    def _route_around(self):
        """Take complaints out of the hands of the unit that they are about."""
        for complaint in self.sudo():
            complaint.write(
                {**self._values_around(complaint.complained_unit_id.id), "post_id": False}
            )

    def _check_not_about(self, unit):
        """Refuse to hand complaints to the unit that they are about, or to one below it.

        :raise UserError: one of them is about it
        """
        above = {int(ancestor) for ancestor in unit.parent_path.split("/")[:-1]}
        if above.intersection(self.complained_unit_id.ids):
            raise UserError(
                self.env._("This complaint is about that unit: another one looks into it.")
            )
