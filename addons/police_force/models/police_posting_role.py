from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain

from ..tools.by_service import BY_SERVICE
from .police_officer_role import KNOWING


class PolicePostingRole(models.AbstractModel):
    """For postings: the role follows the post, as far as whoever posts may give it.

    Less than before comes with a regular post by itself. More waits for a second person. What is
    not theirs to give is left to an administrator: see `police.role.grant`. What is not a post's
    role (an auditor's, an administrator's) goes with no post, and is an administrator's to replace.
    """

    _name = "police.posting.role.mixin"
    _description = "Role That Follows a Posting"
    _inherit = ["police.posting.clock.mixin", "police.posting.order.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        postings = super().create(vals_list)
        postings._have_roles_follow()
        return postings

    def write(self, vals):
        before = {row: (row.user_id, row.post_id) for row in self}
        result = super().write(vals)
        self.filtered(lambda row: (row.user_id, row.post_id) != before[row])._have_roles_follow()
        return result

    @api.model
    def _passes_on(self, boundaries):
        result = super()._passes_on(boundaries)
        now = fields.Datetime.now()
        if any(moment <= now for moment in boundaries):
            self.env["police.role.grant"]._follow_posts()
        coming = sorted(moment for moment in boundaries if moment > now)
        if coming:
            self.env.ref("police_force.ir_cron_follow_posts")._trigger(coming)
        return result

    def _role_that_goes_with_it(self):
        post = self.sudo().post_id
        return self.env["police.officer"]._role_of(post.rank_id, post.unit_id)

    def _have_roles_follow(self):
        """Give, ask for or have an administrator give the roles of these new postings.

        What the service itself does, such as loading data, gives nobody a role.
        """
        by_service = self.env.context.get("police_role") is BY_SERVICE
        new = self.sudo().filtered_domain(self._lasting())
        if by_service or not new or self.env.uid == SUPERUSER_ID:
            return
        officers = self.env["police.officer"].sudo().browse(new.user_id.ids)
        officers.invalidate_recordset()
        held_by = self.sudo().search(self._lasting() & Domain("user_id", "in", officers.ids))
        held_by = held_by.grouped("user_id")
        mine = self._users_to_decide_about(held_by)
        found = {"in_force": {}, "waiting": {}, "to_give": {}}
        for officer, (user, postings) in zip(officers, new.grouped("user_id").items(), strict=True):
            posting, role = postings._decisive(officer.role, held_by[user])
            if role and role != officer.waiting_role:
                state = self._how_it_follows(officer, role) if user in mine else "to_give"
                found[state][posting] = role
        self._write_down_roles(found)

    @api.model
    def _write_down_roles(self, found):
        """:param dict found: {state: {posting: role}}"""
        grants = self.env["police.role.grant"]
        asked = {state: grants._ask_for_posts(rows, state) for state, rows in found.items() if rows}
        if "in_force" in asked:
            asked["in_force"]._decided("in_force")
            asked["in_force"]._put_in_force()
        if "waiting" in asked and grants._is_set_up_going_on():
            asked["waiting"]._put_in_force()

    def _decisive(self, role, all_held):
        """Of one officer's new postings the one that asks for another role.

        :param role: what the officer has, or False
        :param all_held: all postings of the officer, now and later
        :return: (posting, role), or (None, None) where the role stays
        """
        knows = KNOWING.index(role) if role in KNOWING else -1
        levels = {posting: posting._level_of_role() for posting in self}
        posting = max(levels, key=levels.get)
        if levels[posting] > knows:
            return posting, KNOWING[levels[posting]]
        regular = self.filtered(lambda row: row.kind == "regular")[:1]
        if not regular:
            return None, None
        # What is held beside it counts, too; what ends when it begins does not.
        then = regular | all_held.filtered_domain(self._current(regular._begins_at()))
        level = max(row._level_of_role() for row in then)
        return (regular, KNOWING[level]) if level < knows else (None, None)

    def _begins_at(self):
        return max(self.date_from, fields.Datetime.now())

    def _level_of_role(self):
        return KNOWING.index(self._role_that_goes_with_it())

    def _how_it_follows(self, officer, role):
        """The state of what is written down; the officer is read as the superuser."""
        held = officer.role
        known = self.env["police.role.grant"]._roles_to_ask_for()
        if role not in known or (held and (held not in KNOWING or held not in known)):
            return "to_give"
        return "in_force" if held and officer._is_no_more(role) else "waiting"

    @api.model
    def _users_to_decide_about(self, held_by):
        """Those whose roles are for the current user to decide about, with all their posts.

        :param dict held_by: {user: their postings, now and later}
        """
        if self.env.user.has_group("police_force.group_district_administrator"):
            ids = [user.id for user in held_by]
            officers = self.env["police.officer"].sudo(False).search([("id", "in", ids)])
            return officers.filtered("may_manage").user_id
        mine = [user.id for user in held_by if self._is_superior_of(held_by[user].post_id)]
        return self.env["res.users"].browse(mine)
