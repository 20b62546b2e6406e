from odoo import models
from odoo.exceptions import UserError

from odoo.addons.police_force.tools.phone import normalise_phone


class PoliceComplaint(models.Model):
    _inherit = "police.complaint"

    def action_call(self):
        """Button: call the citizen from one's own phone.

        :raise UserError: no phone of theirs is known to the user
        """
        self.ensure_one()
        self.check_access("read")
        addresses = self._known_complainants().complainant_id.address_ids
        kinds = addresses._phone_kinds()
        phones = [
            address.value
            for address in addresses
            if address.kind in kinds and normalise_phone(address.value) == address.value
        ]
        if not phones:
            raise UserError(self.env._("No phone of the citizen is known."))
        self.env["police.call"]._call_back(phones[0], complaint_id=self.id)
