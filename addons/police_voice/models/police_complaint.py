from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.police_force.tools.phone import normalise_phone

from .police_phone import CALL_TAKER


class PoliceComplaint(models.Model):
    _inherit = "police.complaint"

    has_phone = fields.Boolean(
        "The citizen can be called", compute="_compute_has_phone", groups=CALL_TAKER
    )

    @api.depends_context("uid")
    @api.depends("party_ids.complainant_id.address_ids")
    def _compute_has_phone(self):
        phones = self._known_phones()
        for complaint in self:
            complaint.has_phone = bool(phones[complaint])

    def action_call(self):
        """Button: call the citizen from one's own phone.

        :raise UserError: no phone of theirs is known to the user
        """
        self.ensure_one()
        self.check_access("read")
        phones = self._known_phones()[self]
        if not phones:
            raise UserError(self.env._("No phone of the citizen is known."))
        self.env["police.call"]._call_back(phones[0], complaint_id=self.id)

    def _known_phones(self):
        """:return: dict of each of these to a list of the citizen's phones, as far as the user may know them"""
        parties = self._known_complainants()
        of_complaint = parties.grouped("complaint_id")
        kinds = parties.complainant_id.address_ids._phone_kinds()
        return {
            complaint: [
                address.value
                for address in of_complaint.get(
                    complaint, parties.browse()
                ).complainant_id.address_ids
                if address.kind in kinds and normalise_phone(address.value) == address.value
            ]
            for complaint in self
        }
