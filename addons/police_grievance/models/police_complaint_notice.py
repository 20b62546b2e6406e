from typing import NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.mail import plaintext2html


class WayToCitizen(NamedTuple):
    """How one complainant hears from us; without a channel on the page of the complaint alone.

    :ivar channel: a code of `CHANNELS`, or empty
    """

    party: models.Model
    channel: str = ""
    address: str = ""


class PoliceComplaintNotice(models.AbstractModel):
    """What the citizen is told: the only way out of the domain."""

    _name = "police.complaint.notice"
    _description = "Notices of a Complaint"

    milestone_ids = fields.One2many("police.milestone", "complaint_id", "Timeline")
    has_unread_reply = fields.Boolean("Unread reply", readonly=True, copy=False)

    def _announce(self, event, text="", rank=None, evidence=None):
        """Tell whoever follows these complaints that something happened.

        Transports extend this; the domain itself only keeps the citizen's timeline.

        :param str event: a code of `EVENTS`
        :param str text: words to the citizen, plain text
        :param rank: `police.rank` that an escalation went to
        :param evidence: `police.evidence` that goes with the words
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

    def _ways_to_citizen(self):
        """How each complainant hears from us.

        :return: list of WayToCitizen; who they are is not for everyone who may work on it
        """
        self.ensure_one()
        parties = self.sudo().party_ids.filtered(lambda party: party.role == "complainant")
        return [WayToCitizen(party.sudo(False)) for party in parties]

    def _tell_party(self, party, event):
        """Tell one of who complained, at the address on record; a step of the timeline says so.

        Transports extend this.

        :param party: `police.party` that can be reached: see `_may_send_secret`
        :param str event: a code of `EVENTS`
        :return: the new step
        """
        step = {"complaint_id": self.id, "cycle": self.cycle, "code": event}
        return self.env["police.milestone"].sudo().create(step)

    def _send_to_citizen(self, text, files=()):
        """Answer the citizen, in the office's name.

        :param str text: plain text
        :param files: `EnvelopeFile` of the office
        :raise UserError: nothing is said
        """
        if not (text or "").strip():
            raise UserError(self.env._("Nothing was sent: write something first."))
        evidence = self.env["police.evidence"].sudo()
        for complaint in self:
            sent = evidence._store(complaint, files, fields.Datetime.now(), by_office=True)
            complaint._log_words(
                complaint._with_names_of(sent, text), "police_grievance.mt_to_citizen"
            )
            complaint._announce("message", text=text, evidence=sent)

    def _with_names_of(self, evidence, text):
        if not evidence:
            return text
        told = self.with_context(lang=self.language)
        names = ", ".join(evidence.mapped("name"))
        return f"{text}\n\n{told.env._('Attached: %(names)s', names=names)}"

    def _log_words(self, text, subtype):
        """Put words into the conversation; the office is the author, never a person."""
        office = self.env.ref("police_grievance.partner_office")
        messages = self.env["mail.message"]
        for complaint in self.sudo().with_context(mail_post_autofollow_author_skip=True):
            messages |= complaint._post_for_office(
                body=plaintext2html(text),
                author_id=office.id,
                email_from=office.email_formatted,
                message_type="comment",
                subtype_xmlid=subtype,
            )
        return messages
