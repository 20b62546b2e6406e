from odoo import SUPERUSER_ID, models
from odoo.exceptions import AccessError, UserError

CONTROL_ROOM = "police_force.group_control_room"


class PoliceComplaintLinkMixin(models.AbstractModel):
    """The links that open a complaint, and the account that it is kept in.

    A link is passed on in a moment. So it can be ended, and what it leads to belongs to whoever
    reads at the address on record: a new link and the code for an account go there alone.
    """

    _name = "police.complaint.link.mixin"
    _description = "Links and Account of a Complaint"
    _inherit = "police.complaint.talk.mixin"

    def _complainants(self):
        return self.sudo().party_ids.filtered(lambda party: party.role == "complainant")

    def _citizen_language(self):
        """The language that whoever complained is told in: theirs, else the complaint's."""
        return self._complainants()[:1].complainant_id.language or self.language or "en_US"

    def _may_send_secret(self, party):
        """Whether a link or a code reaches a party, and nobody who reads along.

        :rtype: bool
        """
        if any(party.sudo().complainant_id.address_ids.mapped("is_shared")):
            return False
        return any(way.channel for way in self._ways_to_citizen() if way.party.id == party.id)

    def _renew_links(self, parties):
        """End the links of parties; a new one goes to the address on record, if it may.

        :param parties: `police.party` of this complaint
        """
        self.env["police.access.token"]._end(parties)
        for party in parties.filtered(self._may_send_secret):
            self._tell_party(party, "new_link")

    def _leave_account(self, parties):
        """Let these be kept in no account any more; what was filed in one stays there."""
        parties.with_user(SUPERUSER_ID).write({"partner_id": False})

    def action_new_links(self):
        """Button: a new link to the address on record; the older ones end.

        :raise AccessError: the user is not of the control room
        :raise UserError: no address that the citizen alone reads: the link is all they have
        """
        self._check_keeps_links()
        for complaint in self:
            parties = complaint._complainants()
            if not parties or not all(map(complaint._may_send_secret, parties)):
                raise UserError(
                    self.env._(
                        "There is no address that only the citizen reads: the link that they have"
                        " is all they have."
                    )
                )
            complaint.sudo()._renew_links(parties)
            complaint._note_links(self.env._("A new link was sent to the citizen; older ones end."))

    def action_leave_account(self):
        """Button: take it out of the account that it was kept in.

        :raise AccessError: the user is not of the control room
        :raise UserError: it was kept in none
        """
        self._check_keeps_links()
        for complaint in self:
            kept = complaint._complainants().filtered("partner_id")
            if not kept:
                raise UserError(
                    self.env._("It is kept in no account, or was filed in it and stays there.")
                )
            complaint._leave_account(kept)
            complaint._note_links(self.env._("It is kept in no account any more."))

    def _check_keeps_links(self):
        self.check_access("write")
        if not self.env.user.has_group(CONTROL_ROOM):
            raise AccessError(self.env._("Only the control room looks after links and accounts."))

    def _note_links(self, words):
        self.sudo()._message_log(body=words, author_id=self.env.user.partner_id.id)
