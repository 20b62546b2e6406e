from typing import NamedTuple

from odoo import api, models

from ..tools import language
from ..tools.text import compose

SUBJECT_LENGTH = 80


class IntakeResult(NamedTuple):
    """What became of an envelope: `action` is opened, joined or attached (to a closed one)."""

    complaint: models.Model
    action: str


class PoliceComplaintIntake(models.AbstractModel):
    """The domain's own door: every channel hands its envelopes in here."""

    _name = "police.complaint.intake"
    _description = "Intake of Complaints"

    @api.model
    def _intake(self, envelope):
        """Open a complaint with what arrived, or add it to the one it belongs to.

        Runs as a service user: the citizen is never the creator of a record.

        :param Envelope envelope: what arrived, normalised
        :rtype: IntakeResult
        """
        complaints = self.sudo()
        complaint = complaints._find_addressed(envelope)
        if envelope.identity == "anonymous" or complaint._is_of_nobody():
            hidden = complaint.filtered(lambda one: one.identity != "open")
            envelope.strike_out(hidden._mask(envelope.hidden_names, envelope.hidden_addresses))
        if complaint:
            complaint._add_words(envelope)
            return IntakeResult(complaint, "joined" if complaint.is_open else "attached")
        complaint = complaints._open(envelope)
        return IntakeResult(complaint, "opened")

    def _find_addressed(self, envelope):
        """The complaint that an envelope names, by reference or by number."""
        if envelope.references:
            found = self.browse(envelope.references).exists()
            if found:
                return found[0]
        if envelope.complaint_numbers:
            return self.search([("number", "in", envelope.complaint_numbers)], limit=1)
        return self.browse()

    def _open(self, envelope):
        complaint = self.create(self._values_from_envelope(envelope))
        complaint._add_party(envelope)
        if envelope.files:
            self.env["police.evidence"]._store(complaint, envelope.files, envelope.received_at)
        complaint._announce("received")
        complaint._announce_stage()
        return complaint

    def _values_from_envelope(self, envelope):
        words = compose(envelope.text)
        spoken = envelope.language or language.guess_language(f"{envelope.subject}\n{words}")
        return {
            "channel": envelope.channel,
            "received_at": envelope.received_at,
            "subject": envelope.subject or " ".join(words.split())[:SUBJECT_LENGTH],
            "description": words,
            "language": spoken,
            "identity": envelope.identity,
            "place_text": envelope.place_text,
            "pin_code": envelope.pin_code,
            "latitude": envelope.latitude,
            "longitude": envelope.longitude,
            "category_id": self._category_by_code(envelope.category_code),
            "vulnerability_ids": self._vulnerabilities_by_code(envelope.vulnerability_codes),
            **self._values_from_desk(envelope),
        }

    def _values_from_desk(self, envelope):
        """What a person at a desk chose; no value where nothing was."""
        chosen = {
            "place_id": envelope.place_id,
            "complained_unit_id": envelope.complained_unit_id,
            "proposed_unit_id": envelope.unit_id,
            "taken_by_id": envelope.taken_by_id,
            "reference": envelope.reference,
        }
        return {name: value for name, value in chosen.items() if value}

    def _category_by_code(self, code):
        return code and self.env["police.category"].search([("code", "=", code)], limit=1).id

    def _vulnerabilities_by_code(self, codes):
        return self.env["police.vulnerability"].search([("code", "in", codes)]) if codes else False

    def _add_party(self, envelope):
        """Name who complained, as a party of the complaint."""
        person = self.env["police.complainant"]._of_envelope(envelope, self.language)
        party = self.env["police.party"].create(
            {"complaint_id": self.id, "complainant_id": person.id}
        )
        self._set_safe_contact(party, envelope.safe_contact)

    def _add_words(self, envelope):
        """Add a reply; it never closes, reopens or reveals anything."""
        self.ensure_one()
        roles = self._roles_of_sender(envelope) - {"accused"}
        if "complainant" in roles:
            self._add_words_of_citizen(envelope)
        else:
            self._add_words_of_stranger(envelope, bool(roles or envelope.taken_by_id))

    def _add_words_of_citizen(self, envelope):
        self._log_words(envelope.text, "police_grievance.mt_from_citizen")
        if envelope.files:
            self.env["police.evidence"]._store(self, envelope.files, envelope.received_at)
        self.has_unread_reply = True
        self._announce("reply")
