from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.police_force.tools.phone import read_phones
from odoo.addons.police_grievance.tools.envelope import Envelope

# Nothing of the citizen stays behind in a draft that has become a complaint.
WIPED = {
    "phone": False,
    "name": False,
    "person": False,
    "reference": False,
    "received_text": False,
    "received_reason": False,
    "is_shared": False,
    "do_not_call": False,
    "contact_hours": False,
    "vulnerability_ids": False,
    "description": False,
    "answers": False,
    "emergency_answer": False,
    "place_text": False,
    "place_id": False,
    "pin_code": False,
    "complained_unit_id": False,
    "category_id": False,
}


class PoliceRegistrationDeskMixin(models.AbstractModel):
    """What becomes of a draft: a complaint, or more words to one. By the same door as everything."""

    _name = "police.registration.desk.mixin"
    _description = "Registration by Hand"

    @api.model
    def _is_control_room(self):
        return self.env.user.has_group("police_force.group_control_room")

    @api.model
    def _own_station(self):
        """The station where the user serves now, empty if none."""
        units = self._own_units().filtered("active")
        return units.filtered(lambda unit: unit.kind == "station")[:1] or units[:1]

    def action_register(self):
        """Make a complaint of a draft. A second time changes nothing.

        :return: the question to answer before, if there is one
        :raise UserError: what is needed is missing, or the first contact lies later than now
        :raise AccessError: sent to a unit that is not the user's to decide on
        """
        self.ensure_one()
        self.check_access("write")
        self._wait_for_other_presses()
        if self.state != "draft":
            return None
        self._check_complete()
        if not self.emergency_answer and self._must_ask_about_danger():
            return self._danger_question()
        envelope, reason = self._envelope(), (self.received_reason or "").strip()
        if envelope.confidentiality == "anonymous":
            mask = self._as_service()._mask(envelope.hidden_names, envelope.hidden_addresses)
            reason = mask.apply(reason)
        complaint = self._as_service()._intake(envelope).complaint
        complaint.emergency_answer = self.emergency_answer
        if self.received_at:
            complaint._note_earlier_contact(self.started_at, reason, self.env.user)
        self._finish("registered", complaint)
        return None

    def _danger_question(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_desk.police_registration_danger_action"
        )
        return {**action, "res_id": self.id}

    def action_told_to_call(self):
        """Button: the caller was told to call 112; go on registering."""
        return self._register_with("told")

    def action_connected(self):
        """Button: the caller was connected to 112; go on registering."""
        return self._register_with("connected")

    def action_no_danger(self):
        """Button: nobody is in danger; go on registering."""
        return self._register_with("not_needed")

    def _register_with(self, answer):
        self.ensure_one()
        self.emergency_answer = answer
        return self.action_register()

    def _must_ask_about_danger(self):
        """Whether a call may be about danger: its words say so, or nobody could be called back."""
        if self.channel != "voice":
            return False
        nobody = not (self.phone or "").strip() and not (self.name or "").strip()
        verdict = self.env["police.understanding"]._understand(self._words())
        return nobody or bool(verdict.danger.value)

    def action_join(self, complaint_id):
        """Add the words of a draft to a complaint that the user works on, as the citizen's.

        Who said it, if not party to it yet, becomes a witness: their name stays protected.

        :raise UserError: nothing was said, or a person who hides would become known by it
        :raise AccessError: the complaint is not the user's to work on
        """
        self.ensure_one()
        self.check_access("write")
        complaint = self.env["police.complaint"].browse(complaint_id).exists()
        complaint.check_access("write")
        self._wait_for_other_presses()
        if self.state != "draft":
            return
        self._check_words()
        self._check_contact_hours()
        envelope = self._envelope()
        envelope.references = complaint.ids
        joined = self._as_service()._intake(envelope).complaint
        joined._add_witness(envelope)
        self._finish("joined", joined)

    def action_next(self):
        """A new form for the next citizen."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_desk.police_registration_action"
        )
        return {**action, "target": "main"}

    def action_open(self):
        """The complaint that came of it.

        :raise AccessError: it is not the user's to see, as one about their own station
        """
        self.ensure_one()
        self.check_access("read")
        self.complaint_id.with_user(self.env.user).check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "police.complaint",
            "res_id": self.complaint_id.id,
            "views": [(False, "form")],
        }

    def action_print_slip(self):
        """The slip for the citizen who waits at the desk, as a PDF."""
        self.ensure_one()
        self.check_access("read")
        return self.complaint_id.with_user(self.env.user).action_print_slip()

    def action_throw_away(self):
        """Throw a draft away: a wrong number, a caller who hung up."""
        self.unlink()
        return self.action_next()

    def _wait_for_other_presses(self):
        """Have the draft to oneself: it is the key by which its complaint is made once.

        Pressed twice at the same moment, the second waits here, fails to serialise and is tried
        again: by then the draft is a complaint.
        """
        query = SQL("SELECT id FROM police_registration WHERE id = %s FOR NO KEY UPDATE", self.id)
        # Being late is expected, and no error for the log.
        self.env.cr.execute(query, log_exceptions=False)

    def _as_service(self):
        """The complaints, as the service user: no record says by its creator who complained."""
        return self.env["police.complaint"].with_user(SUPERUSER_ID)

    def _check_words(self):
        if not self._words():
            raise UserError(self.env._("Write down what happened."))

    def _check_complete(self):
        """Refuse to register what lacks something, or is not the user's to register.

        :raise UserError: no words, a moment that is none or too late, a reason or reference missing
        :raise AccessError: it goes to a station that is not the user's own
        """
        self._check_words()
        if self.received_text:
            raise UserError(
                self.env._(
                    "“%(text)s” is no moment: write -2H for two hours ago, or day and hour.",
                    text=self.received_text,
                )
            )
        if self.received_at:
            if self.received_at > self.started_at:
                raise UserError(
                    self.env._("It cannot have been received later than it is taken down.")
                )
            if not (self.received_reason or "").strip():
                raise UserError(self.env._("Give the reason for the earlier first contact."))
        if self.channel == "other_office" and not (self.reference or "").strip():
            raise UserError(self.env._("Give the other office and its reference number."))
        self._check_contact_hours()
        if not self._is_control_room() and self._decided_unit() not in self._own_units():
            raise AccessError(
                self.env._("You register for your own station: others are the control room's.")
            )

    def _own_units(self):
        return self.env["police.unit"].browse(self.env["res.users"]._police_scope().unit_ids)

    def _decided_unit(self):
        """Where it goes; where that has ended since, to the unit in charge."""
        return (self.unit_id or self._default_unit() or self.env["police.unit"])._in_charge()

    def _words(self):
        """The citizen's words: what was told, then each question that got an answer."""
        answers = [
            f"{question.strip()}\n{answer.strip()}"
            for question, answer in (self.answers or {}).items()
            if (answer or "").strip()
        ]
        return "\n\n".join(filter(None, [(self.description or "").strip(), *answers]))

    def _envelope(self):
        """The draft in the form that every channel hands in."""
        kind, value = self._address()
        hidden = self.confidentiality == "anonymous"
        return Envelope(
            channel=self.channel or "walk_in",
            received_at=self.received_at or self.started_at,
            sender_kind=kind,
            sender_value="" if hidden else value,
            sender_name="" if hidden else (self.name or "").strip(),
            text=self._words(),
            language=self.language or None,
            place_text=(self.place_text or "").strip(),
            pin_code=(self.pin_code or "").strip(),
            confidentiality=self.confidentiality or "open",
            category_code=self.category_id.code or "",
            vulnerability_codes=self.vulnerability_ids.mapped("code"),
            complainant_id=0 if hidden else self._person().id or 0,
            place_id=self.place_id.id or None,
            complained_unit_id=self.complained_unit_id.id or None,
            unit_id=self._decided_unit().id or None,
            taken_by_id=self.env.uid,
            reference=(self.reference or "").strip(),
            safe_contact={} if hidden else self._safe_contact(),
            **(self._hidden_words() if hidden else self._said_phones()),
        )

    def _said_phones(self):
        said = read_phones(self.phone)
        return {"phones": list(said.numbers), "phone_remark": said.remark}

    def _hidden_words(self):
        """What tells who an anonymous caller is, whether typed or known of whom was chosen."""
        names, addresses = self._person()._telling_words()
        return {
            "hidden_names": [*names, self.name or ""],
            "hidden_addresses": [*addresses, self.phone or "", *read_phones(self.phone).numbers],
        }

    def _finish(self, state, complaint):
        """Keep of a draft only what the call taker tells the citizen."""
        self.sudo().write(
            {
                **WIPED,
                "state": state,
                "complaint_id": complaint.id,
                "number": complaint.number,
                "deadline": complaint.deadline,
                "station_name": complaint.unit_id.name,
            }
        )
