from odoo import api, models


class MailMail(models.Model):
    """A mail's name is its subject: what a notice says, and of which complaint."""

    _name = "mail.mail"
    _inherit = ["police.secret.name", "mail.mail"]

    @api.model
    def _queue_from_office(self, letters):
        """Queue mails of the service to officers, from its office; machines answer none of them.

        :param letters: tuples (address, subject, body as HTML), in the language of who reads it
        """
        office = self.env.ref("police_force.partner_office").sudo().email_formatted
        self.sudo().create(
            [
                {
                    "email_from": office,
                    "reply_to": office,
                    "email_to": address,
                    "subject": subject,
                    "body_html": body,
                    "headers": repr({"Auto-Submitted": "auto-generated"}),
                }
                for address, subject, body in letters
            ]
        )

    def _not_told(self):
        """Only what the service says is a secret; a notice about several complaints has no model."""
        ours = self.filtered(lambda mail: (mail.sudo().model or "police.").startswith("police."))
        return super(MailMail, ours)._not_told()
