from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from ..adapters.incoming import AUTOMATIC, MOVED, PERSON, TAKEN_BACK
from ..tools.absence import is_absence_note, is_note_again

# The same words of the same sender within this time are the same message, sent again.
SAME_WORDS_WITHIN = timedelta(hours=24)
# Added to a complaint, so many words within this time are; fewer may mean something else the second time:
# "no" answers two questions.
ADDED_WITHIN, MOST_WORDS_OF_ANSWER = timedelta(minutes=15), 3
# A note of an absence opens a case at most once within this time, whatever changes in its words.
ONE_NOTE_WITHIN = timedelta(days=60)
MOST_NOTES = 20


class PoliceChannelAgain(models.AbstractModel):
    """What came in and opens no complaint: it says again what its sender has said, or says no words.

    A messenger tells beside words that somebody has another address, or took a message back.
    """

    _inherit = "police.channel.incoming.mixin"

    def _same_words_before(self, item, complaint):
        """An earlier message of this sender with the same words: one that opened a complaint, where this one
        names none; or one that joined a complaint just now. A gateway that is ended brings it again,
        under another identifier.

        :param Incoming item: what came in
        :param complaint: `police.complaint` that it names; may be empty
        """
        if item.is_first and not complaint:
            return self.browse()
        same = [("content_hash", "=", self.content_hash)]
        if not complaint and (opened := self._opened_before(SAME_WORDS_WITHIN, 1, same)):
            return opened
        brings_more = item.remote or item.envelope.files
        if brings_more or len(item.envelope.text.split()) <= MOST_WORDS_OF_ANSWER:
            return self.browse()
        return self._became_before("joined", ADDED_WITHIN, 1, same)

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
        """Earlier messages of this sender that opened complaints; parameters as of `_became_before`."""
        return self._became_before("opened", within, most, more)

    def _became_before(self, action, within, most, more):
        """Earlier messages of this sender that became something.

        :param str action: what they became
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
                ("action", "=", action),
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

    def _store_whole(self, event, incoming):
        stored = super()._store_whole(event, incoming)
        for row, item in stored.items():
            if row.state == "set_aside":
                row._heed(item)
        return stored

    def _heed(self, item):
        """Do what a sign asks for; it opens nothing.

        :param Incoming item: what was parsed
        """
        if item.kind == MOVED:
            self._move_addresses(item.envelope.sender_values(), item.moved_to)
        elif item.kind == TAKEN_BACK and self.complaint_id:
            self._note_taken_back()

    def _move_addresses(self, before, since):
        """Find people at their new addresses from now on, and send there what waits."""
        addresses = self.env["police.complainant.address"].sudo()
        kind = self.channel_id._address_kind()
        addresses._move(kind, before, since)
        waiting = self.search(
            [
                ("channel_id", "=", self.channel_id.id),
                ("direction", "=", "out"),
                ("state", "=", "queued"),
                ("address", "in", before),
            ]
        )
        for message in waiting:
            theirs = message.party_id.complainant_id.address_ids
            values = theirs.filtered(lambda row: row.kind == kind).mapped("value")
            message.address = next((value for value in since if value in values), message.address)

    def _note_taken_back(self):
        """Say so on the complaint; what was said before stays, as it would with a letter."""
        office = self.env.ref("police_force.partner_office")
        complaint = self.complaint_id.sudo()._in_words_of_force()
        complaint.message_post(
            body=complaint.env._("The citizen has taken a message back. It is kept here."),
            author_id=office.id,
            subtype_xmlid="mail.mt_note",
        )
        complaint.has_unread_reply = True

    def _said_within(self, addresses, since):
        """Whether somebody wrote from one of some addresses.

        :param list addresses: values
        :param datetime since: naive UTC
        """
        said = Domain("address", "in", addresses) & Domain("happened_at", ">", since)
        here = Domain("channel_id", "=", self.channel_id.id) & Domain("direction", "=", "in")
        return bool(self.search_count(said & here & Domain("kind", "=", PERSON), limit=1))
