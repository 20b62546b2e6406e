from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.number import format_number
from .people.police_masked import READERS


class PoliceComplaintDeskMixin(models.AbstractModel):
    """What a complaint keeps of having been taken down by a person."""

    _name = "police.complaint.desk.mixin"
    _description = "Complaint Taken at a Desk"
    _inherit = "police.complaint.contact.mixin"

    reference = fields.Char(
        "Their reference",
        readonly=True,
        copy=False,
        help="The other office that sent it, and its number there.",
        groups=READERS,
    )
    taken_by_id = fields.Many2one("res.users", "Taken down by", readonly=True, copy=False)
    # The latest of a unit: what the same matter may have been reported as.
    _unit_received = models.Index("(unit_id, received_at)")

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
        if envelope.identity != "open" and self.identity == "open":
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
