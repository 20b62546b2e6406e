from datetime import datetime
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache


class Level(NamedTuple):
    """An escalation level as plain values: hours count from the start of the cycle."""

    id: int
    rank_id: int
    hours: float


class Promise(NamedTuple):
    """A version of a policy as plain values, so that a promise costs no query."""

    version_id: int
    policy_id: int
    date_from: datetime
    hours: float
    calendar_id: int
    levels: tuple


class PoliceSlaPolicy(models.Model):
    """What the service promises, in dated versions."""

    _name = "police.sla.policy"
    _description = "Deadline Policy"
    _inherit = ["police.audited", "police.cached.mixin"]
    _order = "sequence, id"

    _audited_fields = ("name", "active", "is_default")

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_default = fields.Boolean("Used where a category names no other")
    version_ids = fields.One2many("police.sla.version", "policy_id", "Versions")

    _default_unique = models.UniqueIndex(
        "(is_default) WHERE is_default IS TRUE", "There is one default deadline policy."
    )

    @api.model
    def _promise_at(self, policy, moment):
        """What a policy promises at a moment.

        :param policy: a policy, or none for the default one
        :param datetime moment: naive UTC
        :rtype: Promise
        :raise UserError: no version is in force
        """
        promises, default_id = self._promises()
        of_policy = promises.get(policy.id or default_id, ())
        for promise in of_policy:
            if promise.date_from <= moment:
                return promise
        if not of_policy:
            raise UserError(
                self.env._("No deadline policy is in force: add a version to the default one.")
            )
        return of_policy[-1]

    @api.model
    def _promise_of(self, version_id):
        """The promise that a version stands for."""
        promises, _default_id = self._promises()
        return next(
            row for rows in promises.values() for row in rows if row.version_id == version_id
        )

    @api.model
    @ormcache()
    def _promises(self):
        """({policy id: promises, newest first}, id of the default policy)."""
        versions = self.env["police.sla.version"].sudo().search([])  # pylint: disable=no-search-all
        promises = {}
        for version in versions:
            promises.setdefault(version.policy_id.id, []).append(version._as_promise())
        default = self.sudo().search([("is_default", "=", True)], limit=1)
        return promises, default.id
