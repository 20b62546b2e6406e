from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .police_complaint_protection import CONTROL_ROOM

SUPERVISOR = "police_force.group_supervisor"


class PoliceComplaintContactMixin(models.AbstractModel):
    """How the citizen of a complaint may be reached, and who that is, put right after a mistake.

    Name and phone are for the control room and supervisors who may know them, and for who took the
    complaint down: a station cannot cut off a citizen whom it would rather not hear.
    """

    _name = "police.complaint.contact.mixin"
    _description = "Safe Contact with a Citizen"
    _inherit = "police.complaint.protection.mixin"

    contact_warning = fields.Char("Before contact", compute="_compute_contact")
    may_correct_contact = fields.Boolean(compute="_compute_contact")

    @api.depends("confidentiality", "party_ids.complainant_id.address_ids")
    @api.depends_context("uid", "lang")
    def _compute_contact(self):
        """For those who may know whom to contact, which is asked once for both."""
        known = self._known_complainants().grouped("complaint_id")
        for complaint in self:
            parties = known.get(complaint, self.env["police.party"])
            addresses = parties.complainant_id.address_ids
            complaint.contact_warning = " · ".join(addresses._contact_warnings()) or False
            complaint.may_correct_contact = bool(parties) and complaint._is_corrector()

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

    def _citizen_contact(self, party):
        """What the citizen's page shows of it; None where there is no address."""
        addresses = party.sudo().complainant_id.address_ids
        if party.role != "complainant" or not addresses:
            return None
        return addresses[0]._contact_values()

    def _known_complainants(self):
        """The parties who complained, as far as the user may know them: the first one first."""
        parties = self.env["police.party"]
        if not parties.has_access("read"):
            return parties
        of_these = [("complaint_id", "in", self.ids), ("role", "=", "complainant")]
        return parties.search(of_these, order="id")

    def _is_corrector(self):
        user = self.env.user
        return (
            user.has_group(CONTROL_ROOM) or user.has_group(SUPERVISOR) or self.taken_by_id == user
        )

    def _check_may_correct(self):
        self._check_may_know()
        if not all(complaint._is_corrector() for complaint in self):
            raise AccessError(
                self.env._(
                    "Name and phone are corrected by who took the complaint down, the control room "
                    "or a supervisor."
                )
            )

    def action_correct_contact(self):
        return self._dialog("police_grievance.police_contact_correction_action")

    def _correct_contact(self, name, phone, everywhere=False):
        """Put name and phone of who complained right.

        A person who complained before is another one from here on, unless it goes for all of theirs.

        :param str phone: as typed; empty for none
        :param bool everywhere: in their other complaints, too
        :raise AccessError: not the user's to do, here or in one of the others
        :raise UserError: nobody complained, or the person looks after it in an account of theirs
        """
        self.ensure_one()
        self._check_may_correct()
        party = self._known_complainants()[:1].sudo()
        person = party.complainant_id
        if not person or party._account():
            raise UserError(
                self.env._("Name and phone are in the citizen's account: only they change them.")
            )
        others = (person.party_ids - party).complaint_id
        if others and everywhere:
            others.with_env(self.env)._check_may_correct()
        elif others:
            person = person._apart()
            party.complainant_id = person
        changed = person._correct(name, phone)
        if changed:
            # Who did it and when; from what to what is for those who may know the person.
            self.sudo().message_post(
                body=self.env._("Corrected: who complained (%(what)s).", what=", ".join(changed)),
                author_id=self.env.user.partner_id.id,
                subtype_xmlid="mail.mt_note",
            )
