from datetime import timedelta

from odoo import SUPERUSER_ID, fields, models
from odoo.fields import Domain

from odoo.addons.police_grievance.models.complaint.police_complaint_stage import REOPEN_HOURS
from odoo.addons.police_grievance.models.history.police_access_code import JUDGE, REOPEN

from .police_conversation_asked import SEEN_AS_OPEN


class PoliceConversationJudged(models.AbstractModel):
    """What a citizen asks for that changes a complaint: to reopen it, or to say how it went.

    An address can be forged. A code that goes there first proves who writes, unless the channel does.
    """

    _inherit = "police.conversation.asked.mixin"

    def _handlers(self):
        return {
            **super()._handlers(),
            "reopen": self._told_reopen,
            "feedback": self._told_feedback,
            "settled": self._told_settled,
            "not_settled": self._told_not_settled,
        }

    def _told_reopen(self, talk):
        since = fields.Datetime.now() - timedelta(hours=REOPEN_HOURS)
        complaint, refusal = self._one(
            talk, Domain("closed_at", ">", since), lambda one: one._reopen_until()
        )
        if refusal:
            return self._told_open_ones(talk, refusal)
        if not complaint._reopen_until():
            return self._told("reopen_refused", complaint, number=complaint.number)
        proof = self._told_to_prove(talk, complaint, REOPEN)
        if proof:
            self._note_unproven(talk, complaint)
            return proof
        self._as_service(talk, complaint)._reopen_by_citizen()
        return self._told("", complaint)

    def _told_feedback(self, talk):
        complaint, refusal = self._to_judge(talk)
        if refusal:
            return self._told_open_ones(talk, refusal)
        return self._told("feedback", complaint, number=complaint.number)

    def _told_settled(self, talk):
        return self._judge(talk, "resolved", "settled")

    def _told_not_settled(self, talk):
        return self._judge(talk, "not_resolved", "not_settled")

    def _judge(self, talk, answer, code):
        """Keep whether it is settled; who says so unasked, says it among the words of the complaint."""
        complaint, refusal = self._to_judge(talk)
        if refusal:
            told = self._told_open_ones(talk, refusal)
            if told.complaint.is_open and not told.complaint._feedback_of_cycle():
                self._note_unproven(talk, told.complaint)
            return told
        proof = self._told_to_prove(talk, complaint, JUDGE)
        if proof:
            if answer == "not_resolved":
                self._note_unproven(talk, complaint)
            return proof
        self._as_service(talk, complaint)._keep_feedback(answer, 0, "")
        return self._told(code, complaint, number=complaint.number)

    def _to_judge(self, talk):
        """:return: (complaint, None), or (none, Told)"""
        complaint, refusal = self._one(talk, Domain.TRUE, lambda one: one._may_give_feedback())
        if complaint and not complaint._may_give_feedback():
            refusal = self._told("feedback_refused", complaint, number=complaint.number)
        return complaint, refusal

    def _told_open_ones(self, talk, refusal):
        """In place of that there is nothing to say it of: how the open complaints of the sender stand.

        :param Told refusal: what is said to whoever has none
        """
        if refusal.code != "status_none" or not self._complaints_of(talk, SEEN_AS_OPEN, 1):
            return refusal
        return self._told_status(talk)

    def _as_service(self, talk, complaint):
        return complaint.with_user(SUPERUSER_ID).with_context(
            police_channel_message=talk.message._answering()
        )

    def _note_unproven(self, talk, complaint):
        """Keep that they are not content among their words, which only adds; a code changes more."""
        if not talk.asked.code:
            complaints = self.env["police.complaint"]
            complaints.with_context(police_channel_message=talk.message._answering())._intake(
                talk.envelope, complaint
            )

    def _told_to_prove(self, talk, complaint, purpose):
        """:return: Told that asks for a proof; None for whoever has given one"""
        if talk.message.channel_id._reader().proves_sender:
            return None
        party, codes = self._party(talk, complaint), self.env["police.access.code"]
        nobody, told = self.env["res.partner"], "code"
        if talk.asked.code:
            if codes._confirm(party, nobody, talk.asked.code, purpose):
                return None
            told = "code_wrong"
        elif under_way := codes._under_way(party, purpose):
            told = "code_sent" if under_way.expires_at else "code"
        elif not codes._request(party, nobody, purpose):
            told = "code_too_many"
            if codes._limit_is_news(party, purpose):
                complaint._ask_desk_to_call("police_channels.mail_activity_type_codes_used_up")
        return self._told(told, complaint, number=complaint.number)
