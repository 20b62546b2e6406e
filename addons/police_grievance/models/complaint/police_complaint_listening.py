from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

from odoo.addons.police_force.tools.text import compose

from ...tools.envelope import spoken_in
from ..people.police_masked import BY_SERVICE
from .police_complaint_const import LISTEN_MINUTES, SPOKEN, WRITTEN_FROM

TASKS = {
    "sound": "police_grievance.mail_activity_type_listen",
    "film": "police_grievance.mail_activity_type_interpret",
}


class PoliceComplaintListeningMixin(models.AbstractModel):
    """What was spoken or signed and came without words: no station gets it blank.

    It stays with the desk, with a task and a deadline of its own, until somebody has written down what is
    said. Those words are then the complaint's, as if they had been typed: understood, routed, told.
    """

    _name = "police.complaint.listening.mixin"
    _description = "What Came Spoken or Signed"
    _inherit = [
        "police.complaint.action.mixin",
        "police.complaint.completed.mixin",
        "police.complaint.new.matter.mixin",
        "police.complaint.tasks.mixin",
        "police.complaint.transfer.mixin",
    ]

    unheard = fields.Selection(SPOKEN, "To be written down", readonly=True, copy=False)
    listen_by = fields.Datetime("To be written down by", readonly=True, copy=False)
    written_from = fields.Selection(
        WRITTEN_FROM,
        "Written down by the office",
        readonly=True,
        copy=False,
        help="The words are the office's, of what the citizen spoke, signed or sent as a file.",
    )

    _unheard = models.Index("(listen_by, id) WHERE unheard IS NOT NULL")

    def _main_button(self):
        if self.unheard and self.env.user.has_group("police_force.group_control_room"):
            return "action_listen"
        return super()._main_button()

    def _kind_unheard(self, envelope):
        """What of an envelope has to be written down: a code of `SPOKEN`, or empty."""
        if envelope.text.strip() or envelope.taken_by_id:
            return ""
        types = [guess_mimetype(file.content) for file in envelope.files]
        return spoken_in(types) or envelope.spoken

    def _values_from_envelope(self, envelope):
        kind = self._kind_unheard(envelope)
        return {**super()._values_from_envelope(envelope), **({"unheard": kind} if kind else {})}

    def _open(self, envelope):
        complaint = super()._open(envelope)
        if complaint.unheard:
            complaint._ask_to_listen(complaint.unheard)
        return complaint

    def _add_words_of_citizen(self, envelope):
        result = super()._add_words_of_citizen(envelope)
        kind = self._kind_unheard(envelope)
        if kind and self.unheard != "film":
            self._ask_to_listen(kind)
        return result

    def _ask_to_listen(self, kind):
        """Put a complaint on the desk's list of what is to be written down.

        :param str kind: a code of `SPOKEN`
        """
        minutes = self.env["ir.config_parameter"]._service_number(LISTEN_MINUTES)
        by = self.listen_by or fields.Datetime.now() + timedelta(minutes=minutes)
        # Within the promise: else what is promised passes while nobody knows what it is about.
        quiet = self.with_context(tracking_disable=True, police_own_log=BY_SERVICE)
        quiet.write({"unheard": kind, "listen_by": min(by, self.deadline or by)})
        if not self._tasks_of_listening().filtered(lambda task: task.active):
            self._in_words_of_force().activity_schedule(TASKS[kind], user_id=False)

    def _tasks_of_listening(self):
        types = self.env["mail.activity.type"]
        for xmlid in TASKS.values():
            types |= self.env.ref(xmlid)
        return self.sudo().activity_ids.filtered(lambda task: task.activity_type_id in types)

    def _is_blank(self):
        """Whether it is to be written down, and nobody knows yet what it says."""
        return bool(self.unheard and not (self.sudo().description or "").strip())

    def _route_values(self, vals, verdict):
        """What says nothing yet goes to no station by itself, however surely its place is known."""
        values = super()._route_values(vals, verdict)
        is_blank = self._is_blank() if self else vals.get("unheard")
        return self._only_proposed(values) if is_blank else values

    def _check_transition(self, stage):
        """Refuse to give a station what nobody has listened to.

        :raise UserError: one of them says nothing yet
        """
        result = super()._check_transition(stage)
        is_by_hand = stage.code == "with_station" and not self.env.su
        if is_by_hand and any(complaint._is_blank() for complaint in self):
            raise UserError(self._why_not_blank())
        return result

    def _transfer_refusal(self, unit):
        return super()._transfer_refusal(unit) or (self._is_blank() and self._why_not_blank()) or ""

    def _why_not_blank(self):
        return self.env._("Nobody knows yet what it says: listen to it, and write it down first.")

    def _write_down(self, words, how, user=None):
        """Take words that the office wrote down as if the citizen had typed them.

        :param str words: plain text
        :param str how: a code of `WRITTEN_FROM`
        :param user: `res.users` who wrote them down
        :raise UserError: nothing is said
        """
        self.ensure_one()
        words = compose(words or "").strip()
        if not words:
            raise UserError(
                self.env._("Write down what is said; or that nothing can be understood.")
            )
        complaint, is_first = self.sudo(), not (self.sudo().description or "").strip()
        tasks = complaint._tasks_of_listening()
        verdict = self.env["police.understanding"].sudo()._understand(words)
        complaint._protect_what_asks_for_it(verdict)
        complaint._note_written_down(how, user)
        if is_first:
            complaint._take_first_words(words, how, verdict)
        else:
            complaint._log_words(words, "police_grievance.mt_from_citizen")
            complaint.write({"unheard": False, "listen_by": False, "has_unread_reply": True})
        complaint._hear_danger(verdict, is_answered=True)
        if tasks:
            tasks._action_done()
        complaint._tell_written_down()

    def _protect_what_asks_for_it(self, verdict):
        """Before any station reads the words."""
        if self.confidentiality == "open" and verdict.stays_unknown.value:
            self._set_confidentiality("confidential", self._why_protected())
            self._announce("protected")

    def _note_written_down(self, how, user):
        env = (self if user else self._in_words_of_force()).env
        notes = {
            "spoken": env._("Written down by the office from what was spoken."),
            "signed": env._("Written down by the office from what was signed."),
            "read": env._("Read by the service in a file that came without words."),
        }
        office = self.env.ref("police_force.partner_office")
        author = user.partner_id if user else office
        self._message_log(body=notes[how], author_id=author.id)

    def _take_first_words(self, words, how, verdict):
        """Make these the words of a complaint that had none, and send it where they say."""
        told = {"category_id": self.category_id.id, "confidentiality": self.confidentiality}
        values = self._values_of_first_words(words, verdict.category.value)
        values |= {"written_from": how, "unheard": False, "listen_by": False}
        values |= self._values_understood(told, verdict)
        # Who it is kept from was said before: see `_protect_what_asks_for_it`.
        values.pop("confidentiality", None)
        self.with_context(tracking_disable=True, police_own_log=BY_SERVICE).write(values)
        if self._may_route_again():
            self._route_again(place_id=self.place_id.id, category_id=told["category_id"])

    def _tell_written_down(self):
        """Have the citizen read it and put it right; others may see the phone: the words are on their page."""
        told = self.with_context(lang=self._citizen_language())
        self._send_to_citizen(
            told.env._(
                "We have written down what you said. Read it on the page of your complaint,"
                " and tell us if something is wrong."
            )
        )

    def _answer_in(self, language):
        """Tell the citizen everything in another language from now on.

        :param str language: code of an installed one
        """
        complaint = self.sudo()
        complaint.language = language
        complaint._complainants().complainant_id.language = language

    def action_listen(self):
        """Button: hear or see what came, and write it down."""
        return self._dialog("police_grievance.police_complaint_listen_wizard_action")
