from odoo import models
from odoo.exceptions import AccessError

# Words from or to the citizen: written by the service alone, so that nobody can put any in
# the citizen's mouth, or in the office's.
OFFICE_SUBTYPES = ("police_grievance.mt_from_citizen", "police_grievance.mt_to_citizen")
# What decides in whose name a message goes out, and whom it reaches outside.
SENDER_PARAMETERS = (
    "author_id",
    "author_guest_id",
    "email_from",
    "reply_to",
    "outgoing_email_to",
    "incoming_email_to",
    "incoming_email_cc",
)


class PoliceComplaintConversation(models.AbstractModel):
    """The messages of a complaint are history: added, never altered, and for its readers only."""

    _name = "police.complaint.conversation"
    _description = "Conversation on a Complaint"
    _inherit = "mail.thread"

    def message_post(self, **kwargs):
        """Post an internal remark; words of and to the citizen take other ways.

        :raise AccessError: the message would speak for the citizen, the office or somebody else
        """
        subtypes = [self.env.ref(xmlid).id for xmlid in OFFICE_SUBTYPES]
        if kwargs.get("subtype_xmlid") in OFFICE_SUBTYPES or kwargs.get("subtype_id") in subtypes:
            raise AccessError(self.env._("Use “Reply to the citizen” to write to the citizen."))
        given = any(kwargs.get(parameter) for parameter in SENDER_PARAMETERS)
        if not self.env.su and (given or kwargs.get("message_type", "notification") == "email"):
            raise AccessError(self.env._("You can only write in your own name."))
        if not self.env.su:
            # What a colleague says to colleagues is a remark, whatever the screen calls it.
            comment = self.env.ref("mail.mt_comment").id
            if kwargs.get("subtype_xmlid") == "mail.mt_comment":
                kwargs["subtype_xmlid"] = "mail.mt_note"
            elif kwargs.get("subtype_id") == comment:
                kwargs |= {"subtype_id": False, "subtype_xmlid": "mail.mt_note"}
        return super().message_post(**kwargs)

    def _post_for_office(self, **kwargs):
        """Post words of or to the citizen: `message_post` refuses those to everybody."""
        return super().message_post(**kwargs)  # pylint: disable=super-method-mismatch

    def message_notify(self, **kwargs):
        """Notify colleagues about a complaint that the user may read."""
        if not self.env.su:
            self.check_access("read")
        return super().message_notify(**kwargs)

    def _notify_thread(self, message, msg_vals=False, **kwargs):
        """Tell of a message by what it says now: names may have been hidden in it."""
        if msg_vals:
            msg_vals = {**msg_vals, "body": message.body, "subject": message.subject}
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
        """Following is no permission: only those who may read the complaint now are told."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        return [
            recipient
            for recipient in recipients
            if recipient["uid"] and self.with_user(recipient["uid"]).has_access("read")
        ]
