from datetime import timedelta

from odoo import api, fields, models

from ...tools.shown import without_shown
from ...tools.subject_and_text import subject_and_text
from .police_complaint_const import DANGER

# Who cries again within this time has been told of 112.
TOLD_OF_112 = timedelta(hours=1)


class PoliceComplaintHeardMixin(models.AbstractModel):
    """What words ask for that cannot wait until a person reads them: help, and to stay unknown."""

    _name = "police.complaint.heard.mixin"
    _description = "What Words Ask for at Once"
    _inherit = "police.complaint.protection.mixin"

    @api.model
    def _speaks_of_danger(self, words):
        """Whether words tell of danger to somebody: those of a note that came by itself."""
        return self.env["police.understanding"]._understand(words).danger.value

    @api.model
    def _words_to_understand(self, subject, description):
        """The words by which a complaint is understood: asked for again, they give the same guess."""
        return without_shown(subject_and_text(subject, description))

    @api.model
    def _heard(self, envelope):
        """What the words of an envelope say, asked once for all that follows from them.

        :rtype: odoo.addons.police_grievance.tools.understanding.verdict.Verdict
        """
        words = self._words_to_understand(envelope.subject, envelope.text)
        return self.env["police.understanding"]._understand(words)

    def _hear_wish(self, envelope, verdict):
        """Keep from the station who complained before it reads the words that ask for it.

        A person at a desk has asked the citizen, and chosen.
        """
        if self.confidentiality != "open" or envelope.taken_by_id:
            return
        if verdict.stays_unknown.value:
            self._set_confidentiality("confidential", self._why_protected())
            self._announce("protected")

    def _tell_protected(self):
        """Say of a new complaint why it is confidential: its words asked for that."""
        self._message_log(body=self._why_protected())
        self._announce("protected")

    def _why_protected(self):
        told = self._in_words_of_force()
        return told.env._("The words ask that the name be kept secret: confidential since then.")

    def _hear_danger(self, verdict, is_answered):
        """Put a complaint first when words that join it cry for help, as a first message would be.

        :param bool is_answered: the writer is told of 112
        """
        if not verdict.danger.value:
            return
        self.priority_stays = True
        if self.priority != DANGER:
            self.priority = DANGER
            told = self._in_words_of_force()
            self._message_log(body=told.env._("Words that were added speak of danger."))
        if is_answered and not self._is_told_of_112():
            self._announce("danger")

    def _is_told_of_112(self):
        since = fields.Datetime.now() - TOLD_OF_112
        steps = self.milestone_ids.filtered(lambda step: step.code == "danger")
        return any(step.happened_at > since for step in steps)
