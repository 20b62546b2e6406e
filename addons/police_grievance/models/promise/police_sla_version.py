from itertools import pairwise

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.police_force.models.police_audited import is_loading_addons

from ...tools.promise import Level, Promise
from ..people.police_masked import BY_SERVICE
from .police_escalation_level import MOST_HOURS

FROZEN_FIELDS = frozenset(("policy_id", "date_from", "hours", "resource_calendar_id", "level_ids"))


class PoliceSlaVersion(models.Model):
    """What a policy promises from a moment on.

    A draft until it is put in force: nothing is promised by it before. Frozen once a complaint was
    promised it, with the hours of its working calendar and the holidays known when it was put in
    force: what becomes of the calendar later moves no deadline.
    """

    _name = "police.sla.version"
    _description = "Version of a Deadline Policy"
    _inherit = [
        "police.in.use.mixin",
        "police.audited.mixin",
        "police.cached.mixin",
        "police.kept.hours.mixin",
    ]
    _order = "date_from desc, id desc"

    _audited_fields = ("policy_id", "state", "date_from", "hours", "resource_calendar_id")

    policy_id = fields.Many2one("police.sla.policy", required=True, index=True, ondelete="cascade")
    state = fields.Selection(
        [("draft", "Draft"), ("in_force", "Put in force")],
        required=True,
        default="draft",
        copy=False,
    )
    standing = fields.Selection(
        [
            ("draft", "Draft"),
            ("planned", "Begins later"),
            ("current", "In force"),
            ("past", "Replaced"),
        ],
        compute="_compute_standing",
    )
    date_from = fields.Datetime(
        "In force from",
        copy=False,
        help="A moment to come. Empty: from the moment at which it is put in force.",
    )
    hours = fields.Float("Hours promised", required=True, default=24.0)
    level_ids = fields.One2many(
        "police.escalation.level", "version_id", "Escalation levels", copy=True
    )
    is_promised = fields.Boolean("Stays as it is", compute="_compute_is_promised")

    _hours_positive = models.Constraint(
        "CHECK (hours > 0)", "The deadline is a positive number of hours."
    )
    _date_of_force = models.Constraint(
        "CHECK (state = 'draft' OR date_from IS NOT NULL)", "It is in force from a moment on."
    )

    @api.depends("policy_id", "hours", "date_from")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(policy)s, %(hours)g hours", policy=version.policy_id.name, hours=version.hours
            )

    @api.depends("state", "date_from", "policy_id.version_ids.date_from")
    def _compute_standing(self):
        now = fields.Datetime.now()
        for version in self:
            begun = version.policy_id.version_ids.filtered(
                lambda row: row.state == "in_force" and row.date_from <= now
            )
            if version.state == "draft":
                version.standing = "draft"
            elif version not in begun:
                version.standing = "planned"
            else:
                newest = max(begun, key=lambda row: (row.date_from, row.id))
                version.standing = "current" if version == newest else "past"

    def _compute_is_promised(self):
        promised = self._promised()
        for version in self:
            version.is_promised = version in promised

    def _promised(self):
        """Those of these that stay as they are: promised to somebody, or built in."""
        complaints, loading = self.env["police.complaint"].sudo(), is_loading_addons(self.env)
        return self.filtered(
            lambda version: (
                (version.policy_id._is_built_in() and not loading)
                or complaints.search([("sla_version_id", "=", version.id)], limit=1)
            )
        )

    # Keeping them

    @api.model_create_multi
    def create(self, vals_list):
        """Each begins as a draft, also one that is put in force at once."""
        versions = super().create([{**vals, "state": "draft"} for vals in vals_list])
        for version, vals in zip(versions, vals_list, strict=True):
            if vals.get("state") == "in_force":
                version.state = "in_force"
        return versions

    def write(self, vals):
        """Refuse to change what was promised already, and what would make no promise.

        :raise UserError: see there
        """
        self.check_access("write")
        vals = dict(vals)
        changes = FROZEN_FIELDS & vals.keys()
        if changes:
            self._check_not_promised()
        in_force = self.filtered(lambda version: version.state == "in_force")
        state = vals.pop("state", None)
        in_force._check_stays(state, vals)
        # Its levels are looked at when all of them are written, not one by one.
        writing = self.with_context(police_version_written=BY_SERVICE)
        result = super(PoliceSlaVersion, writing).write(vals)
        if state == "in_force":
            starting = self - in_force
            starting._check_may_begin()
            for version in starting:
                begins = version.date_from or fields.Datetime.now()
                super(PoliceSlaVersion, version).write({"state": state, "date_from": begins})
            starting._keep_hours()
        if changes:
            in_force._check_whole()
        if "resource_calendar_id" in changes:
            in_force._keep_hours()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_needed(self):
        """Refuse to delete what was promised, and what new complaints are promised by."""
        self._check_not_promised()
        policies = self.env["police.sla.policy"]
        used = self.policy_id.filtered("is_default") | self.policy_id._named_by_categories()
        book = policies._promises()
        for policy in used:
            begun = {one.version_id for one in policies._begun(book, policy.id)}
            if begun and begun <= set(self.ids):
                raise UserError(
                    self.env._(
                        "“%(policy)s” would promise nothing any more: put another version in force"
                        " first.",
                        policy=policy.name,
                    )
                )

    def _check_not_promised(self):
        promised = self._promised()
        if promised:
            raise UserError(
                self.env._(
                    "“%(version)s” was promised to citizens and stays as it is. Use “Change from now on”.",
                    version=promised[0].display_name,
                )
            )

    def _check_stays(self, state, vals):
        """Refuse what would take versions in force back, or move what has begun.

        :param str state: what is written, None where it is not
        :param dict vals: the other values that are written
        """
        if self and state == "draft":
            raise UserError(self.env._("What is in force is no draft again: make a new version."))
        if (
            self
            and "policy_id" in vals
            and any(vals["policy_id"] != row.policy_id.id for row in self)
        ):
            raise UserError(self.env._("A version in force stays with its policy."))
        if self and "date_from" in vals:
            now, moment = fields.Datetime.now(), fields.Datetime.to_datetime(vals["date_from"])
            if not moment or moment <= now or any(row.date_from <= now for row in self):
                raise UserError(
                    self.env._("What has begun stays; what has not begun can begin later than now.")
                )

    # Putting in force

    def action_change_from_now(self):
        """Button: a copy of this version as a draft, to change and to put in force."""
        self.ensure_one()
        self.check_access("create")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New version: %(policy)s", policy=self.policy_id.name),
            "res_model": self._name,
            "res_id": self.copy().id,
            "view_mode": "form",
            "target": "new",
        }

    def action_put_in_force(self):
        """Button: what begins from now on, or at the moment chosen, is promised by this."""
        self.ensure_one()
        self.write({"state": "in_force"})
        return {"type": "ir.actions.act_window_close"}

    def _check_may_begin(self):
        """Refuse to put in force what is not whole, or would have begun before anybody knew.

        What an addon brings is not: its levels come after it.
        """
        if is_loading_addons(self.env):
            return
        self.policy_id._check_not_built_in()
        self._check_whole()
        now = fields.Datetime.now()
        if any(version.date_from and version.date_from < now for version in self):
            raise UserError(
                self.env._(
                    "It cannot begin in the past: choose a moment to come, or none, and it begins"
                    " now."
                )
            )

    def _check_after_levels(self):
        """What is in force has to be whole after each change of its levels by themselves."""
        if self.env.context.get("police_version_written") is not BY_SERVICE:
            self.filtered(lambda version: version.state == "in_force")._check_whole()

    def _check_whole(self):
        """Refuse a promise that nobody could keep or that nobody would look after."""
        for version in self:
            if not 0 < version.hours <= MOST_HOURS:
                raise UserError(
                    self.env._(
                        "A deadline is more than 0 and at most %(hours)s hours.", hours=MOST_HOURS
                    )
                )
            if not version.level_ids:
                raise UserError(
                    self.env._(
                        "“%(version)s” has no escalation level: nobody would be told when it is"
                        " overdue.",
                        version=version.display_name,
                    )
                )
            version._check_ladder()

    def _check_ladder(self):
        """Each level later than the one before, and of a higher rank."""
        levels = self.level_ids.sorted(lambda level: (level._offset_hours(), level.rank_id.level))
        for lower, higher in pairwise(levels):
            names = {"lower": lower.display_name, "higher": higher.display_name}
            if lower.rank_id.level >= higher.rank_id.level:
                raise UserError(
                    self.env._(
                        "Later levels go to higher ranks: “%(higher)s” does not after “%(lower)s”.",
                        **names,
                    )
                )
            if lower._offset_hours() == higher._offset_hours():
                raise UserError(
                    self.env._(
                        "“%(lower)s” and “%(higher)s” are at the same hour: let the higher rank"
                        " come later.",
                        **names,
                    )
                )

    # What it promises

    def _as_promise(self):
        levels = (
            Level(level.id, level.rank_id.id, level._offset_hours()) for level in self.level_ids
        )
        return Promise(
            self.id,
            self.policy_id.id,
            self.date_from,
            self.hours,
            self._clock(),
            tuple(sorted(levels, key=lambda level: level.hours)),
        )
