from typing import NamedTuple

from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.quoted import folded_html


class WayToCitizen(NamedTuple):
    """How one complainant hears from us; without a channel on the page of the complaint alone.

    :ivar channel: a code of `CHANNELS`, or empty
    """

    party: models.Model
    channel: str = ""
    address: str = ""


# Words from or to the citizen, or of somebody else outside: written by the service alone, so that
# nobody can put any in the citizen's mouth, or in the office's.
OFFICE_SUBTYPES = (
    "police_grievance.mt_from_citizen",
    "police_grievance.mt_to_citizen",
    "police_grievance.mt_from_other",
)
# What a person says when posting. Who says it, when, as what and to whom outside is not theirs.
REMARK = frozenset(
    ("body", "body_is_html", "subject", "partner_ids", "parent_id", "message_type")
    + ("subtype_xmlid", "subtype_id", "attachments", "attachment_ids", "email_add_signature")
)
# What mail adds to that where it tells a colleague of something, such as a task.
TELLING = REMARK | {"email_layout_xmlid", "model_description", "subtitles"}


class PoliceComplaintTalkMixin(models.AbstractModel):
    """What is said on a complaint: its history, and the only way out to the citizen.

    Messages are added, never altered, and for the complaint's readers only. `_announce` is what a
    transport extends.
    """

    _name = "police.complaint.talk.mixin"
    _description = "Notices of a Complaint"
    _inherit = ["police.masked.mixin", "mail.thread"]

    has_unread_reply = fields.Boolean("Unread reply", readonly=True, copy=False)

    def _announce(self, event, text="", rank=None, evidence=None, also=None):
        """Tell whoever follows these complaints that something happened.

        Transports extend this; the domain itself only keeps the citizen's timeline.

        :param str event: a code of `EVENTS`
        :param str text: words to the citizen, plain text
        :param rank: `police.rank` that an escalation went to
        :param evidence: `police.evidence` that goes with the words
        :param str also: what happened at the same moment: a step of its own, told with the first
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
                        "code": code,
                        "happened_at": complaint.received_at
                        if code == "received"
                        else fields.Datetime.now(),
                        "unit_id": complaint.unit_id.id,
                        "rank_id": rank and rank.id,
                        "text": text,
                    }
                    for complaint in self
                    for code in filter(None, (event, also))
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
            sent.message_id = complaint._log_words(
                complaint._with_names(text, sent.mapped("name")), "police_grievance.mt_to_citizen"
            )
            complaint._announce("message", text=text, evidence=sent)

    def _with_names(self, text, names):
        """Words with the names of the files that go with them."""
        if not names:
            return text
        told = self.with_context(lang=self.language)
        attached = told.env._("Attached: %(names)s", names=", ".join(names))
        return "\n\n".join(filter(None, (text, attached)))

    def _log_words(self, text, subtype, pieces=()):
        """Put words into the conversation; the office is the author, never a person.

        :param pieces: the same with what they repeat of ours, as in `Envelope`
        """
        office = self.env.ref("police_force.partner_office")
        label = self._in_words_of_force().env._("Repeats our message")
        messages = self.env["mail.message"]
        for complaint in self.sudo().with_context(mail_post_autofollow_author_skip=True):
            messages |= complaint._post_for_office(
                body=folded_html(pieces or [(text, False)], label),
                author_id=office.id,
                email_from=office.email_formatted,
                message_type="comment",
                subtype_xmlid=subtype,
            )
        return messages

    def _last_said(self):
        """The last message of the citizen, or of somebody else outside."""
        heard = ("police_grievance.mt_from_citizen", "police_grievance.mt_from_other")
        subtypes = [self.env.ref(xmlid).id for xmlid in heard]
        said = [("model", "=", self._name), ("res_id", "=", self.id)]
        said.append(("subtype_id", "in", subtypes))
        return self.env["mail.message"].sudo().search(said, order="id desc", limit=1)

    def _message_track(self, fields_iter, initial_values_dict):
        """Have what the service does by itself, or for a citizen, stand in the language of the force:
        officers read it."""
        if self.env.uid != SUPERUSER_ID and self.env.user._is_internal():
            return super()._message_track(fields_iter, initial_values_dict)
        told = self._in_words_of_force()
        before = {
            complaint_id: {
                name: value._in_words_of_force() if isinstance(value, models.BaseModel) else value
                for name, value in values.items()
            }
            for complaint_id, values in initial_values_dict.items()
            if values
        }
        return super(PoliceComplaintTalkMixin, told)._message_track(fields_iter, before)

    def message_post(self, **kwargs):
        """Post an internal remark; words of and to the citizen take other ways.

        :raise AccessError: the message would speak for the citizen, the office or somebody else
        """
        subtypes = [self.env.ref(xmlid).id for xmlid in OFFICE_SUBTYPES]
        if kwargs.get("subtype_xmlid") in OFFICE_SUBTYPES or kwargs.get("subtype_id") in subtypes:
            raise AccessError(self.env._("Use “Reply to the citizen” to write to the citizen."))
        # The conversation's own route posts as the service, in the name of who is logged in.
        if not self.env.su:
            self.check_access("read")
        if not self.env.su or kwargs.get("message_type") == "comment":
            self._check_own(kwargs, REMARK)
            self.env["mail.message"]._check_lengths({"body": kwargs.get("body")})
            # What a colleague says to colleagues is a remark, whatever the screen calls it.
            kwargs |= {
                "message_type": "comment",
                "subtype_id": False,
                "subtype_xmlid": "mail.mt_note",
            }
        return super().message_post(**kwargs)

    def _check_own(self, given, allowed):
        """Refuse to speak for others: any parameter but those of one's own words.

        :raise AccessError:
        """
        kind = given.get("message_type", "comment")
        forged = any(value for name, value in given.items() if name not in allowed)
        if forged or kind not in ("comment", "notification"):
            raise AccessError(self.env._("You can only write in your own name."))

    def _post_for_office(self, **kwargs):
        """Post words of or to the citizen: `message_post` refuses those to everybody."""
        return super().message_post(**kwargs)  # pylint: disable=super-method-mismatch

    def message_notify(self, **kwargs):
        """Tell colleagues something about a complaint that the user may read.

        :raise AccessError: the complaint is not open to the user, or it is said for another
        """
        if self.env.su:
            return super().message_notify(**kwargs)
        self.check_access("read")
        self._check_own(kwargs, TELLING)
        # Not part of the history, in which nobody writes by hand but remarks.
        return super(PoliceComplaintTalkMixin, self.sudo()).message_notify(**kwargs)

    def message_post_with_source(self, source_ref, **kwargs):
        """Refuse to post what a view or a template says: the service alone speaks like that."""
        self._check_by_service()
        return super().message_post_with_source(source_ref, **kwargs)

    def message_mail_with_source(self, source_ref, **kwargs):
        """Refuse to send what a view or a template says."""
        self._check_by_service()
        return super().message_mail_with_source(source_ref, **kwargs)

    def _check_by_service(self):
        if not self.env.su:
            raise AccessError(self.env._("You can only write in your own name."))

    def _notify_thread(self, message, msg_vals=False, **kwargs):
        """Tell of a message by what it says now: names may have been hidden in it."""
        if msg_vals:
            msg_vals = {**msg_vals, "body": message.body, "subject": message.subject}
        # Who writes may not read the complaint any more: only who may is told, and by its number.
        kwargs.setdefault("force_record_name", self.with_user(SUPERUSER_ID).display_name)
        return super()._notify_thread(message, msg_vals=msg_vals, **kwargs)

    def message_new(self, msg_dict, custom_values=None):
        """Refuse core's mail gateway: mail comes in through a channel, stored before it is read."""
        raise AccessError(self.env._("Complaints do not come in by this way."))

    def message_update(self, msg_dict, update_vals=None):
        """Refuse core's mail gateway here too: see `message_new`."""
        raise AccessError(self.env._("Complaints do not come in by this way."))

    def _message_update_content(self, message, /, **kwargs):
        raise AccessError(self.env._("What was written on a complaint stays as it is."))

    def _get_allowed_message_params(self):
        return super()._get_allowed_message_params() - {"message_type"}

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        """Only colleagues can follow: what a citizen hears goes out by address."""
        partners = self.env["res.partner"].sudo().browse(partner_ids or [])
        colleagues = partners.filtered(
            lambda partner: partner.user_ids and not partner.partner_share
        )
        if not colleagues:
            return True
        return super()._message_subscribe(colleagues.ids, subtype_ids, customer_ids=[])

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Following is no permission: only those who may read the complaint's words now are told."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        return [
            recipient
            for recipient in recipients
            if recipient["uid"] and self.with_user(recipient["uid"])._may_hear()
        ]

    def _may_hear(self):
        return self._may_read_words() and self.has_access("read")
