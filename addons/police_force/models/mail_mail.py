from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models

from ..tools.page_text import page_as_text

# Minutes until a letter that no mail server took is tried again: together two days.
PAUSES = (1, 5, 15, 60, 240, 480, 960, 960)


class Letter(NamedTuple):
    """A mail of the service to an officer, in the language of who reads it.

    :ivar user: `res.users` that it is to
    :ivar body: HTML
    :ivar about: a `police.told.mixin` record that says whether it was told; or None
    :ivar address: where it goes, if not to the user's own address
    """

    user: models.Model
    subject: str
    body: str
    about: models.Model | None = None
    address: str = ""


class MailMail(models.Model):
    """A mail's name is its subject: what a notice says, and of which complaint.

    Letters of the service to officers are tried again until a mail server takes them; only then
    what they tell counts as told.
    """

    _name = "mail.mail"
    _inherit = ["police.secret.name.mixin", "mail.mail"]

    police_user_id = fields.Many2one(
        "res.users", "Letter to", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    police_about = fields.Char("Tells", readonly=True, help="Model and id of what it tells.")
    police_attempts = fields.Integer("Tried again", readonly=True)

    @api.model
    def _queue_from_office(self, letters):
        """Queue mails of the service to officers, from its office; machines answer none of them.

        :param letters: iterable of Letter
        :return: the mails, in their order
        """
        office = self.env.ref("police_force.partner_office").sudo().email_formatted
        return self.sudo().create(
            [
                {
                    "email_from": office,
                    "reply_to": office,
                    "email_to": letter.address or letter.user.email_formatted,
                    "subject": letter.subject,
                    "body_html": letter.body,
                    "headers": repr({"Auto-Submitted": "auto-generated"}),
                    "police_user_id": letter.user.id,
                    "police_about": letter.about and f"{letter.about._name},{letter.about.id}",
                }
                for letter in letters
            ]
        )

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        """The plain part of what the service writes keeps its paragraphs and lists apart."""
        mails = super()._prepare_outgoing_list(mail_server, doc_to_followers)
        if self.police_user_id:
            for mail in mails:
                mail["body_alternative"] = page_as_text(mail["body"])
        return mails

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        letters = self.filtered("police_user_id")
        taken = letters.filtered(lambda letter: letter.state == "sent")
        taken._was_taken()
        (letters - taken)._try_again()
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type
        )

    def _try_again(self):
        """Queue letters again that no mail server took, or say so after the last attempt."""
        now = fields.Datetime.now()
        for letter in self:
            if letter.police_attempts < len(PAUSES):
                pause = timedelta(minutes=PAUSES[letter.police_attempts])
                letter.write(
                    {
                        "state": "outgoing",
                        "police_attempts": letter.police_attempts + 1,
                        "scheduled_date": now + pause,
                    }
                )
                self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger(now + pause)
            else:
                letter._was_refused()

    def _was_taken(self):
        """A mail server has these letters: what they tell was told."""
        for letter in self.filtered("police_about"):
            model, record_id = letter.police_about.split(",")
            self.env[model].sudo().browse(int(record_id)).exists()._was_told()
        self.police_user_id.sudo().filtered("police_refused_email").police_refused_email = False

    def _was_refused(self):
        """No mail server takes these letters: administrators see whose mailbox that is."""
        for letter in self:
            user = letter.police_user_id.sudo()
            if letter.email_to in (user.email, user.email_formatted):
                user.police_refused_email = user.email

    def _not_told(self):
        """Only what the service says is a secret; a notice about several complaints has no model."""
        ours = self.filtered(lambda mail: (mail.sudo().model or "police.").startswith("police."))
        return super(MailMail, ours)._not_told()
