from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.police_grievance.models.complaint.police_complaint_const import (
    CONFIDENTIALITY_LEVELS,
    EMERGENCY_ANSWERS,
)
from odoo.addons.police_grievance.tools.number import format_number

CHANNELS_AT_DESK = [
    ("walk_in", "Walk-in"),
    ("voice", "Phone call"),
    ("post", "Letter"),
    ("other_office", "Other office"),
]
# What is taken down; the rest is the service's.
DRAFT_FIELDS = frozenset(
    {
        "phone",
        "name",
        "person",
        "channel",
        "reference",
        "received_at",
        "received_text",
        "received_reason",
        "language",
        "confidentiality",
        "is_shared",
        "do_not_call",
        "contact_hours",
        "vulnerability_ids",
        "description",
        "category_id",
        "answers",
        "emergency_answer",
        "place_text",
        "place_id",
        "pin_code",
        "complained_unit_id",
        "unit_id",
    }
)
KEPT_AFTER = timedelta(days=1)


class PoliceRegistration(models.Model):
    """A complaint while a person takes it down: a draft that belongs to who types it.

    A row of its own, not a complaint: half a sentence has no deadline, and a person's name stays
    with who was told it. Once registered, the words are the complaint's and here they are wiped.
    """

    _name = "police.registration"
    _description = "Complaint Being Taken Down"
    _inherit = [
        "police.registration.panel.mixin",
        "police.registration.desk.mixin",
        "police.registration.safety.mixin",
        "police.secret.name.mixin",
    ]
    _order = "started_at desc, id desc"

    user_id = fields.Many2one(
        "res.users",
        "Taken down by",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="cascade",
    )
    started_at = fields.Datetime(
        "Started", required=True, readonly=True, default=fields.Datetime.now
    )
    state = fields.Selection(
        [("draft", "Draft"), ("registered", "Registered"), ("joined", "Added to a complaint")],
        required=True,
        readonly=True,
        default="draft",
    )
    phone = fields.Char()
    name = fields.Char()
    # An id and no link: a link would show the name of any person to whoever puts in their id.
    person = fields.Integer("Person chosen")
    channel = fields.Selection(
        CHANNELS_AT_DESK, "How they came", default=lambda self: self._default_channel()
    )
    reference = fields.Char("Office and reference")
    received_at = fields.Datetime("Received earlier, at")
    received_text = fields.Char("Typed as a moment", help="What was typed and is no moment.")
    received_reason = fields.Char("Why earlier")
    language = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        default=lambda self: self._default_language(),
    )
    confidentiality = fields.Selection(CONFIDENTIALITY_LEVELS, "Who may know", default="open")
    vulnerability_ids = fields.Many2many(
        "police.vulnerability",
        string="Special care",
        ondelete="restrict",
        # What was declared stays so when the list no longer offers it.
        context={"active_test": False},
    )
    description = fields.Text("What happened")
    category_id = fields.Many2one(
        "police.category",
        compute="_compute_category_id",
        compute_sudo=False,
        store=True,
        readonly=False,
        ondelete="restrict",
    )
    questions = fields.Text(related="category_id.questions", related_sudo=False)
    answers = fields.Json()
    emergency_answer = fields.Selection(EMERGENCY_ANSWERS, "Danger on the telephone")
    place_text = fields.Char("Where")
    place_id = fields.Many2one("police.place", "Place on the list", ondelete="restrict")
    pin_code = fields.Char("PIN code")
    complained_unit_id = fields.Many2one(
        "police.unit", "About the police unit", ondelete="restrict"
    )
    unit_id = fields.Many2one(
        "police.unit",
        "Send to",
        domain=[("kind", "in", ("station", "circle", "district"))],
        default=lambda self: self._default_unit(),
        help="The station that you decide on; left empty, the place decides.",
        ondelete="restrict",
    )
    may_choose_unit = fields.Boolean(compute="_compute_may_choose_unit")
    complaint_id = fields.Many2one("police.complaint", readonly=True, ondelete="cascade")
    number = fields.Char(readonly=True)
    number_words = fields.Char("Complaint number", compute="_compute_number_words")
    deadline = fields.Datetime(readonly=True)
    station_name = fields.Char("With", readonly=True)

    _unfinished = models.Index("(user_id, started_at) WHERE state = 'draft'")

    @api.model
    def _default_channel(self):
        return "voice" if self._is_control_room() else "walk_in"

    @api.model
    def _default_language(self):
        """That of most who come, whatever language the call taker's screen is in."""
        return self.env["res.lang"]._of_force()

    @api.model
    def _default_unit(self):
        return False if self._is_control_room() else self._own_station()

    @api.depends("description")
    def _compute_category_id(self):
        """The category that the words point to, until a person chooses one."""
        for draft in self:
            if not draft.category_id:
                verdict = self.env["police.understanding"]._understand(draft.description or "")
                draft.category_id = verdict.category.value

    @api.depends_context("uid")
    def _compute_may_choose_unit(self):
        self.may_choose_unit = self._is_control_room()

    @api.depends("number")
    def _compute_number_words(self):
        for draft in self:
            draft.number_words = draft.number and format_number(draft.number)

    @api.depends("name", "phone", "number")
    def _compute_display_name(self):
        for draft in self._told():
            draft.display_name = (
                draft.number_words or draft.name or draft.phone or self.env._("New complaint")
            )

    @api.model
    def default_get(self, fields_list):
        """What a draft begins with; of that what the context gives only what is taken down."""
        context = {
            key: value
            for key, value in self.env.context.items()
            if not key.startswith("default_") or key.removeprefix("default_") in DRAFT_FIELDS
        }
        own = self.with_env(self.env(context=context))
        return super(PoliceRegistration, own).default_get(fields_list)

    @api.model_create_multi
    def create(self, vals_list):
        """Begin drafts, each its user's own.

        :raise AccessError: a field that the service fills
        """
        self._check_draft_fields(set().union(*vals_list))
        return super().create(vals_list)

    def write(self, vals):
        """Go on with a draft.

        :raise AccessError: a field that the service fills
        :raise UserError: it is registered already
        """
        self._check_draft_fields(vals)
        if not self.env.su and any(draft.state != "draft" for draft in self):
            raise UserError(self.env._("This complaint is registered already."))
        return super().write(vals)

    def _check_draft_fields(self, names):
        refused = set() if self.env.su else set(names) - DRAFT_FIELDS
        if refused:
            raise AccessError(
                self.env._(
                    "These fields are filled by the service: %(fields)s",
                    fields=", ".join(sorted(refused)),
                )
            )

    @api.autovacuum
    def _gc_registered(self):
        """Forget what has become a complaint."""
        before = fields.Datetime.now() - KEPT_AFTER
        done = [("state", "!=", "draft"), ("write_date", "<", before)]
        self.sudo().search(done, limit=10_000).unlink()
