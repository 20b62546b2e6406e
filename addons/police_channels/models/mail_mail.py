from odoo import SUPERUSER_ID, api, fields, models

IN_LEDGER = "in_ledger"


class MailMail(models.Model):
    """Letters to officers go out through the ledger, where there is a channel for mail."""

    _inherit = "mail.mail"

    # Core's own queue leaves these alone.
    state = fields.Selection(
        selection_add=[(IN_LEDGER, "Sent by a channel")], ondelete={IN_LEDGER: "set default"}
    )

    @api.model
    def _queue_from_office(self, letters):
        mails = super()._queue_from_office(letters)
        channel = self.env["police.channel"]._by_address_kind().get("email")
        if mails and channel:
            mails.state = IN_LEDGER
            # As the service: no row names whoever is logged in.
            ledger = self.env["police.channel.message"].with_user(SUPERUSER_ID)
            ledger._note_letters(channel[:1], mails)._enqueue_anyway()
        return mails
