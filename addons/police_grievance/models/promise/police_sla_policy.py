from typing import NamedTuple

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import ormcache

from odoo.addons.police_force.models.police_audited import is_loading_addons

from ...tools.promise import BY_THE_CLOCK

LAST_RESORT = "police_grievance.sla_policy_last_resort"
# Its levels: xml id of the rank, hours after the start.
LADDER = (("rank_sho", 12), ("rank_co", 18), ("rank_sp", 24), ("rank_zone", 36))


class Book(NamedTuple):
    """All that is promised: promises by version, and those of each policy in use, newest first."""

    by_version: dict
    by_policy: dict
    default_id: int
    last_resort_id: int


class PoliceSlaPolicy(models.Model):
    """What the service promises, in dated versions.

    There is always a promise: where neither the policy of a category nor the default one has a
    version in force, a built-in policy stands in, and administrators are told that it does.
    """

    _name = "police.sla.policy"
    _description = "Deadline Policy"
    _inherit = ["police.in.use.mixin", "police.audited.mixin", "police.cached.mixin"]
    _order = "sequence, id"

    _audited_fields = ("name", "active", "is_default")

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_default = fields.Boolean("Used where a category names no other", copy=False)
    version_ids = fields.One2many("police.sla.version", "policy_id", "Versions")
    promises_nothing = fields.Boolean(
        "To be mended",
        compute="_compute_promises_nothing",
        search="_search_promises_nothing",
        help="It is used, and no version of it is in force: another policy stands in.",
    )

    _default_unique = models.UniqueIndex(
        "(is_default) WHERE is_default IS TRUE", "There is one default deadline policy."
    )

    @api.depends("active", "is_default", "version_ids.date_from")
    def _compute_promises_nothing(self):
        broken = self._promising_nothing()
        for policy in self:
            policy.promises_nothing = policy.id in broken

    @api.model
    def _search_promises_nothing(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in" if True in value else "not in", list(self._promising_nothing()))

    @api.model
    def _promising_nothing(self):
        """Ids of policies that are used and have no version in force.

        Of the built-in one, where there is no default at all.
        """
        book = self._promises()
        used = self._named_by_categories().ids + [book.default_id or book.last_resort_id]
        return {
            policy_id
            for policy_id in used
            if policy_id == book.last_resort_id or not self._begun(book, policy_id)
        }

    def _named_by_categories(self):
        """The policies, of these or of all, that categories in use name."""
        domain = Domain("sla_policy_id", "in" if self else "!=", self.ids or False)
        return self.env["police.category"].sudo().search(domain).sla_policy_id.with_env(self.env)

    # Keeping them

    @api.model_create_multi
    def create(self, vals_list):
        """One of them may be the default from now on."""
        policies = super().create([{**vals, "is_default": False} for vals in vals_list])
        for policy, vals in zip(policies, vals_list, strict=True):
            if vals.get("is_default"):
                policy.is_default = True
        return policies

    def write(self, vals):
        """Another default takes the place of the old one; the default itself stays what it is.

        :raise UserError: it would leave complaints without the promise that they are used to
        """
        self._check_not_built_in()
        if vals.get("active") is False:
            self._check_unused()
        if vals.get("is_default") is False:
            self._check_not_default()
        if vals.get("is_default"):
            self._check_may_be_default()
            before = self.with_context(active_test=False).search([("is_default", "=", True)])
            super(PoliceSlaPolicy, before - self).write({"is_default": False})
            # The index holds for each statement, so that the old one has to go first.
            before.flush_recordset(["is_default"])
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_needed(self):
        self._check_not_built_in()
        self._check_not_default()
        self.version_ids._check_not_promised()

    def action_make_default(self):
        """Button: this is used from now on where a category names no other."""
        self.ensure_one()
        self.is_default = True

    def _check_may_be_default(self):
        """Refuse a default that promises nothing."""
        self.ensure_one()
        if is_loading_addons(self.env):
            return
        if not (self.active and self._begun(self._promises(), self.id)):
            raise UserError(
                self.env._(
                    "“%(policy)s” has no version in force: put one in force first.",
                    policy=self.name,
                )
            )

    def _check_not_default(self):
        default = self.filtered("is_default")
        if default:
            raise UserError(
                self.env._(
                    "“%(policy)s” is used where a category names no other. Make another one the"
                    " default first: that takes its place.",
                    policy=default.name,
                )
            )

    def _check_unused(self):
        """Refuse to put away what new complaints are promised by."""
        self._check_not_default()
        domain = [("sla_policy_id", "in", self.ids)]
        categories = self.env["police.category"].sudo().search(domain)
        if categories:
            raise UserError(
                self.env._(
                    "“%(policy)s” is the deadline of these categories: %(categories)s. Give them"
                    " another one first.",
                    policy=categories[0].sla_policy_id.name,
                    categories=", ".join(categories.mapped("name")),
                )
            )

    @api.model
    def _named_xmlids(self):
        return (*super()._named_xmlids(), LAST_RESORT)

    def _is_built_in(self):
        return self.id == self._promises().last_resort_id

    def _check_not_built_in(self):
        if any(policy._is_built_in() for policy in self) and not is_loading_addons(self.env):
            raise UserError(
                self.env._("The built-in deadline stays as it is: no complaint is without one.")
            )

    @api.model
    def _keep_last_resort(self):
        """See that the built-in policy has its version; called with each upgrade."""
        policy = self.env.ref(LAST_RESORT)
        if policy.version_ids:
            return
        ranks = [
            (self.env.ref(f"police_force.{name}", raise_if_not_found=False), hours)
            for name, hours in LADDER
        ]
        self.env["police.sla.version"].create(
            {
                "policy_id": policy.id,
                "state": "in_force",
                "date_from": "2000-01-01 00:00:00",
                "hours": BY_THE_CLOCK.hours,
                "level_ids": [
                    Command.create({"rank_id": rank.id, "sequence": hours, "hours": hours})
                    for rank, hours in ranks
                    if rank
                ],
            }
        )

    # What they promise

    @api.model
    def _promise_at(self, policy, moment):
        """What a policy promises at a moment; where it does not, what stands in for it.

        :param policy: a policy, or none for the default one
        :param datetime moment: naive UTC
        :rtype: Promise
        """
        book = self._promises()
        for policy_id in (policy.id, book.default_id, book.last_resort_id):
            begun = self._begun(book, policy_id)
            if begun:
                return next((one for one in begun if one.date_from <= moment), begun[-1])
        return BY_THE_CLOCK

    @api.model
    def _promise_of(self, version_id):
        """The promise that a version stands for."""
        return self._promises().by_version.get(version_id, BY_THE_CLOCK)

    @api.model
    def _begun(self, book, policy_id):
        """The promises of a policy that are in force by now, newest first."""
        now = fields.Datetime.now()
        return [one for one in book.by_policy.get(policy_id, ()) if one.date_from <= now]

    @api.model
    @ormcache()
    def _promises(self):
        """:rtype: Book"""
        policies = self.sudo()
        last_resort = policies.env.ref(LAST_RESORT, raise_if_not_found=False) or policies.browse()
        in_use = policies.search([]) | last_resort  # pylint: disable=no-search-all
        versions = policies.env["police.sla.version"].search([("state", "=", "in_force")])
        promises = [version._as_promise() for version in versions]
        return Book(
            {one.version_id: one for one in promises},
            {
                policy.id: [one for one in promises if one.policy_id == policy.id]
                for policy in in_use
            },
            in_use.filtered("is_default").id,
            last_resort.id,
        )
