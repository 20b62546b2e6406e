from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_datetime, ormcache

from ..people.police_masked import READERS

MASKED = {"compute": "_compute_masked_words", "compute_sudo": True}
LINE = Markup('<div class="mb-3"><div class="text-muted small">%s</div>%s</div>')
CHANGE = Markup("<li>%s: %s → %s</li>")


class PoliceComplaintReadingMixin(models.AbstractModel):
    """How those read a complaint who look at the work and not at the citizen.

    Auditors and administrators have masked words in the place of what was written. Messages and
    activities are found by paths of their fields, too, which ask for no right to the row: hence
    what leads to them is for those who work on complaints.
    """

    _name = "police.complaint.reading.mixin"
    _description = "Complaint without Names"
    _inherit = [
        "police.complaint.protection.mixin",
        "police.masked.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]

    masked_subject = fields.Char("Subject (masked)", **MASKED)
    masked_description = fields.Text("What happened (masked)", **MASKED)
    masked_place_text = fields.Char("Where (masked)", **MASKED)
    masked_reference = fields.Char("Their reference (masked)", **MASKED)
    masked_telling_words = fields.Text("Telling words (masked)", **MASKED)
    masked_outcome_note = fields.Text("Words on the outcome (masked)", **MASKED)
    masked_conversation = fields.Html(
        "Conversation (masked)", compute="_compute_masked_conversation", compute_sudo=True
    )
    message_ids = fields.One2many(groups=READERS)
    website_message_ids = fields.One2many(groups=READERS)
    activity_ids = fields.One2many(groups=READERS)
    activity_state = fields.Selection(groups=READERS)
    activity_user_id = fields.Many2one(groups=READERS)
    activity_type_id = fields.Many2one(related_sudo=False, groups=READERS)
    activity_type_icon = fields.Char(related_sudo=False, groups=READERS)
    activity_date_deadline = fields.Date(groups=READERS)
    my_activity_date_deadline = fields.Date(groups=READERS)
    activity_summary = fields.Char(related_sudo=False, groups=READERS)
    activity_exception_decoration = fields.Selection(groups=READERS)
    activity_exception_icon = fields.Char(groups=READERS)

    @api.model
    def _has_field_access(self, field, operation):
        """As core says; a board asks for each field on each card, hence the answer is kept."""
        if not field.groups or self.env.su:
            return True
        if field.groups == READERS:
            return self._is_reader(self.env.uid)
        return super()._has_field_access(field, operation)

    @api.model
    @ormcache("uid")
    def _is_reader(self, uid):
        return self.env["res.users"].browse(uid).has_groups(READERS)

    @api.depends("message_ids")
    @api.depends_context("lang", "tz")
    def _compute_masked_conversation(self):
        """Who wrote or changed what and when, the latest first, without names."""
        masks = self._masks()
        for complaint in self:
            complaint.masked_conversation = Markup().join(
                self._masked_line(message, masks[complaint]) for message in complaint.message_ids
            )

    def _masked_line(self, message, mask):
        """One message without names.

        :param message: `mail.message`, in sudo
        :param Mask mask: hides the people of the complaint that it stands on
        :rtype: Markup
        """
        moment = format_datetime(self.env, message.date)
        author = mask.apply(message.author_id.name)
        changes = Markup().join(
            CHANGE
            % (
                change["fieldInfo"]["changedField"],
                mask.apply(str(change["oldValue"] or "")),
                mask.apply(str(change["newValue"] or "")),
            )
            for change in message.tracking_value_ids._tracking_value_format()
        )
        said = Markup(mask.apply_html(message.body))
        return LINE % (f"{moment} · {author}", said + Markup("<ul>%s</ul>") % changes)
