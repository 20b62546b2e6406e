import hashlib
import re

from odoo import api, models

from odoo.addons.police_grievance.models.people.police_masked import BY_SERVICE
from odoo.addons.police_grievance.tools.documents import read_documents
from odoo.addons.police_grievance.tools.placeholders import fill
from odoo.addons.police_grievance.tools.subject_and_text import subject_and_text

from ..adapters.incoming import Incoming
from .police_notification_template import LINKS, PLACES

# Nobody quotes more of them.
MOST_NOTICES = 50


class PoliceChannelIntakeMixin(models.AbstractModel):
    """What becomes of what came in: it is handed to the domain, and opens a complaint or joins one."""

    _name = "police.channel.intake.mixin"
    _description = "What Becomes of Messages"
    _inherit = "police.channel.incoming.mixin"

    @api.model
    def _begin(self, parsed, flooding=()):
        """Work on what has just been parsed: at once if it is one, else in a job each.

        :param dict parsed: row of the ledger to Incoming
        :param flooding: senders of so much that all others go first; not before what speaks of danger,
            as the number may be forged
        """
        ready = [row.id for row in parsed if row.next_attempt_at and not row.parts_left]
        waiting = self.browse(ready)
        # As good as always one; a job of its own would cost more than this work.
        later = waiting.filtered(lambda row: row.address in flooding and not row._may_be_urgent())
        alone = waiting if len(waiting) == 1 and not later else self.browse()
        for row, item in parsed.items():
            if row not in alone:
                row._keep(item)
        if alone:
            alone._work(parsed[alone])
        else:
            (waiting - later)._enqueue_work()
            later.with_context(police_channel_later=BY_SERVICE)._enqueue_work()

    @api.model
    def _receive(self, channel, envelope, key, pressed=""):
        """Take a message that came by no wire, of a trial or a demonstration, as if it had.

        :param str key: tells it from all others
        :param str pressed: payload of the button that it presses
        :return: its row, worked on
        """
        raw = f"{envelope.sender_value} {key}".encode()
        event = self.env["police.channel.event"]._store(channel, raw, {})
        item = Incoming(raw.decode(), hashlib.sha256(raw).hexdigest(), envelope, pressed=pressed)
        [message] = self._store_incoming(event, [item])
        event._finish(state="parsed")
        message._work(item)
        return message

    def _may_be_urgent(self):
        """Whether it speaks of danger, as few of its sender's have done within the hour."""
        words = subject_and_text(self.subject, self.text)
        return bool(
            self.env["police.complaint"]._speaks_of_danger(words)
            and self.env["police.channel.correspondent"]._goes_first(self.channel_id, self.address)
        )

    def _do_work(self, item=None):
        """Hand one message to the domain.

        :param Incoming item: as it has just been parsed; else as it was kept
        """
        item = item or self._kept_in_turn()
        if self.parts_left:
            item = self.env["police.channel.part"]._fill(self, item)
        envelope = item.envelope
        addresses = self.env["police.complainant.address"].sudo()
        addresses._leave(envelope.sender_kind, envelope.sender_values())
        is_chat = self.channel_id._reader().is_chat
        talk = self.env["police.conversation"]
        if is_chat:
            talk = talk._with_sender(self)
            if talk._hear(self, item):
                return
        read_documents(envelope.files)
        envelope.references = self._complaints_of(self.channel_id, item.answers).ids
        complaints = self.env["police.complaint"].with_context(
            police_channel_message=self._answering()
        )
        addressed = complaints._find_addressed(envelope)
        same = self._same_words_before(item, addressed)
        if is_chat and not (addressed or same):
            addressed = talk._belongs_to(self, envelope)
        envelope.text = self._without_links(envelope.text)
        if same:
            self._finish_incoming("repeated", same.complaint_id)
            return
        if addressed:
            notices = self._notices_about(addressed)
            envelope.say(self.channel_id._reader().fold(envelope.text, notices))
        elif note := self._absence_note_before():
            self._set_note_aside(item, note)
            return
        result = complaints._intake(envelope, addressed)
        if item.is_sealed:
            result.complaint._ask_desk_to_call("police_channels.mail_activity_type_ask_for_words")
        if is_chat:
            talk._follow(self, item, result)
        self._finish_incoming(result.action, result.complaint)

    def _kept_in_turn(self):
        """What was kept of it, once nobody else works for its sender; who has just parsed it waited before."""
        self.env["police.channel.correspondent"]._take_turn(self.channel_id, self.address)
        return self._kept()

    def _without_links(self, text):
        """Words without the secret that opens the citizen's page: our notices hold it, and so do replies."""
        page = self.env["police.complaint"]._how_to_follow_url()
        return re.sub(rf"({re.escape(page)})/[\w-]+", r"\1", text) if page else text

    def _notices_about(self, complaint):
        """What a reply to a complaint may repeat of ours: what was sent, and what all notices say.

        :return: list of text; of a link only the beginning, which is the same each time
        """
        page = complaint._how_to_follow_url()
        known = {**dict.fromkeys(LINKS, page), "code": ""}
        sent = self.search_fetch(
            [("complaint_id", "=", complaint.id), ("direction", "=", "out")],
            ["subject", "text"],
            limit=MOST_NOTICES,
        )
        notices = [fill(subject_and_text(row.subject, row.text), known) for row in sent]
        general = self.env["police.notification.template"].search(
            [("kind", "=", self.channel_id.kind)]
        )
        known = {**dict.fromkeys(PLACES, ""), **known, "number": complaint.number}
        return notices + [fill(subject_and_text(row.subject, row.body), known) for row in general]

    def _finish_incoming(self, action, complaint):
        self._finish(
            state="done",
            action=action,
            complaint_id=complaint.id,
            parsed=False,
            is_unseen=False,
        )
