from odoo import api, fields, models
from odoo.exceptions import AccessError

from .police_officer_role import KNOWING, ROLES


class PoliceRolePost(models.AbstractModel):
    """Roles that go with a post: they begin with it, and one of a charge or a leave ends with it.

    Whoever posts an officer without being allowed to give the role leaves a row that an
    administrator gives or refuses: state "to_give".
    """

    _name = "police.role.post.mixin"
    _description = "Role That Goes with a Post"

    posting_id = fields.Many2one(
        "police.posting", "Goes with", readonly=True, index="btree_not_null", ondelete="set null"
    )
    post_phase = fields.Selection(
        [("coming", "Comes with the post"), ("held", "Held with the post")],
        "With the post",
        readonly=True,
        index="btree_not_null",
        help="Empty: the post changes nothing of it any more.",
    )
    former_role = fields.Selection(
        ROLES, "Role before", readonly=True, help="Comes back when the charge or leave ends."
    )
    may_give = fields.Boolean("May be given by me", compute="_compute_may_give")

    @api.depends("state", "role", "user_id")
    @api.depends_context("uid")
    def _compute_may_give(self):
        to_give = self.filtered(lambda grant: grant.state == "to_give")
        mine = to_give._in_reach()
        for grant in self:
            grant.may_give = grant in mine

    def action_give(self):
        """Give officers the roles of their posts: what tells more waits for a second person.

        :raise AccessError: one of them is not for the current user to give
        """
        self.check_access("read")
        if not all(grant.may_give for grant in self):
            raise AccessError(self.env._("This role is not yours to give."))
        self._check_unit()
        self._end_waiting(self.user_id)
        at_once = self.filtered(lambda grant: grant._is_no_more())
        self.sudo().write(
            {
                "state": "waiting",
                "asked_by_id": self.env.uid,
                "asked_at": fields.Datetime.now(),
                "involved_ids": [fields.Command.link(self.env.uid)],
            }
        )
        at_once._put_in_force()
        self.env["police.officer"].invalidate_model(["role", "waiting_role", "may_manage"])

    def _is_no_more(self):
        """Whether the role tells the officer nothing that the one they have does not."""
        officer = self.env["police.officer"].sudo().browse(self.user_id.id)
        return self._is_set_up_going_on() or officer._is_no_more(self.role)

    @api.model
    def _ask_for_posts(self, roles, state):
        """Write down the roles that go with new postings.

        :param dict roles: {police.posting: role}
        :param str state: "waiting" for a second person, "to_give" by an administrator, or
         "in_force" with the post
        :return: the rows
        """
        users = self.env["res.users"].union(*(posting.user_id for posting in roles))
        self._end_waiting(users)
        rows = [(posting.user_id, role, "role", posting.post_id) for posting, role in roles.items()]
        grants = self._add(rows, state=state, post_phase="coming")
        for grant, posting in zip(grants, roles, strict=True):
            grant.posting_id = posting
        return grants.with_env(self.env)

    @api.model
    def _follow_posts(self):
        """Have roles begin with their posts, and those of charges and leaves end with them."""
        now = fields.Datetime.now()
        rows = self.sudo().search([("post_phase", "!=", False)])
        lasting = rows.filtered(
            lambda row: row.posting_id.filtered_domain(row.posting_id._lasting())
        )
        (rows - lasting)._end_with_post()
        begun = lasting.filtered(
            lambda row: (
                row.state == "in_force" and row.post_phase == "coming" and row.from_at <= now
            )
        )
        officers = self.env["police.officer"].sudo().browse(begun.user_id.ids)
        held = {officer.id: officer.role for officer in officers}
        for grant in begun:
            regular = grant.posting_id.kind == "regular"
            grant.former_role = held[grant.user_id.id]
            grant.post_phase = False if regular else "held"
        for role, grants in begun.grouped("role").items():
            grants.user_id._put_role(role)
        officers.invalidate_model(["role", "waiting_role", "may_manage"])

    def _end_with_post(self):
        """The posts are over: what was asked for is asked no more, what was held goes back."""
        asked = self.filtered(lambda grant: grant.state in ("waiting", "to_give"))
        asked._decided("refused")
        held = self.filtered(lambda grant: grant.post_phase == "held")
        self.post_phase = False
        for grant in held:
            grant._go_back()

    def _go_back(self):
        """The officer has the role from before again, unless another post needs the present one."""
        officer = self.env["police.officer"].sudo().browse(self.user_id.id)
        if officer.role != self.role:
            return
        postings = self.user_id.police_posting_ids
        postings = postings.filtered_domain(postings._current())
        needed = {posting._role_that_goes_with_it(): posting for posting in postings}
        if self.role in needed:
            self.posting_id = needed[self.role]
            self.post_phase = "held" if self.posting_id.kind != "regular" else False
            return
        roles = [role for role in KNOWING if role in needed or role == self.former_role]
        self.user_id._put_role(roles[-1] if roles else False)
        officer.invalidate_recordset(["role"])
