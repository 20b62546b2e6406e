from odoo import fields, models
from odoo.exceptions import AccessError

from .police_complaint_protection import CONTROL_ROOM


class PoliceComplaintStranger(models.AbstractModel):
    """Words of somebody who knows the number, and did not complain.

    Numbers are said aloud, and mail can be forwarded or forged: whoever writes with a number from
    an address that is not the complainant's is somebody else until the control room has asked.
    Nothing of it is the citizen's: not on their page, not among the replies, no answer.
    """

    _name = "police.complaint.stranger"
    _description = "Words of Somebody Else on a Complaint"

    has_stranger_words = fields.Boolean("Somebody else wrote", readonly=True, copy=False)
    stranger_words_ids = fields.One2many(
        "police.stranger.words", "complaint_id", readonly=True, groups=CONTROL_ROOM
    )

    _stranger_words = models.Index("(deadline, id) WHERE has_stranger_words IS TRUE")

    def _roles_of_sender(self, envelope):
        """The parts that the sender of an envelope has in this complaint.

        Told by the party that a page has proven, by the person whom a desk chose, else by the
        address.

        :rtype: set of codes of `police.party.role`
        """
        parties = self.sudo().party_ids
        if envelope.party_id is not None:
            found = parties.filtered(lambda party: party.id == envelope.party_id)
        elif envelope.complainant_id is not None:
            found = parties.filtered(
                lambda party: party.complainant_id.id == envelope.complainant_id
            )
        else:
            found = parties.filtered(
                lambda party: party.complainant_id.address_ids._include(
                    envelope.sender_kind, envelope.sender_value
                )
            )
        return set(found.mapped("role"))

    def _add_words_of_stranger(self, envelope, is_known):
        """Keep words that are not the citizen's, for the office alone.

        :param bool is_known: who wrote stands on the complaint, or was before a desk: nobody has to ask
        """
        message = self._log_words(envelope.text, "police_grievance.mt_from_other")
        evidence = self.env["police.evidence"]._store(self, envelope.files, envelope.received_at)
        evidence.is_of_stranger = True
        if is_known:
            self.has_unread_reply = True
        else:
            self.env["police.stranger.words"]._ask(self, envelope, message, evidence)

    def action_whose_words(self):
        """Button: who wrote, to be decided one by one."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_grievance.police_stranger_words_action"
        )
        return {**action, "domain": [("complaint_id", "=", self.id), ("state", "=", "asked")]}

    def action_keep_strangers(self):
        """Button: none of it is the complainant's.

        :raise AccessError: the user is not of the control room
        """
        self._check_decides_whose()
        self.sudo().stranger_words_ids._decide("other", self.env.user)

    def _check_decides_whose(self):
        self.check_access("write")
        if not self.env.user.has_group(CONTROL_ROOM):
            raise AccessError(self.env._("Only the control room decides whose words they are."))
