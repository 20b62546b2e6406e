from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.police_force.tools.text import compose

from .police_complaint_protection import CONTROL_ROOM
from .police_complaint_stage import EVENT_OF_STAGE

SUBJECT_LENGTH = 80


class IntakeResult(NamedTuple):
    """What became of an envelope: `action` is opened, joined or attached (to a closed one)."""

    complaint: models.Model
    action: str


class PoliceComplaintIntakeMixin(models.AbstractModel):
    """The one way in: every channel hands its envelopes in here.

    Words come from who complained, or from somebody who knows the number. Numbers are said aloud,
    and mail can be forwarded or forged: whoever writes with a number from an address that is not the
    complainant's is somebody else until the control room has asked. Nothing of it is the citizen's:
    not on their page, not among the replies, no answer.
    """

    _name = "police.complaint.intake.mixin"
    _description = "Intake of Complaints"
    _inherit = [
        "police.complaint.stage.mixin",
        "police.complaint.contact.mixin",
        "police.complaint.heard.mixin",
    ]

    has_stranger_words = fields.Boolean("Somebody else wrote", readonly=True, copy=False)
    stranger_words_ids = fields.One2many(
        "police.stranger.words", "complaint_id", readonly=True, groups=CONTROL_ROOM
    )
    _stranger_words = models.Index("(deadline, id) WHERE has_stranger_words IS TRUE")

    @api.model
    def _intake(self, envelope, addressed=None):
        """Open a complaint with what arrived, or add it to the one it belongs to.

        Runs as a service user: the citizen is never the creator of a record.

        :param Envelope envelope: what arrived, normalised
        :param addressed: the complaint that it names, where that has been asked for already
        :rtype: IntakeResult
        """
        complaints = self.sudo()._in_one_company()
        envelope.make_readable()
        complaint = complaints._find_addressed(envelope) if addressed is None else addressed
        if envelope.confidentiality == "anonymous" or complaint._is_of_nobody():
            hidden = complaint.filtered(lambda one: one.confidentiality != "open")
            envelope.strike_out(hidden._mask(envelope.hidden_names, envelope.hidden_addresses))
        if complaint:
            complaint._add_words(envelope)
            return IntakeResult(complaint, "joined" if complaint.is_open else "attached")
        complaint = complaints._open(envelope)
        return IntakeResult(complaint, "opened")

    def _find_addressed(self, envelope):
        """The complaint that an envelope names, by reference or by number.

        One that its words only mention, perhaps with a wrong digit, if its sender has a part in it.
        """
        named = self.browse(envelope.references).exists()
        if not named and envelope.complaint_numbers:
            named = self.search([("number", "in", envelope.complaint_numbers)])
        if named:
            return (named._of_sender(envelope) or named)[0]
        return self._mentioned(envelope)._of_sender(envelope)[:1]

    def _mentioned(self, envelope):
        """The complaints that the words of an envelope may mean, likeliest first."""
        numbers = envelope.mentioned_numbers
        if not numbers:
            return self.browse()
        found = self.search([("number", "in", numbers)])
        return found.sorted(lambda complaint: numbers.index(complaint.number))

    def _of_sender(self, envelope):
        """Those of these complaints in which the sender of an envelope has a part."""
        return self.filtered(lambda one: one._roles_of_sender(envelope) - {"accused"})

    def _open(self, envelope):
        complaint = self.create(self._values_from_envelope(envelope))
        complaint._add_party(envelope)
        if envelope.files:
            self.env["police.evidence"]._store(complaint, envelope.files, envelope.received_at)
        if complaint.confidentiality == envelope.confidentiality:
            complaint._announce("received", also=EVENT_OF_STAGE.get(complaint.stage_code))
        else:
            complaint._announce("received")
            complaint._tell_protected()
            complaint._announce_stage()
        return complaint

    def _values_from_envelope(self, envelope):
        words = compose(envelope.text)
        return {
            "channel": envelope.channel,
            "received_at": envelope.received_at,
            "subject": envelope.subject or self._subject_of(words),
            "description": words,
            "confidentiality": envelope.confidentiality,
            "place_text": envelope.place_text,
            "pin_code": envelope.pin_code,
            "latitude": envelope.latitude,
            "longitude": envelope.longitude,
            "category_id": self._category_by_code(envelope.category_code),
            **self._vulnerabilities_by_code(envelope.vulnerability_codes),
            **({"language": envelope.language} if envelope.language else {}),
            **self._values_from_desk(envelope),
        }

    @api.model
    def _subject_of(self, words):
        """As many words as a line holds; none is cut, but one that is longer than a line."""
        line = " ".join(words.split())
        if len(line) <= SUBJECT_LENGTH:
            return line
        cut = line[: SUBJECT_LENGTH - 1]
        whole = cut if line[SUBJECT_LENGTH - 1] == " " else cut.rpartition(" ")[0]
        return f"{(whole or cut).rstrip(' ,;:-–—')}…"

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
        """:return: values for a complaint; none without codes: an empty list costs as much as one"""
        if not codes:
            return {}
        return {
            "vulnerability_ids": self.env["police.vulnerability"].search([("code", "in", codes)])
        }

    def _add_party(self, envelope):
        """Name who complained, as a party of the complaint."""
        person = self.env["police.complainant"]._of_envelope(envelope, self.language)
        person._learn_addresses(envelope)
        if envelope.phones:
            person._note_phones(envelope.phones, envelope.phone_remark)
        party = self.env["police.party"].create(
            {"complaint_id": self.id, "complainant_id": person.id}
        )
        self._set_safe_contact(party, envelope.safe_contact)

    def _add_words(self, envelope):
        """Add a reply; it never closes, reopens or reveals anything."""
        self.ensure_one()
        roles = self._roles_of_sender(envelope) - {"accused"}
        if "complainant" in roles:
            self._people_who_sent(envelope)._learn_addresses(envelope)
            self._add_words_of_citizen(envelope)
        else:
            self._add_words_of_stranger(envelope, bool(roles or envelope.taken_by_id))

    def _add_words_of_citizen(self, envelope):
        """:return: the `mail.message` and the `police.evidence` that they are from now on"""
        verdict = self._heard(envelope)
        self._hear_wish(envelope, verdict)
        message = self._log_envelope(envelope, "police_grievance.mt_from_citizen")
        evidence = self.env["police.evidence"]
        if envelope.files:
            evidence = evidence._store(self, envelope.files, envelope.received_at, message=message)
        self.has_unread_reply = True
        self._announce("reply")
        self._hear_danger(verdict, is_answered=not envelope.taken_by_id)
        return message, evidence

    def _log_envelope(self, envelope, subtype):
        """Put what arrived into the conversation; files without words are named."""
        text, pieces = envelope.text, envelope.pieces
        names = [*(file.name for file in envelope.files), *envelope.coming]
        if names and not text.strip():
            text = self._with_names("", names)
            pieces = [(text, False), *pieces]
        return self._log_words(text, subtype, pieces)

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
            found = parties.filtered(lambda party: party.complainant_id._is_sender_of(envelope))
        return set(found.mapped("role"))

    def _people_who_sent(self, envelope):
        """Who of this complaint is known where an envelope comes from."""
        people = self.sudo().party_ids.complainant_id
        return people.filtered(lambda person: person._is_sender_of(envelope))

    def _add_words_of_stranger(self, envelope, is_known):
        """Keep words that are not the citizen's, for the office alone.

        :param bool is_known: who wrote stands on the complaint, or was before a desk: nobody has to ask
        """
        message = self._log_envelope(envelope, "police_grievance.mt_from_other")
        evidence = self.env["police.evidence"]._store(
            self, envelope.files, envelope.received_at, message=message
        )
        evidence.is_of_stranger = True
        self._hear_danger(self._heard(envelope), is_answered=False)
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
