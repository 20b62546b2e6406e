from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache


class PoliceScope(NamedTuple):
    """What the posts that a user holds at this moment let him see.

    Hashable, since it is part of the key under which record rules are cached.
    """

    everything: bool = False
    district_ids: tuple = ()
    circle_ids: tuple = ()
    unit_ids: tuple = ()
    post_ids: tuple = ()
    own_unit_ids: tuple = ()
    office_ids: tuple = ()
    about_user_ids: tuple = ()

    @property
    def jurisdiction(self):
        """Domain on a complaint: it lies in the user's jurisdiction."""
        if self.everything:
            return Domain.TRUE
        return Domain.OR(
            Domain(field, "in", ids)
            for field, ids in (
                ("unit_id", self.unit_ids),
                ("circle_id", self.circle_ids),
                ("district_id", self.district_ids),
            )
            if ids
        )

    @property
    def not_about_own_unit(self):
        """Domain on a complaint: it is not about the user, nor about a unit in which he serves.

        One posting there is enough, whatever other charge he holds.
        """
        return Domain.AND(
            Domain(field, "=", False) | Domain(field, "not in", ids)
            for field, ids in (
                ("complained_unit_id", self.own_unit_ids),
                ("complained_user_id", self.about_user_ids),
            )
            if ids
        )

    @property
    def open_identity(self):
        """Domain on a complaint: in jurisdiction, and its complainant hides from nobody there."""
        return self.jurisdiction & self.not_about_own_unit & Domain("identity", "=", "open")

    @property
    def supervisor_identity(self):
        """Domain on a complaint: a supervisor with this scope may know who complained.

        A confidential complainant is known to whoever is responsible for the whole district.
        """
        whole = Domain.TRUE if self.everything else Domain("district_id", "in", self.district_ids)
        confidential = whole & self.not_about_own_unit & Domain("identity", "=", "confidential")
        return self.open_identity | confidential

    @property
    def desk_identity(self):
        """Domain on a complaint: the control room may know who complained."""
        return self.not_about_own_unit & Domain("identity", "!=", "anonymous")

    @property
    def transfers(self):
        """Domain on a transfer: of a complaint in the jurisdiction, or from or to a unit in it.

        Whoever gave a complaint away keeps knowing that he did, to whom and why, and no more.
        """
        if self.everything:
            return Domain.TRUE
        return self.of_complaint(self.jurisdiction) | Domain.OR(
            Domain(f"{side}{path}", "in", ids)
            for side in ("from_unit_id", "to_unit_id")
            for path, ids in (
                ("", self.unit_ids),
                (".circle_id", self.circle_ids),
                (".district_id", self.district_ids),
            )
            if ids
        )

    @property
    def of_units(self):
        """Domain on what goes to a unit: it lies in the user's jurisdiction."""
        if self.everything:
            return Domain.TRUE
        return Domain.OR(
            Domain(path, "in", ids)
            for path, ids in (
                ("unit_id", self.unit_ids),
                ("unit_id.circle_id", self.circle_ids),
                ("unit_id.district_id", self.district_ids),
            )
            if ids
        )

    def of_contact(self, domain):
        """The same domain, for a contact with a station: about a complaint, or in general."""
        general = Domain("complaint_id", "=", False) & self.of_units
        return self.of_complaint(domain) | general

    def unless_general(self, domain):
        """The same domain, which a contact with a station about no complaint fulfils anyway."""
        return self.of_complaint(domain) | Domain("complaint_id", "=", False)

    def of_complainant(self, domain, path="party_ids"):
        """The same domain, for who is party to such a complaint.

        Rules inside a rule do not count, hence `domain` must name all that excludes.

        :param str path: field that leads to the parties
        """
        return domain if domain.is_true() else Domain(path, "any", self.of_complaint(domain))

    def known_to_desk(self, path="party_ids"):
        """Domain on a complainant: has not only complained anonymously, or about the user's unit."""
        return self.of_complainant(self.desk_identity, path) | Domain(path, "=", False)

    def shown(self, domain):
        """The same domain, for a file of a complaint that was shown to the station."""
        return Domain("is_shown", "=", True) & self.of_complaint(domain)

    def of_complaint_if_any(self, domain):
        """The same domain, for a record that may belong to a complaint."""
        return Domain("complaint_id", "=", False) | self.of_complaint(domain)

    @staticmethod
    def of_complaint(domain):
        """The same domain, for a record that belongs to a complaint.

        The complaint's own rules are part of the domain, hence no second check.
        """
        return domain if domain.is_true() else Domain("complaint_id", "any!", domain)


class ResUsers(models.Model):
    _name = "res.users"
    _inherit = [
        "police.audited",
        "police.log.in.guard",
        "police.first.log.in",
        "police.second.factor",
        "police.leaver",
        "police.role.watch",
        "police.secret.name",
        "res.users",
    ]

    _audited_fields = ("login", "active", "group_ids")
    _role_fields = ("group_ids",)

    police_posting_ids = fields.One2many("police.posting", "user_id", "Postings")

    @property
    def SELF_WRITEABLE_FIELDS(self):
        """Not the own name and address: whoever keeps the accounts says who somebody is.

        Mails go out in them, and they could be those of the office.
        """
        return [name for name in super().SELF_WRITEABLE_FIELDS if name not in ("name", "email")]

    def _not_told(self):
        """Only who complained is a secret."""
        citizens = self.filtered(lambda user: user.sudo().partner_id.is_police_citizen)
        return super(ResUsers, citizens)._not_told()

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
        return PoliceScope(
            everything,
            *(tuple(sorted(ids)) for ids in ids_of.values()),
            about_user_ids=self._police_complained_of(self.env.uid),
        )

    @api.model
    @ormcache("user_id")
    def _police_complained_of(self, user_id):
        """The user's own id, in a tuple, if there is a complaint about him; else empty."""
        about = [("complained_user_id", "=", user_id)]
        return (
            (user_id,) if self.env["police.complaint"].sudo().search_count(about, limit=1) else ()
        )

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
