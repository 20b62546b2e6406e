from odoo import api, fields, models

from odoo.addons.mail.tools.discuss import Store

from ...tools.quoted import split_html
from ..people.police_masked import READERS
from .police_mail_on_complaint import COMPLAINT


class MailMessage(models.Model):
    _name = "mail.message"
    _inherit = [
        "police.own.words.mixin",
        "police.mail.on.complaint.mixin",
        "police.masked.mixin",
        "mail.message",
    ]
    _masked_fields = ("subject", "body")
    _complaint_model_field = "model"
    _complaint_frozen = ("write", "unlink")

    police_evidence_ids = fields.One2many(
        "police.evidence", "message_id", "Files that came with it", groups=READERS
    )

    def _without_names(self, name, source, mask):
        if name == "body" and self._citizen_side() == "from":
            return "".join(
                mask.apply_html(html, is_letter=not is_quoted)
                for html, is_quoted in split_html(source)
            )
        return super()._without_names(name, source, mask)

    @api.depends_context("uid")
    def _compute_record_name(self):
        """Name what a message is about anew for each user: see `police.secret.name.mixin`."""
        return super()._compute_record_name()

    def _not_told(self):
        """Only what is said on records of the service, or on none, is a secret."""
        ours = self.filtered(lambda row: (row.sudo().model or "police.").startswith("police."))
        return super(MailMessage, ours)._not_told()

    def _to_store_defaults(self, target):
        """Let the conversation on a complaint show what came in, went out, or stays in the house."""
        return [
            *super()._to_store_defaults(target),
            Store.Attr(
                "police_citizen_side",
                lambda message: message._citizen_side(),
                predicate=lambda message: message.model == COMPLAINT,
            ),
            Store.Attr(
                "police_files",
                lambda message: message._police_files(),
                predicate=lambda message: message.model == COMPLAINT,
            ),
        ]

    def _police_files(self):
        """What the screen shows of the files that came with a message, as far as the user may see."""
        own = self.sudo(False)
        may_see = own._may_read_words() and own.env["police.evidence"].has_access("read")
        return own.police_evidence_ids._screen_rows() if may_see else []

    def _is_with_citizen(self):
        """Whether the citizen wrote it, or it was written to them."""
        return self._citizen_side() in ("from", "to")

    def _citizen_side(self):
        """Whether a message is "from" or "to" the citizen, of an "other" or a "remark"; else empty."""
        names = {"from": "mt_from_citizen", "to": "mt_to_citizen", "other": "mt_from_other"}
        subtype = self.sudo().subtype_id
        for side, name in names.items():
            if subtype == self.env.ref(f"police_grievance.{name}"):
                return side
        return "remark" if self.message_type == "comment" else ""
