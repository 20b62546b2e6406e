from odoo import api, models
from odoo.exceptions import AccessError

from odoo.addons.mail.tools.discuss import Store

from .police_complaint_attached import COMPLAINT
from .police_complaint_conversation import OFFICE_SUBTYPES


class MailMessage(models.Model):
    _name = "mail.message"
    _inherit = ["police.complaint.attached", "police.masked", "mail.message"]
    _masked_fields = ("subject", "body")
    _complaint_model_field = "model"
    _complaint_frozen = ("write", "unlink")

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to forge a message on a complaint: another's name, the citizen's words."""
        if not self.env.su:
            own = (False, None, self.env.user.partner_id.id)
            reserved = [self.env.ref(xmlid).id for xmlid in OFFICE_SUBTYPES]
            for vals in vals_list:
                if vals.get("model", self.env.context.get("default_model")) == COMPLAINT and (
                    vals.get("author_id") not in own or vals.get("subtype_id") in reserved
                ):
                    raise AccessError(self.env._("You can only write in your own name."))
        return super().create(vals_list)

    def _to_store_defaults(self, target):
        """Let the conversation on a complaint show what came in, went out, or stays in the house."""
        return [
            *super()._to_store_defaults(target),
            Store.Attr(
                "police_direction",
                lambda message: message._police_direction(),
                predicate=lambda message: message.model == COMPLAINT,
            ),
        ]

    def _police_direction(self):
        """Whether a message is "from" or "to" the citizen, or a "remark"; else an empty string."""
        names = ("mt_from_citizen", "mt_to_citizen")
        received, sent = (self.env.ref(f"police_grievance.{name}").id for name in names)
        subtype_id = self.sudo().subtype_id.id
        if subtype_id in (received, sent):
            return "from" if subtype_id == received else "to"
        return "remark" if self.message_type == "comment" else ""
