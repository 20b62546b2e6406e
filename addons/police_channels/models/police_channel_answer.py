from dataclasses import replace
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.police_grievance.models.history.police_access_code import HEAR, JUDGE, REOPEN
from odoo.addons.police_grievance.tools.placeholders import fill

from ..adapters.outgoing import Button
from .police_channel_safety import STALE
from .police_conversation_reply import REPLIES

# The same words once more within this time tell nobody anything.
SAID_JUST_NOW = timedelta(minutes=5)


class PoliceChannelAnswer(models.AbstractModel):
    """What the service answers by itself in a conversation: sent like all else, but no notice.

    Nobody is called when it does not arrive: whoever wants to know asks again. A sender can be forged,
    so it is not said again and again, nor long after it was asked for.
    """

    _inherit = "police.channel.outgoing.mixin"  # pylint: disable=consider-merging-classes-inherited

    reply_code = fields.Selection(REPLIES, "Answer", readonly=True)
    # List of [what is shown, what pressing it sends].
    buttons = fields.Json(readonly=True, groups=fields.NO_ACCESS)

    @api.model
    def _answer_to(
        self, message, code, language, values, party, buttons=(), *, numbered=True, is_new=False
    ):
        """Queue an answer, to the address that a message came from.

        :param message: `police.channel.message`
        :param str code: one of REPLIES
        :param dict values: what its places are filled with
        :param party: `police.party` of the complaint that it tells of; empty if it tells of none
        :param buttons: pairs of what is shown and what pressing it sends
        :param bool numbered: where there are no buttons, the words do not say what to send: a list does
        :param bool is_new: nothing like it can have been said
        :return: the row; empty if no words are written for it, or it is being said already
        """
        reply = self.env["police.conversation.reply"]._words(code, language)
        if not reply:
            return self.browse()
        channel, text = message.channel_id, fill(reply.body, values)
        has_buttons = channel._reader().has_buttons
        if numbered and not has_buttons:
            lines = [f"{place} {label}" for place, (label, _sent) in enumerate(buttons, 1)]
            text = "\n".join([text, *lines])
        if not is_new and self._is_said_already(message, code, party.complaint_id, text):
            return self.browse()
        row = self.create(
            {
                "channel_id": channel.id,
                "direction": "out",
                "state": "queued",
                "next_attempt_at": self._first_look(),
                "happened_at": fields.Datetime.now(),
                "complaint_id": party.complaint_id.id,
                "party_id": party.id,
                "address": message.address,
                "reply_code": code,
                "language": reply.language,
                "text": text,
                "buttons": has_buttons and [list(button) for button in buttons],
                "provider_template": channel.kind == "sms" and reply.dlt_template,
                "external_id": channel._reader().new_external_id(),
                "in_reply_to": message.external_id,
            }
        )
        row._enqueue_anyway()
        return row

    @api.model
    def _code_by_phone(self, complaint, party, way):
        """Queue the code by which somebody hears by phone how their complaint stands.

        :param way: `Reach` of the party
        """
        language = party.complainant_id.language or complaint.language or "en_US"
        reply = self.env["police.conversation.reply"]._words("code_by_phone", language)
        if not reply:
            return
        row = self.create(
            {
                "channel_id": way.channel.id,
                "direction": "out",
                "state": "queued",
                "next_attempt_at": self._first_look(),
                "happened_at": fields.Datetime.now(),
                "complaint_id": complaint.id,
                "party_id": party.id,
                "address": way.address.value,
                "reply_code": "code_by_phone",
                "language": reply.language,
                "text": fill(reply.body, {"number": complaint.number}),
                "provider_template": reply.dlt_template,
                "external_id": way.channel._reader().new_external_id(),
            }
        )
        row._enqueue_anyway()

    def _keeps_quiet_hours(self):
        """Who waits on the phone for a code gets it at any hour."""
        return self.reply_code != "code_by_phone" and super()._keeps_quiet_hours()

    @api.model
    def _buttons_below(self, event, channel, complaint, language):
        """What can be pressed below a notice: who is asked whether it is settled says so there.

        :return: as in `buttons`
        """
        if event != "asked" or not channel._reader().has_buttons:
            return False
        replies = self.env["police.conversation.reply"]
        return replies._buttons_to("feedback", language, complaint.number)

    def _is_said_already(self, message, code, complaint, text):
        """Whether such an answer waits, or went out just now with the same words."""
        to_them = Domain("channel_id", "=", message.channel_id.id)
        to_them &= Domain("address", "=", message.address) & Domain("direction", "=", "out")
        alike = Domain("reply_code", "=", code) & Domain("complaint_id", "=", complaint.id)
        waits = Domain("state", "in", ("queued", "sending"))
        since = fields.Datetime.now() - SAID_JUST_NOW
        said = Domain("sent_at", ">", since) & Domain("text", "=", text)
        return bool(self.search_count(to_them & alike & (waits | said), limit=1))

    def _is_unwanted(self, recipient):
        """An answer that comes late is set aside, too; not one that waited for their hours."""
        is_late = fields.Datetime.now() - self.happened_at > STALE and self.error != "hours"
        if not self.reply_code or not is_late:
            return super()._is_unwanted(recipient)
        self.write({"state": "set_aside", "error": "late", "next_attempt_at": False})
        return True

    def _outgoing(self):
        outgoing = super()._outgoing()
        # In approved words there are no buttons.
        if not self.buttons or self.is_neutral or not outgoing.is_free:
            return outgoing
        return replace(outgoing, buttons=[Button(label, sent) for label, sent in self.buttons])

    def _new_code(self):
        if self.reply_code == "code":
            return self.env["police.access.code"]._make(self.party_id, (REOPEN, JUDGE))
        if self.reply_code == "code_by_phone":
            return self.env["police.access.code"]._make(self.party_id, (HEAR,))
        return super()._new_code()

    def _ask_to_call(self):
        return None if self.reply_code else super()._ask_to_call()
