import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import number
from ..people.police_masked import BY_SERVICE, READERS
from .police_complaint_const import (
    CHANNELS,
    CONFIDENTIALITY_LEVELS,
    DANGER,
    HIGH,
    NATURES,
    PRIORITIES,
)
from .police_complaint_figures import NOTHING_SETTLED
from .police_complaint_rights import CREATABLE_FIELDS
from .police_complaint_search import SEARCHED, search_text_of

NUMBER_KEY = "police_grievance.number_key"


class PoliceComplaint(models.Model):
    """One grievance, from the first contact to its outcome."""

    _name = "police.complaint"
    _description = "Complaint"
    # Each of these stands on others; the order here means nothing.
    _inherit = [
        "police.complaint.answers.mixin",
        "police.complaint.board.mixin",
        "police.complaint.desk.mixin",
        "police.complaint.figures.mixin",
        "police.complaint.files.mixin",
        "police.complaint.listening.mixin",
        "police.complaint.others.mixin",
        "police.complaint.paper.mixin",
        "police.complaint.reported.mixin",
        "police.complaint.search.mixin",
        "police.complaint.typed.mixin",
    ]
    _rec_name = "number"
    _order = "deadline, id"

    number = fields.Char(readonly=True, copy=False)
    subject = fields.Char(required=True, tracking=True, groups=READERS)
    description = fields.Text(
        "What happened", tracking=True, help="In the citizen's own words.", groups=READERS
    )
    channel = fields.Selection(CHANNELS, required=True, default="walk_in")
    language = fields.Selection(lambda self: self.env["res.lang"].get_installed())
    category_id = fields.Many2one(
        "police.category", tracking=True, index="btree_not_null", ondelete="restrict"
    )
    nature = fields.Selection(NATURES, tracking=True)
    priority = fields.Selection(PRIORITIES, default="0")
    confidentiality = fields.Selection(
        CONFIDENTIALITY_LEVELS, "Who may know", required=True, default="open", tracking=True
    )
    vulnerability_ids = fields.Many2many(
        "police.vulnerability",
        string="Special care",
        ondelete="restrict",
        # What was declared stays so when the list no longer offers it.
        context={"active_test": False},
    )
    is_vulnerable = fields.Boolean(
        "Needs special care", compute="_compute_is_vulnerable", store=True, precompute=True
    )
    complained_unit_id = fields.Many2one(
        "police.unit",
        "About the police unit",
        index="btree_not_null",
        tracking=True,
        help="Whoever serves there does not see this complaint.",
        ondelete="restrict",
    )
    post_id = fields.Many2one(
        "police.post", "Assigned to", tracking=True, index="btree_not_null", ondelete="restrict"
    )
    # Lists are fields of the complaint alone: of those of a layer there is one in each layer upon it, and with
    # each new row the ORM asks all of them.
    milestone_ids = fields.One2many("police.milestone", "complaint_id", "Timeline")
    pause_ids = fields.One2many("police.pause", "complaint_id", "Pauses")
    protected_text_ids = fields.One2many(
        "police.protected.text",
        "complaint_id",
        groups="police_force.group_control_room,police_force.group_supervisor",
    )
    party_ids = fields.One2many("police.party", "complaint_id", "People")
    evidence_ids = fields.One2many("police.evidence", "complaint_id", "Files")
    verification_ids = fields.One2many("police.verification", "complaint_id", "Citizen asked")
    feedback_ids = fields.One2many("police.feedback", "complaint_id")

    _number_unique = models.UniqueIndex("(number)", "Another complaint has this number.")
    # In exactly the order of the screens; "IS TRUE" is how the ORM asks for it.
    # The column included is what every officer's rule asks for: the columns of a board are counted
    # without reading a complaint.
    _open_unit_stage = models.Index(
        "(unit_id, stage_id, deadline, id) INCLUDE (complained_unit_id) WHERE is_open IS TRUE"
    )
    _open_unit = models.Index("(unit_id, deadline, id) WHERE is_open IS TRUE")
    _open_stage = models.Index("(stage_id, deadline, id) WHERE is_open IS TRUE")
    _open_deadline = models.Index("(deadline, id) WHERE is_open IS TRUE")
    _open_district = models.Index(
        "(district_id, stage_id, deadline, id) INCLUDE (complained_unit_id) WHERE is_open IS TRUE"
    )
    _open_circle = models.Index(
        "(circle_id, stage_id, deadline, id) INCLUDE (complained_unit_id) WHERE is_open IS TRUE"
    )
    _open_follow_up = models.Index(
        "(follow_up_due_at, id) WHERE is_open IS TRUE AND follow_up_due_at IS NOT NULL"
    )
    _open_due = models.Index("(next_escalation_at, id) WHERE is_open IS TRUE")
    _open_unrouted = models.Index(
        "(routing_state, deadline, id) WHERE is_open IS TRUE AND routing_state IN ('proposed', 'unknown')"
    )
    _open_disputed = models.Index(
        "(unit_id, deadline, id) WHERE is_open IS TRUE AND transfer_kind = 'referral'"
    )
    _open_words = models.Index(
        "USING gin (district_id, search_text gin_trgm_ops) WHERE is_open IS TRUE"
    )
    _unread = models.Index("(unit_id, deadline, id) WHERE has_unread_reply IS TRUE")
    _closed = models.Index("(closed_at) WHERE is_open IS NOT TRUE")
    _closed_unit = models.Index("(unit_id, closed_at DESC, id) WHERE is_open IS NOT TRUE")

    def _auto_init(self):
        """Before the table: what an index of a district and its words together needs."""
        self.env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gin")
        return super()._auto_init()

    def init(self):
        """The counter behind the numbers, and the key of this database that hides it."""
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS police_complaint_number_seq")
        parameters = self.env["ir.config_parameter"].sudo()
        if not parameters.get_param(NUMBER_KEY):
            parameters.set_param(NUMBER_KEY, secrets.token_hex(32))

    def _add_precomputed_values(self, vals_list):
        """Without the draft of a complaint, as which core would compute it."""
        codes = self.env["police.stage"]._codes_by_id()
        for vals in vals_list:
            code = codes.get(vals.get("stage_id"))
            vals |= {"stage_code": code, "is_open": code != "closed"}
            vals["search_text"] = search_text_of(vals.get(name) for name in SEARCHED)
            if not vals.get("closed_at"):
                vals |= NOTHING_SETTLED
            if not vals.get("vulnerability_ids"):
                vals["is_vulnerable"] = False
        return super()._add_precomputed_values(vals_list)

    @api.depends("vulnerability_ids")
    def _compute_is_vulnerable(self):
        for complaint in self:
            complaint.is_vulnerable = bool(complaint.vulnerability_ids)

    @api.depends("number")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """The number in groups, as it is read out, typed and printed; to its readers only."""
        for complaint in self._told():
            complaint.display_name = complaint.number and number.format_number(complaint.number)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Who gets an activity follows, except by a post: that passes on, and following would not."""
        if self.env.context.get("police_post_activity") is BY_SERVICE:
            return True
        return super().message_subscribe(partner_ids, subtype_ids)

    @api.model_create_multi
    def create(self, vals_list):
        """Open complaints: number, route and deadline come by themselves.

        :raise AccessError: a field is given that is not the user's to set
        :raise UserError: a first contact in the future
        """
        # Whatever records it is called on: what is routed here is a new one.
        creating = self.browse()
        if not self.env.su:
            self._check_hand(set().union(*vals_list), CREATABLE_FIELDS)
            creating = creating._without_foreign_defaults()
        completed = [
            creating._complete_values(self._with_complained_unit(vals)) for vals in vals_list
        ]
        # Nobody follows, and no template answers: `_announce` is the only way out.
        quiet = creating.with_context(tracking_disable=True)
        complaints = super(PoliceComplaint, quiet).create(completed).with_env(self.env)
        if any(vals.get("complained_user_id") for vals in completed):
            self.env.registry.clear_cache()
        return complaints

    def _without_foreign_defaults(self):
        """The same without defaults, in the context, for fields that are not the user's to set."""
        allowed = self._fields_by_hand(CREATABLE_FIELDS)
        context = {
            key: value
            for key, value in self.env.context.items()
            if not key.startswith("default_") or key.removeprefix("default_") in allowed
        }
        return self.with_env(self.env(context=context))

    def _complete_values(self, vals):
        """All that a new complaint is made of.

        What comes further down in `values` wins: a number and a deadline are nobody's to give, and
        whom it is about counts for more than the place. Below that only what was not given is filled in.

        :param dict vals: as given to `create`
        :raise UserError: the first contact lies in the future
        """
        received_at = fields.Datetime.to_datetime(vals.get("received_at")) or fields.Datetime.now()
        if received_at > fields.Datetime.now():
            raise UserError(self.env._("The first contact cannot lie in the future."))
        words = self._words_to_understand(vals.get("subject"), vals.get("description"))
        verdict = self.env["police.understanding"].sudo()._understand(words)
        categories = self.env["police.category"].sudo()
        category = categories.browse(vals.get("category_id")) or verdict.category.value
        values = {
            **vals,
            "category_id": category.id,
            "number": self._next_number(),
            "received_at": received_at,
            **self._route_values(vals, verdict),
            **self._values_around(vals.get("complained_unit_id")),
            **self._promise_values(category, received_at),
            **self._values_understood(vals, verdict),
        }
        values.setdefault("language", self._language_of(words, verdict.language))
        values.setdefault("nature", category._facts().nature)
        values.setdefault("priority", self._priority_understood(vals, category, verdict))
        given = vals.get("priority", "0") != "0"
        values["priority_stays"] = given or bool(verdict.danger.value)
        code = "with_station" if values["routing_state"] == "certain" else "received"
        stage = self.env["police.stage"]._by_code(code)
        return {**values, "stage_id": stage.id}

    @api.model
    def _priority_understood(self, vals, category, verdict):
        """The priority of a new complaint: the words tell of danger, else it is the category's.

        Of a category that was only guessed nothing is dangerous.
        """
        if verdict.danger.value:
            return DANGER
        priority = category._facts().priority
        is_certain = vals.get("category_id") or verdict.category.certainty == 1
        return priority if is_certain else min(priority, HIGH)

    def _next_number(self):
        """A number that tells nobody how many there are: a keyed permutation of a sequence."""
        key = self.env["ir.config_parameter"].sudo().get_param(NUMBER_KEY)
        self.env.cr.execute("SELECT nextval('police_complaint_number_seq')")
        return number.number_from_index(self.env.cr.fetchone()[0], bytes.fromhex(key))
