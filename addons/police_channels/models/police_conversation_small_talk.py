from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.commands import Asked
from ..tools.waiting import only_waits
from .police_conversation_asked import SEEN_AS_OPEN
from .police_conversation_command import GREETING, NO, SECRET, THANKS, YES

# Who says that nothing has happened means what they complained of within this time.
WAITED_WITHIN = timedelta(days=90)
LONGEST_WAITING = 120
LONGEST_CHOICE = 2
# What people send in place of thanks; a cry for help is none of them.
THANKING_SIGNS = frozenset("👍🙏👌✅😊🙂❤️🏻🏼🏽🏾🏿 .!")
# In place of asking how it stands.
ASKING_SIGNS = frozenset("? ？.!")


class PoliceConversationSmallTalk(models.AbstractModel):
    """Short messages that tell nothing new: yes, no, thanks, a greeting, and that nothing has happened yet.

    Of somebody who has complained before none of them opens a complaint.
    """

    _inherit = "police.conversation.asked.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _read_words(self, text):
        return super()._read_words(text) or self._read_signs(text.strip())

    def _read_signs(self, text):
        # A choice of a question that is over.
        is_late_choice = text.isdecimal() and len(text) <= LONGEST_CHOICE
        if text and (is_late_choice or THANKING_SIGNS.issuperset(text)):
            return Asked(""), THANKS, ""
        if "?" in text and ASKING_SIGNS.issuperset(text):
            return Asked(""), "status", ""
        return None

    def _handlers(self):
        return {
            **super()._handlers(),
            YES: lambda talk: self._told_answer(talk, "settled"),
            NO: lambda talk: self._told_answer(talk, "not_settled"),
            SECRET: self._told_secret,
            GREETING: self._told_greeting,
            THANKS: self._told_thanks,
        }

    def _told_answer(self, talk, code):
        """Take yes or no for an answer to whether it is settled, where that is just waited for.

        :param str code: of the command that it stands for
        """
        waits = Domain("stage_code", "=", "verification")
        asked = self._named(talk) if talk.asked.number else self._complaints_of(talk, waits, 2)
        waiting = asked.filtered(
            lambda one: one.stage_code == "verification" and one._may_give_feedback()
        )
        if len(waiting) != 1:
            # Below words of ours it means something to whoever reads it there.
            return None if talk.is_reply else self._told_thanks(talk)
        phrase = self.env["police.conversation.command"]._phrase_for(code, talk.language)
        meant = talk.asked._replace(phrase=phrase, number=waiting.number)
        told = self._handlers()[code](talk._replace(asked=meant))
        return told._replace(values={**told.values, "command": phrase.upper()})

    def _told_secret(self, talk):
        """Keep the name of who says so from the station."""
        if talk.asked.number:
            complaint = self._named(talk)
        else:
            complaint = self._complaints_of(talk, Domain("is_open", "=", True), 1)
        if not complaint or talk.asked.wrong:
            return None
        if complaint.confidentiality == "open":
            told = complaint.with_context(police_channel_message=talk.message._answering())
            told._set_confidentiality("confidential", told._why_protected())
            told._announce("protected")
        return self._told("", complaint)

    def _told_greeting(self, talk):
        """Who has an open complaint is told what can be done; it makes no second one."""
        has_digits = talk.asked.number or talk.asked.wrong
        if has_digits or not self._complaints_of(talk, SEEN_AS_OPEN, 1):
            return None
        return self._told("help")

    def _told_thanks(self, talk):
        """Nothing is said to it, unless it is the first that somebody says at all."""
        if talk.asked.number or talk.asked.wrong or not self._complaints_of(talk, Domain.TRUE, 1):
            return None
        return self._told("")

    # What is no command

    @api.model
    def _answer_waiting(self, message, item):
        """Keep with their complaint that somebody still waits, and tell them how it stands.

        :param Incoming item: what came in
        :rtype: Told, or None of a message that says anything else
        """
        envelope = item.envelope
        names_one = item.answers or envelope.complaint_numbers or envelope.mentioned_numbers
        brings_more = envelope.files or item.remote or item.is_sealed
        is_short = len(envelope.text) <= LONGEST_WAITING
        if names_one or brings_more or not is_short or not only_waits(envelope.text):
            return None
        talk = self._talk(message, envelope, Asked(""))
        since = Domain("received_at", ">", fields.Datetime.now() - WAITED_WITHIN)
        opened = self._complaints_of(talk, since & Domain("is_open", "=", True), 1)
        complaint = opened or self._complaints_of(talk, since, 1)
        if not complaint:
            return None
        told = complaint.with_context(police_channel_message=message._answering())
        result = self.env["police.complaint"].with_env(told.env)._intake(envelope, complaint)
        told = self._told_of(talk, complaint)._replace(action=result.action)
        self._tell(talk, told)
        return told
