from datetime import timedelta

from odoo import models

from ..adapters.base import AUTOMATIC, PERSON
from ..tools.absence import is_absence_note, is_note_again

# The same words of the same sender within this time are the same message, sent again.
SAME_WORDS_WITHIN = timedelta(hours=24)
# A note of an absence opens a case at most once within this time, whatever changes in its words.
ONE_NOTE_WITHIN = timedelta(days=60)
MOST_NOTES = 20


class PoliceChannelAgain(models.AbstractModel):
    """What came in and says again what its sender has said: it opens no second complaint."""

    _inherit = "police.channel.incoming"

    def _same_words_before(self):
        """An earlier message of this sender that opened a complaint with the same words."""
        return self._opened_before(SAME_WORDS_WITHIN, 1, [("content_hash", "=", self.content_hash)])

    def _absence_note_before(self):
        """An earlier note of this sender's absence that opened a complaint, if this is one, too.

        Not where a person has said that it is a citizen's, nor where somebody may be in danger.
        """
        said = (self.subject or "", self.text or "")
        is_note = self.kind == PERSON and self.address and is_absence_note(*said)
        if not is_note or self.env["police.complaint"]._speaks_of_danger("\n".join(said)):
            return self.browse()
        return self._opened_before(ONE_NOTE_WITHIN, MOST_NOTES).filtered(
            lambda message: is_note_again(said, (message.subject or "", message.text or ""))
        )[:1]

    def _opened_before(self, within, most, more=()):
        """Earlier messages of this sender that opened complaints.

        :param timedelta within: how long before this one
        :param int most: how many of them
        :param list more: conditions besides, as in a domain
        """
        if not self.address:
            return self.browse()
        return self.search(
            [
                ("address", "=", self.address),
                ("direction", "=", "in"),
                ("action", "=", "opened"),
                ("channel_id", "=", self.channel_id.id),
                ("happened_at", ">", self.happened_at - within),
                ("id", "!=", self.id),
                *more,
            ],
            limit=most,
        )

    def _set_note_aside(self, item, note):
        """Keep a note of an absence with the case that an earlier one opened; a person looks at it."""
        self._keep(item)
        self._finish(
            state="set_aside",
            kind=AUTOMATIC,
            sign="Subject",
            complaint_id=note.complaint_id.id,
            is_unseen=True,
        )
