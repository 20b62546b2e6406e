from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.police_grievance.models.complaint.police_complaint_const import (
    ASKED_STAGES,
    DANGER,
    HIGH,
)
from odoo.addons.police_grievance.tools.another_matter import speaks_of_another_matter
from odoo.addons.police_grievance.tools.shown import without_shown

from .police_conversation_guide import LONGEST_PLACE, STEP
from .police_conversation_reply import OPTIONS
from .police_conversation_step import STEPS
from .police_sent_words import EMERGENCY_NUMBER

TOGETHER_MINUTES, DEFAULT_TOGETHER = "police_channels.together_minutes", 10
REMINDER_MINUTES, DEFAULT_REMINDER = "police_channels.reminder_minutes", 120
REMINDED_AT_ONCE = 100
# After these answers the question that waits is said again.
REPEATS_QUESTION = ("help", "language")
# After a question that nobody answered in time; later it is a new matter.
ANSWERS_WITHIN = timedelta(days=1)


class PoliceConversation(models.Model):
    """Who is being asked what about a complaint that came by a chat: one at a time for an address.

    The complaint is there from the first message on. Whoever never answers gets one reminder, and
    the complaint is worked on as it is.
    """

    _name = "police.conversation"
    _description = "Conversation"
    _inherit = "police.conversation.guide.mixin"
    _order = "id desc"

    channel_id = fields.Many2one(
        "police.channel", required=True, readonly=True, ondelete="restrict"
    )
    address = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    complaint_id = fields.Many2one(
        "police.complaint", required=True, readonly=True, index=True, ondelete="cascade"
    )
    step = fields.Selection(STEPS, "Waits for", readonly=True)
    # Code of the words that asked for it.
    question = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    # Codes of what has been asked, or was said by itself: nothing is asked twice.
    asked = fields.Json("Asked so far", readonly=True, groups=fields.NO_ACCESS)
    # What can be chosen: list of [what is shown, what it means].
    options = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    asked_at = fields.Datetime("Asked", readonly=True)
    reminded_at = fields.Datetime("Reminded", readonly=True)
    ended_at = fields.Datetime("Ended", readonly=True)
    ended = fields.Selection(
        [("done", "All is said"), ("abandoned", "No answer came")], "How it ended", readonly=True
    )

    _one_open = models.UniqueIndex("(channel_id, address) WHERE ended_at IS NULL")
    _last = models.Index("(channel_id, address, id DESC)")
    _waiting = models.Index("(asked_at, id) WHERE ended_at IS NULL")

    def _compute_display_name(self):
        """Only a running number: an address would say who wrote."""
        for conversation in self:
            conversation.display_name = f"#{conversation.id}"

    @api.model
    def _with_sender(self, message):
        """The conversation that a message goes on with, asked for once for all that follows.

        :return: the one with its sender that is not over, or was left for want of an answer and goes on
            with this one; in sudo, empty if there is none
        """
        last = self.sudo().search_fetch(self._with(message), limit=1)
        talk = last.with_context(police_channel_message=message._answering())
        if talk._is_left_for_this(message):
            talk.write({"ended_at": False, "ended": False})
        if not talk.ended_at and talk._is_overtaken():
            talk._end("done")
        return talk.browse() if talk.ended_at else talk

    def _is_overtaken(self):
        """Whether nothing waits for an answer any more: with the action taken another question comes, whether it
        is settled, and a plain yes is meant for that.
        """
        return not self.complaint_id.is_open or self.complaint_id.stage_code in ASKED_STAGES

    def _is_left_for_this(self, message):
        """Whether it was given up, and a message may still answer its question."""
        since = message.happened_at - ANSWERS_WITHIN
        return self.ended == "abandoned" and self.asked_at >= since and self.complaint_id.is_open

    def _with(self, message):
        return [("channel_id", "=", message.channel_id.id), ("address", "=", message.address)]

    # What comes in

    def _hear(self, message, item):
        """Answer a message that chooses what was offered, or asks for something, and says no more.

        :param Incoming item: what came in
        :return: whether it was one
        """
        meaning = self._chosen(item) if self.step else None
        if meaning is not None:
            self._choose(meaning, item.envelope, message)
            message._finish_incoming("answered", self.complaint_id)
            return True
        if self._hear_late(message, item):
            return True
        asked = self.env["police.conversation.asked.mixin"]
        told = asked._answer(message, item) or (not self and asked._answer_waiting(message, item))
        if told and told.action == "opened":
            self._begin(message, told.complaint)
        elif told and self.step and told.code in REPEATS_QUESTION:
            self._repeat(message, is_new=told.code == "language")
        return bool(told)

    def _hear_late(self, message, item):
        """A button of a question that is over: it is no complaint. Who wants to stay unknown does."""
        kind, _colon, rest = item.pressed.partition(":")
        if kind != STEP:
            return False
        talk_id, step, place = (rest.split(":") + ["", ""])[:3]
        same = [("id", "=", int(talk_id))] if talk_id.isdecimal() and len(talk_id) < 10 else []
        talk = self.sudo().search([*self._with(message), *same], limit=1) if same else self.sudo()
        meanings = OPTIONS.get(f"ask_{step}", ())
        if talk and place.isdecimal() and int(place) < len(meanings):
            talk._protect(step, meanings[int(place)])
        message._finish_incoming("answered", talk.complaint_id)
        return True

    def _belongs_to(self, message, envelope):
        """The complaint that a message belongs to though it names none: what its sender just told of.

        :return: `police.complaint`; empty if it is plainly a new matter
        """
        complaint = self.complaint_id or self._just_opened(message)
        # The next owner of a number writes from it, too.
        if not complaint.is_open or "complainant" not in complaint._roles_of_sender(envelope):
            return complaint.browse()
        words = without_shown(envelope.text).strip()
        is_first = not words or (self and not self._has_words())
        is_new = not is_first and self._tells_of_another(complaint, words)
        return complaint.browse() if is_new else complaint

    def _tells_of_another(self, complaint, words):
        """Whether words are plainly a new matter; where a place is waited for, naming one is none."""
        if not complaint._is_kind_guessed() and complaint._is_of_another_kind(words):
            return True
        if self.step == "where" and len(words) <= LONGEST_PLACE:
            return speaks_of_another_matter(words)
        return complaint._is_perhaps_new_matter(words)

    def _just_opened(self, message):
        minutes = self.env["ir.config_parameter"]._service_number(TOGETHER_MINUTES)
        opened = message._opened_before(timedelta(minutes=minutes), 1)
        return opened.complaint_id.sudo()

    def _follow(self, message, item, result):
        """Ask for what is missing, or take what has come as the answer; what nobody can open is none.

        :param Incoming item: what came in
        :param IntakeResult result: of the message
        """
        envelope = item.envelope
        if result.action == "opened":
            self._begin(message, result.complaint, ["proof"] if envelope.coming else [])
            return
        if item.is_sealed and not envelope.text.strip():
            return
        complaint, talk = result.complaint, self
        if talk.complaint_id != complaint:
            of_this = [("complaint_id", "=", complaint.id)]
            talk = self.sudo().search([*self._with(message), *of_this], limit=1)
        if talk and complaint.is_open:
            talk.with_context(police_channel_message=message._answering())._take(envelope, message)

    def _begin(self, message, complaint, answered=()):
        """Begin to ask about a complaint that was opened just now.

        :param answered: codes of questions that nobody has to be asked
        """
        self._end("done")
        if complaint.priority_stays and complaint.priority == DANGER:
            complaint.with_context(police_channel_message=message._answering())._announce("danger")
        talks = self.with_context(police_channel_message=message._answering()).sudo()
        talk = talks.create(
            {
                "channel_id": message.channel_id.id,
                "address": message.address,
                "complaint_id": complaint.id,
                "asked": list(answered),
                "asked_at": fields.Datetime.now(),
            }
        )
        talk._name_helplines(message)
        talk._ask_next(message)
        if not talk.step and talk._is_stopped():
            talk._say("stopped", message, is_new=True)

    def _name_helplines(self, message):
        """Name who else helps at once: money that was taken online can be stopped within the hour.

        Not of a category that is no more than a guess; who is in danger has been told of 112.
        """
        complaint = self.complaint_id
        if complaint.priority != HIGH or complaint._is_kind_guessed():
            return
        category = complaint.category_id.with_context(lang=self._language())
        helplines = category.helpline_ids.filtered(lambda line: line.number != EMERGENCY_NUMBER)
        if helplines:
            lines = "\n".join(f"{line.number}: {line.when_to_use}" for line in helplines)
            party, values = complaint._complainants()[:1], {"list": lines}
            message._answer_to(message, "helpline", self._language(), values, party, is_new=True)

    def _is_stopped(self):
        """Whether who complained gets no notices here, since they wrote STOP once."""
        addresses = self.complaint_id._complainants().complainant_id.address_ids
        return any(
            row.no_notices_since and row.kind == self.channel_id._address_kind()
            for row in addresses
        )

    def _end(self, how):
        now = fields.Datetime.now()
        values = {"ended_at": now, "ended": how}
        if how == "done":
            values |= {"step": False, "options": False}
        self.write(values)
        # Before another one begins: only one may be open.
        self.flush_recordset()

    # What does not come in

    @api.model
    def _remind(self):
        """Scheduled action: remind once of a question that nobody answered, then leave it."""
        minutes = self.env["ir.config_parameter"]._service_number(REMINDER_MINUTES)
        since = fields.Datetime.now() - timedelta(minutes=minutes)
        due = self.sudo().search(
            [("ended_at", "=", False), ("asked_at", "<", since)],
            order="asked_at, id",
            limit=REMINDED_AT_ONCE,
        )
        for talk in due.try_lock_for_update():
            is_over = talk._is_overtaken() or not talk.step or not talk._is_missing(talk.step)
            if is_over or not talk._is_worth_asking():
                talk._end("done")
            elif talk.reminded_at:
                talk._end("abandoned")
            elif talk._may_ring():
                talk._ask_again()

    def _may_ring(self):
        """Whether a question goes out now: held till the morning, it would come after its time."""
        now, complaint = fields.Datetime.now(), self.complaint_id
        addresses = complaint._complainants().complainant_id.address_ids
        tz = complaint.unit_id._time_zone()
        begins = addresses._contact_at(now, tz)
        messages = self.env["police.channel.message"].sudo()
        return messages._after_quiet_hours(begins, addresses, tz) <= now

    def _ask_again(self):
        messages = self.env["police.channel.message"].sudo()
        last = messages.search([*self._with(self), ("direction", "=", "in")], limit=1)
        self.reminded_at = self.asked_at = fields.Datetime.now()
        self._say(self.question, last)
