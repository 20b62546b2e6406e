from odoo import api, fields, models
from odoo.exceptions import AccessError

from .police_officer_role import KNOWING, ROLES


class PoliceRoleSecondMixin(models.AbstractModel):
    """The second pair of eyes: who may put in force what another has given.

    An administrator in whose reach the officer is, or who stands above the officer in the line and
    knows as much; never one who had a part in giving it, nor an account made by such a one alone.
    """

    _name = "police.role.second.mixin"
    _description = "Second Pair of Eyes"

    may_decide = fields.Boolean("May be put in force by me", compute="_compute_may_decide")

    @api.depends("state", "decided_by_id", "involved_ids", "user_id", "role")
    @api.depends_context("uid")
    def _compute_may_decide(self):
        """Whoever had no hand in it, not through a colleague's posting either, and is in reach."""
        me, mine = self.env.user, self._behind(self.env.user)
        open_rows = self.filtered(
            lambda grant: (
                grant.kind != "posting"
                and grant.state in ("waiting", "in_force")
                and not grant.decided_by_id
                and grant.user_id != me
            )
        )
        apart = open_rows.filtered(
            lambda grant: (
                not any(
                    mine & grant._behind(user)
                    for user in grant.sudo().involved_ids | grant.asked_by_id
                )
            )
        )
        deciding = apart._in_reach() | apart._below_me()
        for grant in self:
            grant.may_decide = grant in deciding

    def _check_may_decide(self):
        """:raise AccessError: one of these is not for the current user to decide"""
        self.check_access("read")
        if not all(grant.may_decide for grant in self):
            raise AccessError(
                self.env._(
                    "Somebody else puts this in force: neither who gave the role or printed the "
                    "slip, nor the officer, nor an account that one of them made alone."
                )
            )

    @api.model
    def _behind(self, user):
        """Who stands behind an account: the user, and whoever gave them a role all alone.

        Technical administrators made the first accounts; they count for themselves only.
        """
        behind, asked = user, user
        while asked:
            alone = self.sudo().search(
                [
                    ("user_id", "in", asked.ids),
                    ("state", "=", "in_force"),
                    ("kind", "=", "role"),
                    ("decided_by_id", "=", False),
                ]
            )
            makers = alone.asked_by_id.filtered(lambda one: not one.has_group("base.group_system"))
            asked = makers - behind
            behind |= asked
        return behind

    def _in_reach(self):
        """Those that the current user decides as an administrator of the district or service."""
        officers = self.env["police.officer"]
        if not self.env.user.has_group("police_force.group_district_administrator"):
            return self.browse()
        roles = officers._roles_to_give()
        mine = self.filtered(lambda grant: grant.role in roles)
        known = officers.with_context(active_test=False).search([("id", "in", mine.user_id.ids)])
        managed = known.filtered("may_manage").user_id
        return mine.filtered(lambda grant: grant.user_id in managed)

    def _below_me(self):
        """Those that the current user decides as the officer's superior, who knows as much."""
        roles = self._roles_as_superior()
        everywhere = len(roles) == len(ROLES)
        return self.filtered(lambda grant: grant.role in roles and grant._is_below(everywhere))

    @api.model
    def _roles_as_superior(self):
        """Roles that the current user decides about below: what they may know themselves."""
        user = self.env.user
        own = [role for role in KNOWING if user.has_group(f"police_force.group_{role}")]
        if not {"station_head", "supervisor"} & set(own):
            return ()
        if "supervisor" in own and self.env["res.users"]._police_scope().everything:
            return tuple(role for role, _label in ROLES)
        return KNOWING[: KNOWING.index(own[-1]) + 1]

    @api.model
    def _roles_to_ask_for(self):
        """Roles that the current user may ask for when posting somebody."""
        if self.env.user.has_group("police_force.group_district_administrator"):
            return self.env["police.officer"]._roles_to_give()
        return self._roles_as_superior()

    def _is_below(self, everywhere):
        """Whether the officer's posts are below the current user's; no post: below the top."""
        postings = self.user_id.sudo().police_posting_ids
        lasting = postings.filtered_domain(postings._lasting())
        if not lasting:
            return everywhere
        return self.env["police.posting"]._is_superior_of(lasting.post_id)
