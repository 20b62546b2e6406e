from odoo import fields, models
from odoo.tools.mail import plaintext2html


class PoliceComplaintNotice(models.AbstractModel):
    """What the citizen is told: the only way out of the domain."""

    _name = "police.complaint.notice"
    _description = "Notices of a Complaint"

    milestone_ids = fields.One2many("police.milestone", "complaint_id", "Timeline")
    has_unread_reply = fields.Boolean("Unread reply", readonly=True, copy=False)

    def _announce(self, event, text="", rank=None):
        """Tell whoever follows these complaints that something happened.

        Transports extend this; the domain itself only keeps the citizen's timeline.

        :param str event: a code of `EVENTS`
        :param str text: words to the citizen, plain text
        :param rank: `police.rank` that an escalation went to
        :return: the new steps of their timelines
        """
        return (
            self.env["police.milestone"]
            .sudo()
            .create(
                [
                    {
                        "complaint_id": complaint.id,
                        "cycle": complaint.cycle,
                        "code": event,
                        "happened_at": complaint.received_at
                        if event == "received"
                        else fields.Datetime.now(),
                        "unit_id": complaint.unit_id.id,
                        "rank_id": rank and rank.id,
                        "text": text,
                    }
                    for complaint in self
                ]
            )
        )

    def _send_to_citizen(self, text):
        """Answer the citizen, in the office's name.

        :param str text: plain text
        """
        self._log_words(text, "police_grievance.mt_to_citizen")
        self._announce("message", text=text)

    def _log_words(self, text, subtype):
        """Put words into the conversation; the office is the author, never a person."""
        office = self.env.ref("police_grievance.partner_office")
        for complaint in self:
            complaint.sudo().with_context(mail_post_autofollow_author_skip=True)._post_for_office(
                body=plaintext2html(text),
                author_id=office.id,
                email_from=office.email_formatted,
                message_type="comment",
                subtype_xmlid=subtype,
            )
