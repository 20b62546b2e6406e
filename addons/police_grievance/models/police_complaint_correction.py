from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .police_complaint_protection import CONTROL_ROOM

SUPERVISOR = "police_grievance.group_supervisor"


class PoliceComplaintCorrection(models.AbstractModel):
    """Name and phone of who complained, put right after they were mistaken at registration.

    For the control room and supervisors who may know them, and for who took the complaint down: a
    station cannot cut off a citizen whom it would rather not hear.
    """

    _name = "police.complaint.correction"
    _description = "Correction of Who Complained"

    may_correct_contact = fields.Boolean(compute="_compute_may_correct_contact")

    @api.depends("identity", "party_ids")
    @api.depends_context("uid")
    def _compute_may_correct_contact(self):
        known = self._known_complainants().complaint_id
        for complaint in self:
            complaint.may_correct_contact = complaint in known and complaint._is_corrector()

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
