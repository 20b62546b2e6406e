from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.police_grievance.tools.number import format_number

# Kinds of addresses that no channel reaches.
BY_POST = {"post", "other"}


class PoliceComplaint(models.Model):
    """A complaint taken down, or added to, by a person at a desk."""

    _inherit = "police.complaint"

    def _announce(self, event, text="", rank=None, evidence=None, also=None):
        """Have a letter written to who hears from us by post."""
        steps = super()._announce(event, text, rank, evidence, also)
        self.env["police.letter"].sudo()._note(steps.sudo())
        return steps

    def _parties_by_post(self):
        """Who complained and wrote by post, or left no other way to reach them.

        Not where others read what comes for them: an envelope of the police tells enough.
        """
        self.ensure_one()
        if self.confidentiality == "anonymous" or self.set_aside == "spam":
            return self.party_ids.browse()
        return self.party_ids.filtered(
            lambda party: (
                party.role == "complainant"
                and (self.channel == "post" or set(party.address_ids.mapped("kind")) <= BY_POST)
                and not any(party.address_ids.mapped("is_shared"))
            )
        )

    def _note_earlier_contact(self, told_at, reason, user):
        """Keep who entered an earlier first contact, instead of when, and why.

        :param datetime told_at: naive UTC; the moment it was taken down
        """
        self.ensure_one()
        moment, instead_of = map(self.unit_id._local_words, (self.received_at, told_at))
        self.message_post(
            body=self.env._(
                "First contact: %(moment)s, instead of %(instead_of)s when it was taken down. Reason: %(reason)s",
                moment=moment,
                instead_of=instead_of,
                reason=reason,
            ),
            author_id=user.partner_id.id,
            subtype_xmlid="mail.mt_note",
        )

    def _add_witness(self, envelope):
        """Keep who added words to a complaint without being party to it.

        :raise UserError: they want to stay confidential and this complaint is open
        """
        self.ensure_one()
        if not (envelope.sender_value or envelope.sender_name or envelope.complainant_id):
            return
        people = self.env["police.complainant"]
        known = self.party_ids.filtered(
            lambda party: party.complainant_id.id == envelope.complainant_id
        )
        if known:
            self._set_safe_contact(known, envelope.safe_contact)
            return
        if envelope.confidentiality != "open" and self.confidentiality == "open":
            raise UserError(
                self.env._(
                    "The person wants to stay confidential, and this complaint is open: register one of its own."
                )
            )
        person = people._of_envelope(envelope, self.language)
        party = self.env["police.party"].create(
            {"complaint_id": self.id, "complainant_id": person.id, "role": "witness"}
        )
        self._set_safe_contact(party, envelope.safe_contact)

    def _case_rows(self):
        """What a call taker sees of other complaints while taking one down."""
        joinable = self._filtered_access("write")
        return [
            {
                "id": complaint.id,
                "number": format_number(complaint.number),
                "subject": complaint.subject,
                "stage": complaint.stage_id.name,
                "is_open": complaint.is_open,
                "received_at": fields.Datetime.to_string(complaint.received_at),
                "unit": complaint.unit_id.name or "",
                "may_join": complaint in joinable,
            }
            for complaint in self
        ]
