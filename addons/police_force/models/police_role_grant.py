from odoo import api, fields, models
from odoo.exceptions import UserError

from .police_officer_role import KNOWING, ROLES

KINDS = [
    ("role", "Role given"),
    ("log_in", "New log-in"),
    ("posting", "New post"),
    ("technical", "By a technical administrator"),
]
STATES = [
    ("to_give", "To be given"),
    ("waiting", "Waits"),
    ("in_force", "In force"),
    ("refused", "Refused"),
]


class PoliceRoleGrant(models.Model):
    """Who has come to know more, from when, by whom: a role, a post, a log-in that others held.

    A role is asked for by one and put in force by another; until then the officer has it not.
    The rows stay, and nobody writes them by hand: they are the list of who newly may know.
    """

    _name = "police.role.grant"
    _description = "Role of an Officer, Given"
    _inherit = [
        "police.secret.name.mixin",
        "police.role.second.mixin",
        "police.role.technical.mixin",
        "police.role.post.mixin",
    ]
    _order = "asked_at desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", "Officer", required=True, index=True, ondelete="restrict", readonly=True
    )
    role = fields.Selection(
        [*ROLES, ("technical", "Technical administrator of Odoo")], required=True, readonly=True
    )
    kind = fields.Selection(KINDS, "What is new", required=True, readonly=True, default="role")
    state = fields.Selection(STATES, required=True, readonly=True, default="waiting", index=True)
    post_id = fields.Many2one("police.post", ondelete="restrict", readonly=True)
    unit_id = fields.Many2one("police.unit", ondelete="restrict", index=True, readonly=True)
    district_id = fields.Many2one("police.unit", ondelete="restrict", index=True, readonly=True)
    asked_by_id = fields.Many2one(
        "res.users",
        "Given by",
        required=True,
        ondelete="restrict",
        readonly=True,
        default=lambda self: self.env.uid,
    )
    asked_at = fields.Datetime(
        "Given at", required=True, readonly=True, default=fields.Datetime.now
    )
    involved_ids = fields.Many2many(
        "res.users",
        string="Had the slip in hand",
        readonly=True,
        help="Whoever gave the role or printed the slip does not put it in force.",
    )
    decided_by_id = fields.Many2one(
        "res.users", "Put in force or refused by", ondelete="restrict", readonly=True
    )
    decided_at = fields.Datetime("Put in force or refused at", readonly=True)
    from_at = fields.Datetime("In force from", readonly=True, index=True)
    has_logged_in = fields.Boolean("Has an own password", compute="_compute_has_logged_in")

    _one_waiting = models.UniqueIndex("(user_id) WHERE state = 'waiting'")

    def _compute_has_logged_in(self):
        for grant in self:
            user = grant.user_id.sudo()
            grant.has_logged_in = bool(user.login_date) and not user.police_slip_expires_at

    @api.model
    def _is_set_up_going_on(self):
        """Whether there is nothing yet that a role lets know. Where there may be extends this.

        Until then one administrator alone sets up the service: roles are in force at once.
        """
        return True

    @api.model
    def _ask(self, roles, kind):
        """Ask for roles; while the service is being set up they are in force at once.

        :param dict roles: role of each user
        :param str kind: see `KINDS`
        """
        users = self.env["res.users"].union(*roles)
        self._end_waiting(users)
        grants = self._add([(user, role, kind, post) for user, role, post in self._posts_of(roles)])
        if self._is_set_up_going_on():
            grants._put_in_force()
        self.env["police.officer"].invalidate_model(["waiting_role", "may_manage"])

    @api.model
    def _add(self, rows, **values):
        """Write rows.

        :param rows: tuples (user, role, kind, post or empty)
        :param values: the same for all of them
        """
        return self.sudo().create(
            [
                {
                    "user_id": user.id,
                    "role": role,
                    "kind": kind,
                    "post_id": post.id,
                    "unit_id": post.unit_id.id,
                    "district_id": post.unit_id.district_id.id,
                    "involved_ids": [fields.Command.link(self.env.uid)],
                    **values,
                }
                for user, role, kind, post in rows
            ]
        )

    @api.model
    def _posts_of(self, roles):
        """(user, role, post) for each user: the post that the list of officers shows."""
        officers = self.env["police.officer"].sudo().with_context(active_test=False)
        found = officers.search([("id", "in", [user.id for user in roles])])
        posts = {officer.id: officer.post_id for officer in found}
        # Postings change beneath this view: nothing of it stays in memory.
        found.invalidate_recordset()
        nowhere = self.env["police.post"].sudo()
        return [(user, role, posts.get(user.id, nowhere)) for user, role in roles.items()]

    @api.model
    def _waiting_of(self, users):
        """{user: what waits for them}"""
        rows = self.sudo().search([("user_id", "in", users.ids), ("state", "=", "waiting")])
        return {row.user_id: row for row in rows}

    @api.model
    def _involve(self, users):
        """The current user has a part in what waits for these users.

        :return: those for whom something waits
        """
        waiting = self._waiting_of(users)
        self.union(*waiting.values()).sudo().write(
            {"involved_ids": [fields.Command.link(self.env.uid)]}
        )
        return users.browse(user.id for user in waiting)

    @api.model
    def _end_waiting(self, users):
        """What was asked for these users is asked no more, these rows aside."""
        open_rows = [("user_id", "in", users.ids), ("state", "in", ("waiting", "to_give"))]
        rows = self.sudo().search(open_rows) - self
        rows._decided("refused")
        rows.flush_recordset()

    def _decided(self, state, **values):
        """Write down that the current user decides."""
        now = fields.Datetime.now()
        self.sudo().write(
            {"state": state, "decided_by_id": self.env.uid, "decided_at": now, **values}
        )
        self.env["police.officer"].invalidate_model(["waiting_role", "may_manage"])

    def _put_in_force(self):
        """Give each officer the role that waited; that of a post to come begins with it."""
        now = fields.Datetime.now()
        grants = self.sudo()
        for begins, rows in grants.grouped(lambda row: row._begins(now)).items():
            rows.write({"state": "in_force", "from_at": begins})
        for role, rows in grants.filtered(lambda row: not row.post_phase).grouped("role").items():
            rows.user_id._put_role(role)
        self._follow_posts()

    def _begins(self, now):
        """When a role that is put in force now begins."""
        return max(now, self.posting_id.date_from or now)

    def action_put_in_force(self):
        """Let these officers have their roles; those who have not logged in yet go on waiting.

        What is in force by one person alone, since the service was being set up, is confirmed.

        :raise AccessError: one of them is not for the current user to decide
        :return: a message on the screen with both numbers
        """
        self._check_may_decide()
        ready = self.filtered(lambda grant: grant.has_logged_in and grant.user_id.sudo().active)
        waiting = ready.filtered(lambda grant: grant.state == "waiting")
        waiting._check_unit()
        ready._decided("in_force")
        waiting._put_in_force()
        return self._shown(ready)

    def _check_unit(self):
        """A post may have changed meanwhile: nobody of a station becomes a supervisor."""
        officers = self.env["police.officer"].sudo()
        now = fields.Datetime.now()
        for grant in self.sudo():
            held = grant.user_id.police_posting_ids
            held = held.filtered_domain(held._lasting(grant._begins(now)))
            officers._check_supervises(grant.role, held.unit_id)

    def _shown(self, ready):
        message = self.env._(
            "In force: %(count)s. Not logged in yet with an own password: %(rest)s.",
            count=len(ready),
            rest=len(self - ready),
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if ready else "warning",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_refuse(self):
        """Let these officers not have their roles; whoever gave one may take it back so.

        :raise AccessError: one of them is not for the current user to decide
        """
        mine = self.filtered(lambda grant: grant.asked_by_id == self.env.user or grant.may_give)
        others = self - mine
        others._check_may_decide()
        (self - others).check_access("read")
        if any(grant.state not in ("waiting", "to_give") for grant in self):
            raise UserError(self.env._("This does not wait any more."))
        self._decided("refused")

    @api.model
    def _knowing_users(self, users):
        """{user: the highest of their roles that may know who complained}"""
        officers = self.env["police.officer"].sudo()
        groups = {role: officers._group_of(role) for role in KNOWING}
        held = {
            user: [role for role in KNOWING if groups[role] in user.all_group_ids]
            for user in users.sudo()
        }
        return {user: roles[-1] for user, roles in held.items() if roles}
