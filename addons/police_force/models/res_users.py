from odoo import api, fields, models
from odoo.tools import ormcache

from ..tools.by_service import BY_SERVICE
from .police_scope import PoliceScope


class ResUsers(models.Model):
    _name = "res.users"
    _inherit = [
        "police.audited.mixin",
        "police.log.in.guard.mixin",
        "police.first.log.in.mixin",
        "police.second.factor.mixin",
        "police.user.offboarding.mixin",
        "police.role.watch.mixin",
        "res.users",
    ]

    _audited_fields = ("login", "active", "group_ids")
    _role_fields = ("group_ids",)

    # As it was when a mail server refused it: another address is another mailbox.
    police_refused_email = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    police_posting_ids = fields.One2many("police.posting", "user_id", "Postings")

    @api.model
    def _self_accessible_fields(self):
        """Not an officer's own name and address: whoever keeps the accounts says who somebody is.

        Mails go out in them, and they could be those of the office. Not `SELF_WRITEABLE_FIELDS`:
        what that says, core keeps for all users alike.
        """
        readable, writeable = super()._self_accessible_fields()
        user = self.env.user
        if user and user.has_group("police_force.group_user"):
            writeable -= {"name", "email"}
        return readable, writeable

    @api.model_create_multi
    def create(self, vals_list):
        """Each in the force's time zone, whatever that of the browser, until it is said otherwise."""
        zone = self.env["police.unit"]._zone_desk()._time_zone()
        return super().create([{"tz": zone, **vals} for vals in vals_list])

    def _login(self, credential, user_agent_env):
        """At the first log-in core takes the time zone of the browser: `write` does not."""
        logging_in = self.with_context(police_log_in=BY_SERVICE)
        return super(ResUsers, logging_in)._login(credential, user_agent_env)

    def write(self, vals):
        if set(vals) == {"tz"} and self.env.context.get("police_log_in") is BY_SERVICE:
            vals = {"tz": self.tz or self.env["police.unit"]._zone_desk()._time_zone()}
        return super().write(vals)

    def _audit_records(self):
        """Officers; who among the citizens has an account is nobody's business."""
        return self.filtered(lambda user: not user.share)

    def _roles_before(self):
        return self.env["police.role.grant"]._held(self)

    def _audit_districts(self):
        officers = self.env["police.officer"].sudo().with_context(active_test=False)
        found = officers.search([("id", "in", self.ids)])
        districts = {officer.user_id: officer.district_id for officer in found}
        # Postings change beneath this view: nothing of it stays in memory.
        found.invalidate_recordset()
        return districts

    @api.model
    def _police_scope(self):
        """The current user's scope, at this very moment.

        :rtype: PoliceScope
        """
        now = fields.Datetime.now()
        everything = False
        names = ("district", "circle", "unit", "post", "own", "office")
        ids_of = {name: set() for name in names}
        for (
            date_from,
            date_to,
            post_id,
            office_id,
            own_ids,
            kind,
            ids,
        ) in self._police_scope_intervals(self.env.uid):
            if date_from > now or (date_to and date_to <= now):
                continue
            everything = everything or kind == "everything"
            ids_of["post"].add(post_id)
            ids_of["office"].add(office_id)
            ids_of["own"].update(own_ids)
            ids_of.get(kind, set()).update(ids)
        return PoliceScope(everything, *(tuple(sorted(ids)) for ids in ids_of.values()))

    @api.model
    def _rule_scopes(self):
        """What the domains of record rules may name: {name: value}, hashable: they are cached by it.

        What else rules need extends this.
        """
        return {"police_scope": self._police_scope()}

    def _police_level(self):
        """Level of the highest rank that this user holds now, 0 for none."""
        self.ensure_one()
        scope = self.with_user(self)._police_scope()
        posts = self.env["police.post"].sudo().browse(scope.post_ids)
        return max(posts.rank_id.mapped("level"), default=0)

    def _posts_now(self):
        """The posts that these users hold at this very moment."""
        postings = self.police_posting_ids
        return postings.filtered_domain(postings._current()).post_id

    @api.model
    @ormcache("user_id")
    def _police_scope_intervals(self, user_id):
        """All postings of a user.

        As (from, to, post id, office id, own unit ids, kind of scope, unit ids).

        Only rows, no clock: the cache stays true while time passes.
        """
        postings = self.env["police.posting"].sudo().search([("user_id", "=", user_id)])
        return tuple(
            (
                posting.date_from,
                posting.date_to,
                posting.post_id.id,
                posting.unit_id.id,
                posting.unit_id._units_served(),
                *posting.unit_id._scope_of_post(),
            )
            for posting in postings
        )
