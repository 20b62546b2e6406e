from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from .police_notification_template import USUAL

REPLIES = [
    ("status_open", "Status: of an open complaint"),
    ("status_asked", "Status: we wait for their answer"),
    ("status_closed", "Status: of a closed complaint"),
    ("status_list", "Status: of several complaints"),
    ("status_none", "No complaint of theirs"),
    ("wrong_number", "What they wrote is no complaint number"),
    ("not_yours", "No such complaint, or not theirs"),
    ("help", "What can be done here"),
    ("person", "A person will call"),
    ("helpline", "Who else helps at once"),
    ("language", "Answers in this language"),
    ("stop", "No more messages"),
    ("start", "Messages again"),
    ("stopped", "They wrote STOP once, and complain"),
    ("way", "By which way notices come first"),
    ("which", "Which complaint is meant"),
    ("code", "Code to prove that it is them"),
    ("code_by_phone", "Code to hear by phone how it stands"),
    ("code_sent", "A code is there already"),
    ("code_wrong", "The code is wrong"),
    ("code_too_many", "Too many codes"),
    ("reopen_refused", "It cannot be reopened"),
    ("feedback", "Is it settled?"),
    ("feedback_refused", "We do not ask at the moment"),
    ("settled", "Settled: thank you"),
    ("not_settled", "Not settled: noted"),
    ("ask_what", "Question: what happened"),
    ("ask_where", "Question: where"),
    ("ask_which", "Question: which of these places"),
    ("ask_proof", "Question: photos and other proof"),
    ("ask_who", "Question: who may know the name"),
    ("ask_confirm", "Question: whether that is all"),
    ("noted", "All is noted"),
]
# What can be chosen below an answer, in the order of the labels; no label has more letters.
OPTIONS = {
    "ask_proof": ("none",),
    "ask_who": ("open", "confidential"),
    "ask_confirm": ("all", "more"),
    "feedback": ("settled", "not_settled"),
    "status_asked": ("settled", "not_settled"),
}
LABEL_LENGTH = 20
# What our buttons send.
ASK = "ask"
# The code is filled in only when the message is handed over, and kept nowhere.
PLACES = ("number", "stage", "station", "deadline", "next", "list", "command", "page")
LATE_PLACES = ("link", "code")


class Words(NamedTuple):
    """An answer in a language, as it is kept in memory.

    :ivar language: code of the one that it is written in
    :ivar labels: of its buttons
    """

    language: str
    body: str
    labels: tuple = ()
    dlt_template: str = ""


class PoliceConversationReply(models.Model):
    """The words of one answer in one language."""

    _name = "police.conversation.reply"
    _description = "Answer in a Conversation"
    _inherit = ["police.sent.words.mixin", "police.cached.mixin"]
    _order = "code, language"
    _rec_name = "code"

    _usual = {
        **USUAL,
        "next": "x" * 90,
        "list": "x" * 90,
        "command": "x" * 8,
        "page": "x" * 40,
        "code": "12345678",
    }

    code = fields.Selection(REPLIES, "Occasion", required=True)
    dlt_template = fields.Char(
        "DLT template id",
        help="Under which the operators in India have approved these words for SMS.",
    )
    buttons = fields.Text(
        help="One on each line, with at most 20 letters. Where a channel has no buttons, what can be "
        "chosen is numbered below the words.",
    )

    _occasion_unique = models.UniqueIndex(
        "(code, language) WHERE active IS TRUE",
        "There are words for this occasion in this language already.",
    )

    @api.constrains("body")
    def _check_body(self):
        for reply in self:
            reply._check_places(reply.body, (*PLACES, *LATE_PLACES))
        self._check_emergency_number()

    @api.constrains("code", "buttons")
    def _check_buttons(self):
        for reply in self:
            labels, most = reply._labels(), len(OPTIONS.get(reply.code, ()))
            if len(labels) != most:
                raise ValidationError(
                    self.env._("This answer has %(count)s buttons, one on each line.", count=most)
                )
            if any(len(label) > LABEL_LENGTH for label in labels):
                raise ValidationError(
                    self.env._("A button has %(count)s letters at most.", count=LABEL_LENGTH)
                )

    def _labels(self):
        return [line.strip() for line in (self.buttons or "").splitlines() if line.strip()]

    @api.model
    def _buttons_to(self, code, language, number):
        """What can be pressed below an answer that tells of one complaint.

        :return: list of [what is shown, what pressing it sends]
        """
        words = self._words(code, language)
        choices = zip(words.labels if words else (), OPTIONS.get(code, ()), strict=False)
        return [[label, f"{ASK}:{meaning}:{number}"] for label, meaning in choices]

    @api.depends("buttons")
    def _compute_preview(self):
        return super()._compute_preview()

    def _as_read(self, examples):
        return "\n".join([super()._as_read(examples), *(f"[{label}]" for label in self._labels())])

    @api.model
    @ormcache("code", "language")
    def _words(self, code, language):
        """The words of an answer in a language, else in English.

        :rtype: Words, or None if the occasion has none
        """
        reply = self.sudo()._in_language([("code", "=", code)], language)
        if not reply:
            return None
        return Words(reply.language, reply.body, tuple(reply._labels()), reply.dlt_template or "")
