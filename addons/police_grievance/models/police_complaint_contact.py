from odoo import SUPERUSER_ID, api, fields, models


class PoliceComplaintContact(models.AbstractModel):
    """How the citizen of a complaint may be reached: kept with the address, as it is theirs."""

    _name = "police.complaint.contact"
    _description = "Safe Contact with a Citizen"

    contact_warning = fields.Char("Before contact", compute="_compute_contact_warning")

    @api.depends("party_ids.complainant_id.address_ids")
    @api.depends_context("uid", "lang")
    def _compute_contact_warning(self):
        """For those who may know whom to contact."""
        parties = self.env["police.party"]
        if parties.has_access("read"):
            parties = parties.search(
                [("complaint_id", "in", self.ids), ("role", "=", "complainant")]
            )
        for complaint in self:
            own = parties.filtered(lambda party, own=complaint: party.complaint_id == own)
            addresses = own.complainant_id.address_ids
            complaint.contact_warning = " · ".join(addresses._contact_warnings()) or False

    def action_contact(self):
        return self._dialog("police_grievance.police_complaint_contact_action")

    def _set_safe_contact(self, party, values):
        """Say how a party may be reached, at all addresses that they have.

        Whoever reads along there has the links, too: those end.

        :param party: `police.party` of this complaint
        :param dict values: of `SAFETY_FIELDS`
        """
        person = party.sudo().complainant_id
        if values.get("is_shared") and not all(person.address_ids.mapped("is_shared")):
            self.env["police.access.token"]._end(person.party_ids)
        if values:
            person.address_ids.write(values)

    def _contact_by_citizen(self, party, values, key):
        """The citizen says on their page how they may be reached."""
        complaint = self.with_user(SUPERUSER_ID)
        self._act_once(
            "contact",
            key,
            tuple(str(value) for value in values.values()),
            lambda: complaint._set_safe_contact(party, values),
        )

    def _citizen_contact(self, party):
        """What the citizen's page shows of it; None where there is no address."""
        addresses = party.sudo().complainant_id.address_ids
        if party.role != "complainant" or not addresses:
            return None
        return addresses[0]._contact_values()
