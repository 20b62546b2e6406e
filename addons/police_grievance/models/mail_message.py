from odoo import api, models
from odoo.exceptions import AccessError

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
