import itertools

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.by_service import BY_SERVICE

# What an officer's record keeps of the user behind it.
ACCOUNT_FIELDS = ("name", "login", "email", "phone", "lang")


class PoliceOfficer(models.Model):
    """Whoever works for the force, as an administrator sees them: a user and the post they hold.

    A view over `res.users`, so that who keeps officers needs no right on users. An officer belongs
    to the district of all posts held now or to come, else of the last one; to none when these lie
    in several districts or above them.
    """

    _name = "police.officer"
    _description = "Officer"
    _inherit = [
        "police.officer.account.mixin",
        "police.officer.notice.mixin",
        "police.officer.role.mixin",
    ]
    _auto = False
    _order = "name, id"

    user_id = fields.Many2one("res.users", readonly=True)
    name = fields.Char(required=True)
    login = fields.Char("Log-in", help="Empty: made from the code of the unit.")
    email = fields.Char("E-mail")
    phone = fields.Char("Mobile")
    lang = fields.Selection("_lang_get", "Language")
    active = fields.Boolean(readonly=True)
    has_log_in = fields.Boolean("Has a password or a slip", readonly=True)
    post_id = fields.Many2one("police.post", readonly=True)
    rank_id = fields.Many2one("police.rank")
    unit_id = fields.Many2one("police.unit", "Posted at")
    district_id = fields.Many2one("police.unit", readonly=True)
    kind = fields.Selection(
        lambda self: self.env["police.posting"]._fields["kind"].selection, "Kind of posting"
    )
    date_from = fields.Datetime("Posted from")
    login_date = fields.Datetime("Last log-in", related="user_id.login_date")
    refuses_mail = fields.Boolean(
        "Mailbox refuses our mails", readonly=True, help="Until there is another address."
    )

    _depends = {
        "res.users": [
            *("login", "active", "share", "partner_id"),
            *("police_slip_expires_at", "police_refused_email"),
        ],
        "res.partner": ["name", "email", "phone", "lang"],
        "police.posting": ["user_id", "post_id", "unit_id", "kind", "date_from", "date_to"],
        "police.post": ["rank_id"],
        "police.unit": ["district_id"],
    }

    @property
    def _table_query(self):
        return SQL(
            """WITH placed AS (
                SELECT posting.*, unit.district_id, rank() OVER (
                    PARTITION BY posting.user_id
                    ORDER BY CASE WHEN posting.date_to <= %(now)s THEN posting.date_to
                                  ELSE 'infinity' END DESC) AS place
                FROM police_posting posting JOIN police_unit unit ON unit.id = posting.unit_id
            ), home AS (
                SELECT user_id, CASE
                    WHEN count(*) = count(district_id) AND min(district_id) = max(district_id)
                    THEN min(district_id) END AS district_id,
                    (array_agg(id ORDER BY kind = 'regular' DESC, date_from DESC, id))[1] AS posting
                FROM placed WHERE place = 1 GROUP BY user_id
            )
            SELECT users.id, users.id AS user_id, person.name, users.login, person.email,
                   person.phone, person.lang, users.active,
                   COALESCE(users.police_refused_email = person.email, false) AS refuses_mail,
                   users.password IS NOT NULL OR users.police_slip_expires_at > %(now)s
                       AS has_log_in,
                   posting.post_id, post.rank_id,
                   posting.unit_id, posting.kind, posting.date_from, home.district_id
            FROM res_users users JOIN res_partner person ON person.id = users.partner_id
            LEFT JOIN home ON home.user_id = users.id
            LEFT JOIN police_posting posting ON posting.id = home.posting
            LEFT JOIN police_post post ON post.id = posting.post_id
            WHERE users.share IS NOT TRUE AND users.id != %(robot)s""",
            now=fields.Datetime.now(),
            robot=api.SUPERUSER_ID,
        )

    @api.model
    def _lang_get(self):
        return self.env["res.lang"].get_installed()

    # A view over other tables: there is nothing for `super` to write.
    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Make a user and give them a post, with the rights of the current user on postings.

        The role waits until somebody else puts it in force.

        :raise AccessError: outside the district, or a rank whose role is not theirs to give
        """
        self.check_access("create")
        vals_list = [self._cleaned(vals) for vals in vals_list]
        for vals in vals_list:
            if not (vals.get("unit_id") and vals.get("rank_id")):
                raise UserError(self.env._("Say at which unit and in which rank."))
        units = self.env["police.unit"].browse(vals["unit_id"] for vals in vals_list)
        ranks = self.env["police.rank"].browse(vals["rank_id"] for vals in vals_list)
        posts = self._posts_for(
            [(rank.id, unit.id) for rank, unit in zip(ranks, units, strict=True)]
        )
        roles = self._roles_for(vals_list, posts)
        users = self._make_users(vals_list, posts)
        # The role of a new officer is asked for below, whatever the rank's would be.
        self.env["police.posting"].with_context(police_role=BY_SERVICE).create(
            [
                {
                    "user_id": user.id,
                    "post_id": post.id,
                    "kind": vals.get("kind") or "regular",
                    "date_from": vals.get("date_from") or fields.Datetime.now(),
                }
                for user, post, vals in zip(users, posts, vals_list, strict=True)
            ]
        )
        officers = self.browse(users.ids)
        # The view knows the postings only now.
        officers.invalidate_recordset()
        officers.check_access("create")
        self.env["police.role.grant"]._ask(dict(zip(officers._users(), roles, strict=True)), "role")
        return officers

    def write(self, vals):  # pylint: disable=method-required-super
        """Change the person and the role; a posting ends and another begins instead."""
        if {"unit_id", "rank_id", "kind", "date_from"} & vals.keys():
            raise UserError(self.env._("Whoever changes post gets another posting."))
        self._check_may_manage()
        vals = self._cleaned(vals)
        account = {name: vals[name] for name in ACCOUNT_FIELDS if name in vals}
        if account:
            emails = {officer: officer.email for officer in self}
            moved = self._moved(account)
            self._users().write(account)
            self.invalidate_recordset()
            moved._tell("contact", emails)
        if "role" in vals:
            self._give_role(vals["role"])
        self.invalidate_recordset()
        return True

    def _moved(self, account):
        """The officers whose log-in, mobile or e-mail address the values change."""
        ways_in = {name: account[name] for name in account if name in ("login", "email", "phone")}
        return self.filtered(
            lambda officer: any((officer[name] or "") != (ways_in[name] or "") for name in ways_in)
        )

    def _users(self):
        """The users behind these officers, with all rights: check before what may be done."""
        return self.env["res.users"].sudo().with_context(active_test=False).browse(self.ids)

    @api.model
    def _posts_for(self, places):
        """The posts of pairs (rank id, unit id), in their order; missing ones are made.

        :raise AccessError: a post is missing and not for the current user to make
        """
        post_model = self.env["police.post"].with_context(active_test=False)
        wanted = list(dict.fromkeys(places))
        found = post_model.search(
            [
                ("rank_id", "in", [rank for rank, _unit in wanted]),
                ("unit_id", "in", [unit for _rank, unit in wanted]),
            ],
            order="name desc, id",
        )
        posts = {(post.rank_id.id, post.unit_id.id): post for post in found}
        missing = [place for place in wanted if place not in posts]
        made = post_model.create([{"rank_id": rank, "unit_id": unit} for rank, unit in missing])
        posts.update(zip(missing, made, strict=True))
        retired = post_model.union(*(posts[place] for place in wanted)).filtered(
            lambda post: not post.active
        )
        if retired:
            retired.active = True
        return [posts[place] for place in places]

    def _roles_for(self, vals_list, posts):
        """The role of each new officer: the one said, else the one that goes with the rank."""
        roles = [
            vals.get("role") or self._role_of(post.rank_id, post.unit_id)
            for vals, post in zip(vals_list, posts, strict=True)
        ]
        self._check_may_give(set(roles))
        for role, post in zip(roles, posts, strict=True):
            self._check_supervises(role, post.unit_id)
        return roles

    def _make_users(self, vals_list, posts):
        """Make the accounts of officers, with no more than the right to log in.

        :param vals_list: dicts, of which the ACCOUNT_FIELDS count; what is empty is left out
        :param posts: list of a `police.post` for each, whose unit gives log-in and time zone
        :return: the users, as the superuser and in the same order
        """
        logins = self._free_logins([vals.get("login") for vals in vals_list], posts)
        return (
            self.env["res.users"]
            .sudo()
            .with_context(no_reset_password=True)
            .create(
                [
                    {
                        **{name: vals[name] for name in ACCOUNT_FIELDS if vals.get(name)},
                        "lang": vals.get("lang") or self.env["res.lang"]._of_force(),
                        "login": login,
                        "tz": post.unit_id._time_zone(),
                        "group_ids": [Command.set(self._group_of("user").ids)],
                    }
                    for vals, login, post in zip(vals_list, logins, posts, strict=True)
                ]
            )
        )

    @api.model
    def _free_logins(self, wanted, posts):
        """A log-in for each officer: the wanted one, else the unit's short name and a number."""
        stems = [post.unit_id.code.rsplit("-", 1)[-1].lower() for post in posts]
        like = [f"{stem}.%" for stem in {*stems}]
        rows = self.env.execute_query(
            SQL("SELECT login FROM res_users WHERE login LIKE ANY(%s)", like)
        )
        taken = {login for (login,) in rows} | {login for login in wanted if login}
        logins = []
        for login, stem in zip(wanted, stems, strict=True):
            logins.append(login or self._next_login(stem, taken))
            taken.add(logins[-1])
        return logins

    @staticmethod
    def _next_login(stem, taken):
        candidates = (f"{stem}.{number:02}" for number in itertools.count(1))
        return next(login for login in candidates if login not in taken)
