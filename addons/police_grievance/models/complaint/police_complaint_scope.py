from typing import NamedTuple

from odoo.fields import Domain

from odoo.addons.police_force.models.police_scope import PoliceScope


class Moved(NamedTuple):
    """What closed complaints keep of where their unit stood, and where it stands now; ids."""

    unit_id: int
    circle_before: int
    district_before: int
    circle_now: int
    district_now: int

    def changes(self, level, ids):
        """Whether it was in one of these circles or districts, or is, but not both."""
        before, now = getattr(self, f"{level}_before"), getattr(self, f"{level}_now")
        return (before in ids) != (now in ids)


class ComplaintScope(NamedTuple):
    """What the posts that a user holds at this moment let him see of complaints.

    Hashable, as `PoliceScope` is.

    :param about_user_ids: the user's own id, if there is a complaint about him
    :param moved: `Moved` of units by which closed complaints came into these posts' hands, or left
    """

    posts: PoliceScope = PoliceScope()
    about_user_ids: tuple = ()
    moved: tuple = ()

    @property
    def jurisdiction(self):
        """Domain on a complaint: it lies in the user's jurisdiction."""
        if self.posts.everything:
            return Domain.TRUE
        units, circles = self.posts.unit_ids, self._stamped("circle", self.posts.circle_ids)
        below = Domain("unit_id", "in", units) if units else Domain.FALSE
        return below | circles | self._stamped("district", self.posts.district_ids)

    def _stamped(self, level, ids):
        """Domain on a complaint: stamped with one of these circles or districts.

        Closed ones keep the stamp of their time: with whose unit has left since it does not count,
        with one that has come since it does without. Where no unit has moved, nothing is added.

        :param str level: "circle" or "district"
        """
        if not ids:
            return Domain.FALSE
        left, came = set(), set()
        for row in self.moved:
            if row.changes(level, ids):
                (came if getattr(row, f"{level}_now") in ids else left).add(row.unit_id)
        stamped = Domain(f"{level}_id", "in", ids)
        if left:
            stamped &= Domain("unit_id", "not in", sorted(left))
        return stamped | Domain("unit_id", "in", sorted(came)) if came else stamped

    @property
    def not_about_own_unit(self):
        """Domain on a complaint: it is not about the user, nor about a unit in which he serves.

        One posting there is enough, whatever other charge he holds.
        """
        return Domain.AND(
            Domain(field, "=", False) | Domain(field, "not in", ids)
            for field, ids in (
                ("complained_unit_id", self.posts.own_unit_ids),
                ("complained_user_id", self.about_user_ids),
            )
            if ids
        )

    @property
    def open_identity(self):
        """Domain on a complaint: in jurisdiction, and its complainant hides from nobody there."""
        return self.jurisdiction & self.not_about_own_unit & Domain("confidentiality", "=", "open")

    @property
    def supervisor_identity(self):
        """Domain on a complaint: a supervisor with this scope may know who complained.

        A confidential complainant is known to whoever is responsible for the whole district.
        """
        whole = (
            Domain.TRUE
            if self.posts.everything
            else self._stamped("district", self.posts.district_ids)
        )
        confidential = (
            whole & self.not_about_own_unit & Domain("confidentiality", "=", "confidential")
        )
        return self.open_identity | confidential

    @property
    def desk_identity(self):
        """Domain on a complaint: the control room may know who complained."""
        return self.not_about_own_unit & Domain("confidentiality", "!=", "anonymous")

    @property
    def transfers(self):
        """Domain on a transfer: of a complaint in the jurisdiction, or from or to a unit in it.

        Whoever gave a complaint away keeps knowing that he did, to whom and why, and no more.
        """
        if self.posts.everything:
            return Domain.TRUE
        return self.of_complaint(self.jurisdiction) | Domain.OR(
            Domain(f"{side}{path}", "in", ids)
            for side in ("from_unit_id", "to_unit_id")
            for path, ids in (
                ("", self.posts.unit_ids),
                (".circle_id", self.posts.circle_ids),
                (".district_id", self.posts.district_ids),
            )
            if ids
        )

    def of_contact(self, domain):
        """The same domain, for a contact with a station: about a complaint, or in general."""
        general = Domain("complaint_id", "=", False) & self.posts.of_units
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
