import re
import secrets
from typing import NamedTuple

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import ormcache

from ..adapters import ADAPTERS
from ..adapters.base import Adapter, Broken, Settings

MEGABYTE = 1024 * 1024
# What `Door` is made of, and the order of the channels.
CACHED_FIELDS = frozenset(
    ("slug", "kind", "secret", "address", "other_addresses", "max_megabytes", "retention_days")
    + ("sequence",)
)


class Door(NamedTuple):
    """All of a channel that taking something in needs, kept in memory.

    :ivar adapter: can verify; it has no connection to send with
    """

    id: int
    max_bytes: int
    retention_days: int
    adapter: Adapter


class PoliceChannel(models.Model):
    """One configured way in and out."""

    _name = "police.channel"
    _description = "Channel"
    _inherit = [
        "police.in.use.mixin",
        "police.audited.mixin",
        "police.cached.mixin",
        "police.channel.health.mixin",
    ]
    _order = "sequence, id"
    _cached_fields = CACHED_FIELDS

    _audited_fields = (
        *("name", "kind", "slug", "address", "other_addresses", "sender_name", "is_paused"),
        *("max_megabytes", "rate_limit", "retention_days"),
    )

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection("_selection_kind", required=True, default="email")
    slug = fields.Char(
        "Name in addresses", required=True, copy=False, help="Part of the webhook's address."
    )
    address = fields.Char("Our address", help="What citizens write to; notices come from it.")
    other_addresses = fields.Char(
        "Other addresses of ours",
        help="Separated by blanks. Mail from these is our own, coming back.",
    )
    sender_name = fields.Char("Name of the office", translate=True)
    is_paused = fields.Boolean("Paused", readonly=True, copy=False)
    secret = fields.Char(
        groups="base.group_system",
        copy=False,
        default=lambda self: secrets.token_urlsafe(32),
        help="Whoever hands messages in must sign them with it.",
    )
    webhook_url = fields.Char("Webhook", compute="_compute_webhook_url")
    has_own_settings = fields.Boolean(compute="_compute_what_it_has")
    is_called = fields.Boolean("Called by others", compute="_compute_what_it_has")
    max_megabytes = fields.Integer("Largest message (MB)", required=True, default=40)
    max_bytes = fields.Integer("Largest message (bytes)", compute="_compute_max_bytes")
    rate_limit = fields.Integer(
        "Most notices an hour to one address",
        required=True,
        default=10,
        help="More are held until the hour is over: two programs answering each other stay slow.",
    )
    retention_days = fields.Integer("Keep the bytes for (days)", required=True, default=1095)

    _slug_unique = models.UniqueIndex("(slug)", "Another channel has this name in its address.")
    _limits_positive = models.Constraint(
        "CHECK (rate_limit > 0 AND retention_days > 0 AND max_megabytes > 0)",
        "Limits are greater than zero.",
    )

    @api.model
    def _selection_kind(self):
        names = dict(
            self.env["police.complaint"]._fields["channel"]._description_selection(self.env)
        )
        # Adapters are the process's, kinds this database's.
        return [(kind, names[kind]) for kind in ADAPTERS if kind in names]

    @api.constrains("kind")
    def _check_kind(self):
        for channel in self:
            if channel.kind not in ADAPTERS:
                raise ValidationError(self.env._("There is no such kind of channel."))

    @api.constrains("slug")
    def _check_slug(self):
        for channel in self:
            if not re.fullmatch(r"[a-z0-9-]{1,40}", channel.slug):
                raise ValidationError(
                    self.env._("The name in addresses has small letters, digits and dashes only.")
                )

    @api.depends("kind")
    def _compute_what_it_has(self):
        for channel in self:
            adapter = ADAPTERS.get(channel.kind)
            channel.has_own_settings = bool(adapter and adapter.settings_model)
            channel.is_called = bool(adapter and adapter.methods)

    @api.depends("slug")
    def _compute_webhook_url(self):
        for channel in self:
            channel.webhook_url = f"{channel.get_base_url()}/police/channel/{channel.slug or ''}/in"

    @api.depends("max_megabytes")
    def _compute_max_bytes(self):
        for channel in self:
            channel.max_bytes = channel.max_megabytes * MEGABYTE

    @api.model
    @ormcache("slug")
    def _door(self, slug):
        """The channel that a webhook names, without a query.

        :rtype: Door, or None if there is no such channel
        """
        # At the door nobody is logged in.
        channel = self.with_user(SUPERUSER_ID).search([("slug", "=", slug)])
        if not channel:
            return None
        adapter = ADAPTERS[channel.kind](channel._settings())
        return Door(channel.id, channel.max_bytes, channel.retention_days, adapter)

    @api.model_create_multi
    def create(self, vals_list):
        channels = super().create(vals_list)
        channels._make_own_settings()
        return channels

    def write(self, vals):
        result = super().write(vals)
        if "kind" in vals:
            self._make_own_settings()
        return result

    def _settings_model_of(self, kind):
        """:return: the model with what only this kind of channel has, None if there is none"""
        name = kind in ADAPTERS and ADAPTERS[kind].settings_model
        return self.env[name].sudo() if name else None

    def _make_own_settings(self):
        for kind, channels in self.grouped("kind").items():
            model = self._settings_model_of(kind)
            if model is not None:
                model._make_for(channels)

    def _own_settings(self):
        """The rows with what only these kinds of channels have, in sudo.

        :rtype: dict of channel to a record of its kind's model, where the kind has one
        """
        rows = {}
        for kind, channels in self.grouped("kind").items():
            model = self._settings_model_of(kind)
            if model is not None:
                found = model.search([("channel_id", "in", channels.ids)])
                rows |= {row.channel_id: row for row in found}
        return rows

    def _settings(self, may_send=False):
        """What the adapter may know of this channel."""
        self.ensure_one()
        addresses = [self.address or "", *(self.other_addresses or "").split()]
        own = self._own_settings().get(self)
        return Settings(
            secret=self.secret or "",
            own_addresses=tuple(filter(None, map(str.lower, addresses))),
            own=own and own._own(),
            connect=own._connect if own and may_send else None,
        )

    def _reader(self):
        """The plain object that verifies and parses for this channel, without a query."""
        return self._door(self.slug).adapter

    def _adapter(self):
        """The plain object that sends for this channel, too."""
        return ADAPTERS[self.kind](self.sudo()._settings(may_send=True))

    @api.model
    def _by_address_kind(self):
        """:return: dict of kind of address → the channels that reach it, in their order"""
        channels = self.sudo()
        return {kind: channels.browse(ids) for kind, ids in self._ids_by_address_kind().items()}

    @api.model
    @ormcache()
    def _ids_by_address_kind(self):
        channels = self.sudo().search([("address", "!=", False)])
        kinds = channels.grouped(lambda channel: channel._address_kind())
        return {kind: of_kind.ids for kind, of_kind in kinds.items()}

    def _address_kind(self):
        """:return: kind of address that this channel reaches; None of no channel"""
        return ADAPTERS[self.kind].address_kind if self else None

    def action_own_settings(self):
        """Button: what only this kind of channel has."""
        self.check_access("read")
        row = self._own_settings()[self]
        return {
            "type": "ir.actions.act_window",
            "res_model": row._name,
            "res_id": row.id,
            "views": [(False, "form")],
        }

    def action_test(self):
        """Button: try the ways in and out, and tell what happened.

        :raises UserError: with the kind of problem, if one of them fails
        """
        self.check_access("write")
        try:
            tried_in = self._adapter().test()
        except Broken as broken:
            problem = self._problem_words(broken.problem)
            if broken.is_in:
                words = self.env._("The way in: %(problem)s", problem=problem)
            else:
                words = self.env._("The way out: %(problem)s", problem=problem)
            raise UserError(words) from None
        if tried_in:
            words = self.env._("Both ways work.")
        else:
            words = self.env._("The way out works. To try the way in, send a message from outside.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": words},
        }

    def action_pause(self):
        """Button: take in and store, but work on nothing and send nothing."""
        self.check_access("write")
        self.is_paused = True

    def action_resume(self):
        """Button: go on with everything that waited."""
        self.check_access("write")
        self.is_paused = False
        self.env["police.channel.event"].sudo()._take_up_again(self)
        unfinished = [("channel_id", "in", self.ids), ("next_attempt_at", "!=", False)]
        for model in ("police.channel.message", "police.channel.file"):
            # A job that waits now may have seen the channel paused.
            self.env[model].sudo().search(unfinished)._enqueue_anyway()

    def action_new_secret(self):
        """Button: from now on only what is signed with a new secret is taken."""
        self.check_access("write")
        for channel in self.sudo():
            channel.secret = secrets.token_urlsafe(32)
