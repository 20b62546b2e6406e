from odoo import api, models

from .police_mail_on_complaint import COMPLAINT


class MailTrackingValue(models.Model):
    """The history of changes repeats a complaint's words."""

    _name = "mail.tracking.value"
    _inherit = ["police.message.part.mixin", "police.masked.mixin", "mail.tracking.value"]
    _masked_fields = ("old_value_char", "new_value_char", "old_value_text", "new_value_text")

    def _not_told(self):
        """Only changes of records of the service are a secret."""
        ours = self.filtered(
            lambda row: (row.sudo().mail_message_id.model or "police.").startswith("police.")
        )
        return super(MailTrackingValue, ours)._not_told()

    @api.model
    def _words_of(self, complaints):
        return self.search(
            [
                ("mail_message_id.model", "=", COMPLAINT),
                ("mail_message_id.res_id", "in", complaints.ids),
            ]
        )

    def _complaints_told_of(self):
        complaints = self.env[COMPLAINT]
        return {
            row: complaints.browse(row.mail_message_id.res_id)
            for row in self
            if row.mail_message_id.model == COMPLAINT
            and row.field_id.name in complaints._masked_fields
        }
