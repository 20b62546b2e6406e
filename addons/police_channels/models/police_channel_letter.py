from datetime import UTC

from odoo import api, fields, models
from odoo.tools import email_normalize

from odoo.addons.police_force.tools.page_text import page_as_text

from ..adapters.incoming import PERSON
from ..adapters.outgoing import Outgoing
from .police_channel_outgoing import SENDING_PAUSES


class PoliceChannelLetterMixin(models.AbstractModel):
    """Letters of the service to its officers: sent, tried again and settled as notices to citizens.

    They are no contact with a citizen: no safety, no complaint, no call by the desk, and not
    counted with those. What they say stays with the mail.
    """

    _name = "police.channel.letter.mixin"
    _description = "Letters to Officers"
    _inherit = "police.channel.outgoing.mixin"

    officer_id = fields.Many2one(
        "res.users", "Letter to", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    letter_id = fields.Many2one(
        "mail.mail",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        groups="base.group_system",
    )

    @api.model
    def _note_letters(self, channel, mails):
        """Have mails to officers sent.

        :param channel: `police.channel` that they go out by
        :param mails: `mail.mail`
        :return: the messages
        """
        reader, now = channel._reader(), fields.Datetime.now()
        return self.create(
            [
                {
                    "channel_id": channel.id,
                    "direction": "out",
                    "state": "queued",
                    "next_attempt_at": self._first_look(),
                    "happened_at": now,
                    "officer_id": mail.police_user_id.id,
                    "letter_id": mail.id,
                    "address": email_normalize(mail.email_to) or mail.email_to,
                    "language": mail.police_user_id.lang or "en_US",
                    "external_id": reader.new_external_id(),
                }
                for mail in mails
            ]
        )

    @api.model
    def _letter_answered(self, channel, item):
        """The letter to an officer that a bounce, an automatic answer or the officer answers, if any.

        Not whoever else has it, such as a citizen whom an officer has sent it on to. What also answers
        a complaint's message belongs there.
        """
        if not item.answers or self._complaints_of(channel, item.answers):
            return self.browse()
        return self.search(
            [
                ("channel_id", "=", channel.id),
                ("direction", "=", "out"),
                ("external_id", "in", item.answers),
                ("officer_id", "!=", False),
            ]
        ).filtered(lambda row: item.kind != PERSON or row.address == item.envelope.sender_value)[:1]

    def _recipient(self):
        if self.officer_id:
            return self.env["police.complainant.address"].sudo()
        return super()._recipient()

    def _rate_allows_at(self):
        """What has come up to officers does not wait."""
        return None if self.officer_id else super()._rate_allows_at()

    def _outgoing(self):
        if not self.officer_id:
            return super()._outgoing()
        letter = self.sudo().letter_id
        return Outgoing(
            external_id=self.external_id,
            sender=self.channel_id.address,
            sender_name=self.channel_id.with_context(lang=self.language).sender_name or "",
            recipient=self.address,
            subject=letter.subject,
            text=page_as_text(letter.body_html),
            html=letter.body_html,
            language=self.language,
            date=fields.Datetime.now().replace(tzinfo=UTC),
        )

    def _finish(self, **values):
        """Taken by a mail server, it is told."""
        result = super()._finish(**values)
        letters = self.filtered("officer_id").sudo().letter_id
        if letters and values.get("state") in ("sent", "delivered"):
            letters.write({"state": "sent"})
            letters._was_taken()
        return result

    def _begin_sending_again(self):
        """Twice does an officer no harm; what nobody settles does. One that breaks each worker ends."""
        if self.officer_id and self.state == "sending" and self.attempts <= len(SENDING_PAUSES):
            self.state = "queued"
        return super()._begin_sending_again()

    def _retry_now(self):
        """At a person's wish: the mail waits again, too."""
        self.filtered("officer_id").sudo().letter_id.state = "in_ledger"
        return super()._retry_now()

    def _give_to_desk(self, state, reason, refusal=""):
        """A letter is nothing that the desk calls about: administrators see whose mailbox it is."""
        result = super()._give_to_desk(state, reason, refusal)
        letters = self.filtered("officer_id").sudo().letter_id
        letters.write({"state": "exception", "failure_reason": reason})
        if state == "failed":
            letters._was_refused()
        return result
