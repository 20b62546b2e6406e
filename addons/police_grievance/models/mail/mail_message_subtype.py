from odoo import api, models


class MailMessageSubtype(models.Model):
    """What marks words as the citizen's, the office's or somebody else's."""

    _name = "mail.message.subtype"
    _inherit = ["police.named.mixin", "mail.message.subtype"]

    @api.model
    def _named_xmlids(self):
        return (
            *super()._named_xmlids(),
            *(
                f"police_grievance.mt_{name}"
                for name in ("from_citizen", "to_citizen", "from_other")
            ),
        )
